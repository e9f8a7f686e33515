import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { drip, resetConnection, stall } from '../bench/world/faults/byte-actions.js';
import { begin, call, LIST, listIsShown, NOTION_REF, over } from './support/api.js';
import { eventsOf, sees, tick } from './support/flow.js';

const LOST = /ERR_|Failed to load|NetworkError|network connection|could not connect|terminated/i;

fault(
  'D9',
  'a browser that says that it is offline, and is not, shows the list and stores a key',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('list', { account: 'anne', preludes: ['says-offline'] });
    assert.equal(await tab.evaluate(() => navigator.onLine), false);
    await listIsShown(tab);
    const input = { credentials: { integration_secret: bench.secret() }, name: 'Mine' };
    assert.equal((await call(tab, 'createCredential', [NOTION_REF, input])).ok, true);
    world.console.connect(`${NOTION_REF.pluginId}/${NOTION_REF.provider}`, { name: 'Of a colleague' });
    await tab.evaluate(() => window.dispatchEvent(new Event('offline')));
    const before = world.host.log.count(LIST);
    await tab.evaluate(() =>
      document
        .querySelector<HTMLElement & { currentStore: { invalidateList(): unknown } }>('datasource-context')
        ?.currentStore.invalidateList(),
    );
    await world.host.log.waitFor(LIST, before + 1);
    await sees(tab, 'Of a colleague');
  },
);

fault(
  'D9',
  'a connection that is lost is said, and “Retry” works as soon as there is one',
  {},
  async (bench) => {
    const { world } = bench;
    bench.allow({ problems: [LOST] });
    world.faults.on(LIST, resetConnection());
    const tab = await bench.open('list', { account: 'anne' });
    await sees(tab, 'The server could not be reached.');
    const isDisabled = await tab.evaluate(() => {
      const buttons = document.querySelector('datasource-list')?.shadowRoot?.querySelectorAll('button');
      return [...(buttons ?? [])].some(
        ({ disabled, textContent }) => disabled && textContent.includes('Retry'),
      );
    });
    assert.equal(isDisabled, false);
    world.faults.clear();
    await tab.click('text=Retry');
    await listIsShown(tab);
    assert.deepEqual(await eventsOf(tab), []);
  },
);

fault('D9', 'one that comes back by itself is used without being asked', {}, async (bench) => {
  const { world } = bench;
  bench.allow({ problems: [LOST] });
  world.faults.on(LIST, resetConnection());
  const tab = await bench.open('list', { account: 'anne' });
  await sees(tab, 'The server could not be reached.');
  world.faults.clear();
  await tab.evaluate(() => {
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
  });
  await listIsShown(tab);
});

const input = { credentials: { integration_secret: 'x' } };

for (const [what, seconds, method, args] of [
  ['a read', 10, 'client.listDatasources', []],
  ['a write', 30, 'client.createCredential', [NOTION_REF, input]],
] as const)
  for (const where of ['request', 'headers', 'body'] as const)
    fault(
      'D10',
      `${what} that stops at its ${where} is given up after ${seconds} seconds, not before`,
      {},
      async (bench) => {
        const { world } = bench;
        const rule = world.faults.on({ path: /\/auth\/plugin\// }, stall(where));
        const tab = await bench.open('blank', { account: 'anne', clock: 1_000_000_000_000 });
        await begin(tab, method, args);
        await rule.applied();
        await tick(tab, seconds * 1_000 - 1);
        assert.deepEqual(await tab.evaluate(() => (window as { outcomes?: unknown[] }).outcomes), []);
        await tick(tab, 1);
        const [outcome] = await over(tab);
        assert.equal(outcome?.code, 'timeout');
        assert.match(outcome.message ?? '', /in time/);
        assert.equal(rule.hits, 1, 'asked once');
      },
    );

fault('D10', 'a read that drips is given up after 10 seconds, however much has come', {}, async (bench) => {
  bench.world.faults.on(LIST, drip({ bytes: 1, every: 1_000 }));
  const tab = await bench.open('blank', { account: 'anne' });
  const started = performance.now();
  assert.equal((await call(tab, 'client.listDatasources')).code, 'timeout');
  const seconds = (performance.now() - started) / 1_000;
  assert.ok(seconds > 9.5 && seconds < 20, `${seconds} s`);
});

fault('D10', 'a write has a limit of its own', {}, async (bench) => {
  const { world } = bench;
  world.faults.on({ method: 'DELETE' }, stall());
  const tab = await bench.open('blank', { account: 'anne' });
  const settings = { readTimeout: 60_000, writeTimeout: 1_000 };
  assert.equal((await call(tab, 'deleteOAuthClient', [NOTION_REF], settings)).code, 'timeout');
  assert.equal(world.host.log.count({ method: 'DELETE' }), 1);
});

fault(
  'D10',
  'a list that comes late is said to, and can be read again',
  { timeout: 90_000 },
  async (bench) => {
    const { world } = bench;
    world.faults.on(LIST, stall('headers'));
    const tab = await bench.open('list', { account: 'anne', clock: 1_000_000_000_000 });
    // One attempt, and a second one by itself.
    await tab.waitWithin(40_000, async () => {
      await (window as unknown as { clock: { tickAsync(ms: number): Promise<number> } }).clock.tickAsync(500);
      return document.querySelector('datasource-list')?.shadowRoot?.textContent.includes('in time');
    });
    assert.equal(world.host.log.count(LIST), 2);
    world.faults.clear();
    await tab.click('text=Retry');
    await tab.waitFor(async () => {
      await (window as unknown as { clock: { tickAsync(ms: number): Promise<number> } }).clock.tickAsync(10);
      const root = document.querySelector('datasource-list')?.shadowRoot;
      return (root?.querySelectorAll('datasource-card').length ?? 0) > 0;
    });
  },
);
