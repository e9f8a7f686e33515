import assert from 'node:assert/strict';
import type { Tab } from '../bench/engines/engine.js';
import type * as product from '../../src/index.js';
import { fault } from '../bench/fault-test.js';
import { collect } from '../bench/oracles/collect.js';
import { otherBuild } from '../bench/world/bundle.js';
import { allow, begin, ended, endsOf, eventsOf, NOTION, openButton, ready, sees } from './support/flow.js';
import { toFront } from './support/front.js';
import { endsAre } from './support/state.js';

type Product = typeof product;

for (const prelude of ['broken-storage', 'full-storage']) {
  fault('E4', `${prelude}: a window`, {}, async (bench) => {
    const tab = await openButton(bench, { preludes: [prelude] });
    await allow(await begin(bench, tab));
    assert.equal((await ended(tab)).type, 'datasource-authorized');
  });

  fault(
    'E4',
    `${prelude}: a redirect ends on the callback page, and the list shows it`,
    {},
    async (bench) => {
      const tab = await openButton(bench, { context: { flow: 'redirect' }, preludes: [prelude] });
      await tab.click('text=Add OAuth');
      await tab.waitFor(() => document.querySelector('#sign-in'));
      await allow(tab);
      await sees(tab, 'You are connected. You can close this window.');
      await tab.goto(bench.world.url('list', { account: 'anne', preludes: [prelude] }));
      await sees(tab, 'Anne’s workspace'.replace('’', "'"));
      assert.deepEqual(await eventsOf(tab), []);
    },
  );
}

/** What hosts have behind the path of a page, and in it. */
const SHAPES = [
  { path: 'element', more: '' },
  { path: 'element/a/b', more: '' },
  { path: 'element/a%2Fb/%E2%9C%93', more: '' },
  { path: 'element', more: '&x=1&x=2&empty=&novalue' },
  { path: 'element', more: '&q=%2F%3F%26%23%20+&code=host&state=host' },
  { path: 'element', more: '&returnTo=//evil.example/&redirect_uri=https://evil.example/' },
  { path: 'element', more: '&a[]=1&b={}|^' },
  { path: 'element', more: '#' },
  { path: 'element', more: '#section' },
  { path: 'element', more: '#/route/7?tab=1&error=none' },
  { path: 'element', more: '#!/bang#second?third' },
  { path: 'element', more: '&ü=ö#ß-✓' },
] as const;

/** Starts by the keyboard, which needs no page that has been in front for a while. */
async function startByKey(tab: Tab): Promise<void> {
  await ready(tab);
  await tab.evaluate(() => document.querySelector<HTMLElement>('#element-1')?.focus());
  await tab.press('Enter');
}

fault(
  'E5',
  `a redirect comes back to ${SHAPES.length} shapes of addresses`,
  { timeout: 120_000 },
  async (bench) => {
    const { world } = bench;
    world.idp.settings.skip = ['login', 'consent'];
    const tab = await bench.open('blank', { account: 'anne', bundles: 0 });
    for (const [index, { path, more }] of SHAPES.entries()) {
      const options = { element: 'datasource-oauth-button', context: { flow: 'redirect' } };
      await tab.goto(world.url(path, options) + more);
      const before = await tab.evaluate(() => location.href);
      await startByKey(tab);
      await endsAre(tab, index + 1);
      assert.equal(await tab.evaluate(() => location.href), before);
      assert.equal(world.console.credentialsOf(NOTION).length, index + 1);
    }
    assert.equal(
      (await endsOf(tab)).every(({ type }) => type === 'datasource-authorized'),
      true,
    );
  },
);

for (const flow of ['popup', 'redirect'])
  fault('E5', `an app whose routes are in the hash, ${flow}`, {}, async (bench) => {
    const url = bench.world.url('hash', { account: 'anne', context: { flow } });
    const tab = await bench.engine.open(`${url}#/sources?tab=1`);
    await sees(tab, 'Notion');
    await toFront(tab);
    await tab.click('#configure');
    await tab.click('text=Add OAuth');
    await allow(await bench.popup());
    assert.equal((await ended(tab)).type, 'datasource-authorized');
    assert.equal(await tab.evaluate(() => location.href), `${url}#/sources?tab=1`);
    const routes = await tab.evaluate(() => (window as unknown as { routes: string[] }).routes);
    assert.deepEqual(routes, ['#/sources?tab=1']);
    await sees(tab, "Anne's workspace");
  });

const LOADED_AGAIN = /datasource-elements was loaded again/;

async function warnings(tab: Tab): Promise<string[]> {
  const report = await collect(tab);
  return (report?.documents ?? []).flatMap(({ problems }) => problems.map(({ text }) => text));
}

fault('E6', 'the same build is loaded twice', {}, async (bench) => {
  bench.allow({ problems: [LOADED_AGAIN] });
  const tab = await openButton(bench, { bundles: 2 });
  const said = await warnings(tab);
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', LOADED_AGAIN);
  await allow(await begin(bench, tab));
  assert.equal((await ended(tab)).type, 'datasource-authorized');
  const starts = (await eventsOf(tab)).filter(({ type }) => type === 'datasource-authorize-start');
  assert.equal(starts.length, 1);
});

fault('E6', 'another build is loaded after the first, and both can be used', {}, async (bench) => {
  bench.allow({ problems: [LOADED_AGAIN] });
  const { world } = bench;
  world.preludes.set('other-build', await otherBuild());
  const tab = await openButton(bench);
  const sources = await tab.evaluate(async () => {
    const other = (await import('/preludes/other-build.js' as string)) as Product;
    const { elements } = window as unknown as { elements: Product };
    const isFirst = customElements.get('datasource-list') === elements.DatasourceListElement;
    const list = await other.createDatasourceStore().list().refetch();
    return isFirst && other.DatasourceListElement !== elements.DatasourceListElement && list;
  });
  assert.notEqual(sources, false);
  const said = await warnings(tab);
  assert.equal(said.length, 1, said.join('\n'));
  await allow(await begin(bench, tab));
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});

fault('E6', 'the page itself has one of the tags', {}, async (bench) => {
  bench.allow({ problems: [LOADED_AGAIN] });
  bench.world.preludes.set(
    'own-tag',
    `customElements.define('datasource-list', class extends HTMLElement {})`,
  );
  const tab = await openButton(bench, { preludes: ['own-tag'] });
  assert.equal((await warnings(tab)).length, 1);
  await allow(await begin(bench, tab));
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});
