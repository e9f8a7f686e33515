import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Tab } from '../engines/engine.js';
import type { PageOptions } from '../pages/options.js';
import { freshEngine } from './support/fresh-engine.js';
import { freshWorld } from './support/fresh-world.js';

/** What fixture pages put on their window. */
interface Fixture {
  ready?: boolean;
  elements: Record<string, unknown>;
  bundles: Record<string, unknown>[];
  [name: string]: unknown;
}

const engine = await freshEngine();
const world = await freshWorld();

async function open(page: string, options: PageOptions = {}, hash = ''): Promise<Tab> {
  const tab = await engine.open(world.url(page, { account: 'anne', ...options }) + hash);
  if (options.bundles !== 0) await tab.waitFor(() => (window as unknown as Fixture).ready);
  return tab;
}

/** Waits until a list has read its sources, and gives how many of its cards there are. */
async function cardsOf(page: Pick<Tab, 'waitFor' | 'evaluate'>): Promise<number> {
  await page.waitFor(() =>
    document.querySelector('datasource-list')?.shadowRoot?.querySelector('datasource-card'),
  );
  return page.evaluate(
    () =>
      document.querySelector('datasource-list')?.shadowRoot?.querySelectorAll('datasource-card').length ?? 0,
  );
}

describe('the page', () => {
  test('list shows the sources to who is logged in', async () => {
    const tab = await open('list');
    assert.equal(await cardsOf(tab), 4);
    assert.match(await tab.evaluate(() => document.cookie), /^csrf_token=csrf-[\w-]+$/);
  });

  test('element shows several of one element, with its attributes, in a form if wanted', async () => {
    const tab = await open('element', {
      element: 'datasource-api-key-button',
      count: 3,
      form: true,
      attributes: { readonly: '', title: '"quoted" <b>' },
      context: { 'undo-time': '1' },
    });
    const found = await tab.evaluate(() =>
      [
        ...document.querySelectorAll(
          '#host-form datasource-context[undo-time="1"] datasource-api-key-button',
        ),
      ].map((each) => [
        each.id,
        each.getAttribute('provider'),
        each.hasAttribute('readonly'),
        each.getAttribute('title'),
      ]),
    );
    const common = ['langgenius/notion_datasource/notion_datasource', true, '"quoted" <b>'];
    assert.deepEqual(
      found,
      [1, 2, 3].map((index) => [`element-${index}`, ...common]),
    );
  });

  test('two-stores has two contexts with base URLs of their own', async () => {
    const tab = await open('two-stores', { element: 'datasource-list', baseUrl: '/a', baseUrl2: '/b' });
    const urls = await tab.evaluate(() =>
      [...document.querySelectorAll('datasource-context')].map((each) => each.getAttribute('base-url')),
    );
    assert.deepEqual(urls, ['/a', '/b']);
    assert.equal(await tab.evaluate(() => document.querySelectorAll('#element-1, #other-1').length), 2);
  });

  test('blank has the code of the product and no element', async () => {
    const tab = await open('blank');
    assert.ok(await tab.evaluate(() => customElements.get('datasource-list') !== undefined));
    assert.equal(await tab.evaluate(() => document.querySelector('main')?.childElementCount), 0);
    assert.ok(await tab.evaluate(() => 'DatasourceError' in (window as unknown as Fixture).elements));
  });

  test('hash shows what its route says', async () => {
    const tab = await open('hash', {}, '#/');
    assert.equal(await tab.evaluate(() => document.querySelector('datasource-list')), null);
    await tab.click('#to-sources');
    assert.equal(await cardsOf(tab), 4);
    assert.deepEqual(await tab.evaluate(() => (window as unknown as Fixture)['routes']), ['#/', '#/sources']);
  });

  test('opener opens a page in a window that knows who opened it', async () => {
    const tab = await open('opener', { src: world.url('list'), features: 'popup,width=500,height=600' });
    await tab.click('#open');
    const child = await engine.waitForTab((url) => url.includes('/pages/list'));
    await child.waitFor(() => window.opener !== null);
  });

  test('can be asked for with a path behind its name', async () => {
    assert.equal(await cardsOf(await open('list/deep/path')), 4);
  });
});

