import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Tab } from '../engines/engine.js';
import type { PageOptions } from '../pages/options.js';
import { freshEngine } from './support/fresh-engine.js';
import { freshWorld } from './support/fresh-world.js';

/** What the preludes put on their window. */
interface Prepared {
  ready?: boolean;
  polluted: string[];
  opens: number;
  fetchCalls: { url: string }[];
  clock: { tick: (milliseconds: number) => void };
  fired?: string[];
}

const engine = await freshEngine();
const world = await freshWorld();

/** Without the product's code: this is about what stands before it. */
const open = (options: PageOptions): Promise<Tab> =>
  engine.open(world.url('list', { bundles: 0, ...options }));

describe('the prelude', () => {
  test('pollute gives every object 60 members and more', async () => {
    const tab = await open({ preludes: ['pollute'] });
    const seen = await tab.evaluate(() => {
      const { polluted } = window as unknown as Prepared;
      const object = {} as Record<string, unknown>;
      return [polluted.length, polluted.every((name) => object[name] === `polluted-${name}`)];
    });
    assert.ok(Number(seen[0]) >= 60);
    assert.equal(seen[1], true);
  });

  test('array-prototype shows up where arrays are walked', async () => {
    const tab = await open({ preludes: ['array-prototype'] });
    assert.deepEqual(await tab.evaluate(() => Object.keys(Object.getPrototypeOf([]) as object)), ['foo']);
  });

  test('patched-fetch sees every request', async () => {
    const tab = await open({ preludes: ['patched-fetch'] });
    await tab.evaluate(async () => (await fetch('/submitted')).text());
    const calls = await tab.evaluate(() => (window as unknown as Prepared).fetchCalls);
    assert.deepEqual(calls, [{ url: '/submitted', method: 'GET' }]);
  });

  test('frozen lets nobody change what all share', async () => {
    const tab = await open({ preludes: ['frozen'] });
    assert.ok(
      await tab.evaluate(() => Object.isFrozen(Object.prototype) && Object.isFrozen(Array.prototype)),
    );
  });

  test('broken-storage throws when storage is touched', async () => {
    const tab = await open({ preludes: ['broken-storage'] });
    const errors = await tab.evaluate(() =>
      ['localStorage', 'sessionStorage', 'indexedDB'].map((name) => {
        try {
          return String((window as unknown as Record<string, unknown>)[name]);
        } catch (error) {
          return (error as Error).name;
        }
      }),
    );
    assert.deepEqual(errors, ['SecurityError', 'SecurityError', 'SecurityError']);
  });

  test('full-storage leaves no room', async () => {
    const tab = await open({ preludes: ['full-storage'] });
    const errors = await tab.evaluate(() =>
      [localStorage, sessionStorage].map((storage) => {
        try {
          storage.setItem('one more', 'x');
          return 'stored';
        } catch (error) {
          return (error as Error).name;
        }
      }),
    );
    assert.deepEqual(errors, ['QuotaExceededError', 'QuotaExceededError']);
  });

  test('no-channel, no-locks and says-offline take away what they say', async () => {
    const tab = await open({ preludes: ['no-channel', 'no-locks', 'says-offline'] });
    assert.deepEqual(
      await tab.evaluate(() => [typeof BroadcastChannel, typeof navigator.locks, navigator.onLine]),
      ['undefined', 'undefined', false],
    );
  });

  test('no-windows and throwing-open open nothing', async () => {
    const none = await open({ preludes: ['no-windows'] });
    assert.equal(await none.evaluate(() => window.open('about:blank')), null);
    assert.equal(await none.evaluate(() => (window as unknown as Prepared).opens), 1);
    const throwing = await open({ preludes: ['throwing-open'] });
    await assert.rejects(throwing.evaluate(() => window.open('about:blank') === null));
  });
});

describe('clobbering', () => {
  test('puts elements in the place of what is looked up', async () => {
    const tab = await open({ clobber: 'common' });
    const seen = await tab.evaluate(() => [
      Object.prototype.toString.call((window as unknown as Record<string, unknown>)['config']),
      Object.prototype.toString.call(document.currentScript),
      document.querySelectorAll('main ~ *, body > [id]').length >= 40,
    ]);
    assert.match(String(seen[0]), /HTML/);
    assert.match(String(seen[1]), /HTMLImageElement/);
    assert.equal(seen[2], true);
  });

  test('takes the names of Lit if asked', async () => {
    const tab = await open({ clobber: 'lit' });
    const seen = await tab.evaluate(() =>
      Object.prototype.toString.call((window as unknown as Record<string, unknown>)['litHtmlVersions']),
    );
    assert.match(seen, /HTML/);
  });
});

describe('the fake clock', () => {
  test('stands still until a test lets time pass', async () => {
    const tab = await open({ clock: 1_800_000_000_000 });
    const fired = await tab.evaluate(() => {
      const { clock } = window as unknown as Prepared;
      const seen: unknown[] = [Date.now(), performance.now()];
      setTimeout(() => seen.push('late'), 300_000);
      AbortSignal.timeout(10_000).addEventListener('abort', () => seen.push('given up'));
      clock.tick(9_999);
      seen.push('before');
      clock.tick(290_001);
      return [...seen, Date.now(), performance.now()];
    });
    assert.deepEqual(fired, [1_800_000_000_000, 0, 'before', 'given up', 'late', 1_800_000_300_000, 300_000]);
  });

  test('leaves drawing and the rest of the performance entries alone', async () => {
    const tab = await open({ clock: 0 });
    const drawn = await tab.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => resolve(performance.getEntriesByType('navigation').length)),
        ),
    );
    assert.equal(drawn, 1);
  });

  test('lets the product work', async () => {
    const tab = await open({ bundles: 1, account: 'anne', clock: Date.now() });
    await tab.waitFor(() =>
      document.querySelector('datasource-list')?.shadowRoot?.querySelector('datasource-card'),
    );
  });
});