describe('a page in a frame', () => {
  const frameOf = (tab: Tab) => tab.frame((url) => url.includes('/pages/list'));
  const originOf = async (tab: Tab): Promise<string> => {
    const frame = await frameOf(tab);
    await frame.waitFor(() => (window as unknown as Fixture).ready);
    return frame.evaluate(() => window.origin);
  };

  test('is on the same site, or on another', async () => {
    const src = world.url('list', { account: 'anne' });
    const same = await open('frame', { src });
    assert.equal(await originOf(same), world.host.origin());
    const cross = await open('frame', { src, site: '127.0.0.1' });
    assert.equal(await originOf(cross), world.host.origin());
    assert.equal(new URL(await cross.url()).hostname, '127.0.0.1');
  });

  test('may be in a sandbox with the tokens that are wanted', async () => {
    const src = world.url('list', { account: 'anne' });
    const opaque = await open('frame', { src, sandbox: 'allow-scripts' });
    assert.equal(await originOf(opaque), 'null');
    const kept = await open('frame', { src, sandbox: 'allow-scripts allow-same-origin' });
    assert.equal(await originOf(kept), world.host.origin());
    const strictest = await open('frame', { src, sandbox: '' });
    assert.equal(
      await strictest.evaluate(() => document.querySelector('iframe')?.getAttribute('sandbox')),
      '',
    );
  });
});

describe('the policies', () => {
  test('that are strict hold for the page itself, and refuse what they forbid', async () => {
    world.preludes.set(
      'watch',
      'window.violations = []; addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));',
    );
    const tab = await open('list', { csp: 'strict', trustedTypes: true, preludes: ['watch'] });
    assert.equal(await cardsOf(tab), 4);
    const violations = () => tab.evaluate(() => (window as unknown as Fixture)['violations'] as string[]);
    assert.deepEqual(await violations(), []);
    await tab.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await tab.waitFor(() => ((window as unknown as Fixture)['violations'] as string[]).length > 0);
    assert.deepEqual(await violations(), ['style-src-attr']);
  });

  test('are headers', async () => {
    const url = world.url('list', {
      coop: 'same-origin',
      coep: 'credentialless',
      permissionsPolicy: 'camera=()',
      referrerPolicy: 'no-referrer',
      csp: "default-src 'self'",
      cacheControl: 'no-store',
    });
    const { headers } = await fetch(url);
    assert.deepEqual(
      [
        'cross-origin-opener-policy',
        'cross-origin-embedder-policy',
        'permissions-policy',
        'referrer-policy',
        'content-security-policy',
        'cache-control',
      ].map((name) => headers.get(name)),
      ['same-origin', 'credentialless', 'camera=()', 'no-referrer', "default-src 'self'", 'no-store'],
    );
    const plain = await fetch(world.url('list'));
    assert.equal(plain.headers.get('content-security-policy'), null);
    assert.equal(plain.headers.get('cache-control'), 'no-cache');
  });
});

describe('the code of the product', () => {
  test('comes after the preludes', async () => {
    world.preludes.set('early', 'window.early = customElements.get("datasource-list") === undefined;');
    const tab = await open('blank', { preludes: ['early'] });
    assert.equal(await tab.evaluate(() => (window as unknown as Fixture)['early']), true);
  });

  test('can be loaded twice, each time anew', async () => {
    const tab = await open('list', { bundles: 2 });
    assert.equal(await cardsOf(tab), 4);
    const areTwo = await tab.evaluate(() => {
      const { bundles } = window as unknown as Fixture;
      return bundles.length === 2 && bundles[0]?.['DatasourceError'] !== bundles[1]?.['DatasourceError'];
    });
    assert.ok(areTwo);
  });

  test('can be left out', async () => {
    const tab = await open('list', { bundles: 0 });
    assert.equal(await tab.evaluate(() => customElements.get('datasource-list') === undefined), true);
  });

  test('asks with a bearer token if the page has one', async () => {
    const { access } = world.console.login('carl');
    await cardsOf(await open('list', { bearer: access }));
    const request = await world.host.log.waitFor({ path: /datasource\/list$/ });
    assert.equal(request.headers['authorization'], `Bearer ${access}`);
    assert.equal(request.headers['cookie'], undefined);
  });
});
