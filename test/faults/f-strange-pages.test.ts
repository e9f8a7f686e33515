import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Bench } from '../bench/bench.js';
import { fault } from '../bench/fault-test.js';
import { mainModule } from '../bench/world/bundle.js';
import { answerWith } from '../bench/world/faults/actions.js';
import { CLOBBERING_NAMES, DOCUMENT_NAMES, GADGETS, LIT_NAMES } from '../support/hostile/gadgets.js';
import { LIST } from './support/everything.js';
import { begin, ended, NOTION, openButton, sees, summary } from './support/flow.js';
import { walk } from './support/walk.js';

const LONG = { timeout: 180_000 };

/** What the elements asked the server; the answer of the provider is another one each time. */
function requests({ world }: Bench): string[] {
  return world.host.log
    .filter({ path: /^\/console\/api\// })
    .filter(({ path }) => !path.endsWith('/callback'))
    .map(({ method, path, search, headers, body }) =>
      [method, path, search, headers['content-type'] ?? '', body].join(' ').trim(),
    );
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

fault('F6', `${GADGETS.length} members of Object.prototype change nothing`, LONG, async (bench) => {
  const steps = await walk(bench);
  const asked = distinct(requests(bench));
  bench.world.reset();
  await bench.engine.reset();
  assert.ok(GADGETS.length >= 60);
  assert.deepEqual(await walk(bench, { preludes: ['pollute'] }), steps);
  assert.deepEqual(distinct(requests(bench)), asked);
  bench.counted({
    'members of Object.prototype': GADGETS.length,
    'states that are alike with them': steps.length,
    'requests that are alike with them': asked.length,
  });
});

/** Answers that try to reach the prototype of all objects. */
const POLLUTING: readonly string[] = [
  '{"__proto__":{"polluted":1},"result":[]}',
  '{"constructor":{"prototype":{"polluted":1}},"result":[]}',
  '{"result":[{"__proto__":{"polluted":1},"name":"notion_datasource","plugin_id":"langgenius/notion_datasource"}]}',
  '{"result":[{"name":"notion_datasource","plugin_id":"langgenius/notion_datasource","label":{"__proto__":{"polluted":1},"constructor":"x","en_US":"Notion"}}]}',
  '{"result":[{"name":"notion_datasource","plugin_id":"langgenius/notion_datasource","credentials_list":[{"id":"1","name":"n","type":"api-key","credential":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]}]}',
  '{"result":[{"name":"notion_datasource","plugin_id":"langgenius/notion_datasource","credential_schema":[{"name":"__proto__","type":"text-input","default":"x"},{"name":"constructor","type":"secret-input"}]}]}',
  '{"result":[{"name":"notion_datasource","plugin_id":"langgenius/notion_datasource","oauth_schema":{"client_schema":[{"name":"__proto__","type":"text-input"}],"oauth_custom_client_params":{"__proto__":{"polluted":1}}}}]}',
];

fault('F6', `${POLLUTING.length} answers of the server reach no prototype`, {}, async (bench) => {
  for (const body of POLLUTING) {
    bench.world.faults.on(LIST, answerWith({ headers: { 'content-type': 'application/json' }, body }));
    const tab = await bench.open('list', { account: 'anne' });
    await tab.waitFor(
      () =>
        document.querySelector('datasource-context')?.currentStore?.list().getSnapshot().status !== 'pending',
    );
    const reached = await tab.evaluate(() => [
      Object.keys(Object.prototype).length,
      typeof ({} as Record<string, unknown>)['polluted'],
      typeof ([] as unknown as Record<string, unknown>)['polluted'],
    ]);
    assert.deepEqual(reached, [0, 'undefined', 'undefined'], body);
    await bench.assertQuiet();
    await tab.close();
  }
});

fault('F7', `${CLOBBERING_NAMES.length} names of elements stand in for nothing`, LONG, async (bench) => {
  const steps = await walk(bench);
  bench.world.reset();
  await bench.engine.reset();
  // Before everything else, and also where two elements of one name make a collection.
  bench.world.preludes.set(
    'clobber',
    `const [link, image] = ['a', 'img'].map((tag) => document.createElement(tag));
     const made = ${JSON.stringify(CLOBBERING_NAMES)}.flatMap((name) => [link, image].map((from) =>
       Object.assign(from.cloneNode(), { id: from === link ? name : '', name, href: 'https://clobbered.example/' })));
     document.documentElement.firstElementChild.append(...made, ...made.slice(-6).map((each) => each.cloneNode()));`,
  );
  assert.ok(CLOBBERING_NAMES.length >= 40);
  assert.deepEqual(await walk(bench, { preludes: ['clobber'] }), steps);
  bench.counted({
    'names of elements': CLOBBERING_NAMES.length,
    'states that are alike with them': steps.length,
  });
});

fault('F7', 'names of what `document` has itself stand in for nothing', {}, async (bench) => {
  bench.world.console.connect(NOTION, { name: 'Team' });
  // The page's own scripts, and those of the bench, cannot do without some of them.
  bench.world.preludes.set(
    'clobber',
    `const image = document.createElement('img');
     const made = ${JSON.stringify(DOCUMENT_NAMES)}.map((name) => Object.assign(image.cloneNode(), { name }));
     window.clobber = () => document.documentElement.firstElementChild.append(...made);`,
  );
  const tab = await bench.open('blank', { account: 'anne', preludes: ['clobber'] });
  const shown = await tab.evaluate(async () => {
    const { body } = document;
    const context = document.createElement('datasource-context');
    const list = document.createElement('datasource-list');
    context.append(list);
    (window as unknown as { clobber: () => void }).clobber();
    body.append(context);
    const rows = (): number =>
      list.shadowRoot?.querySelector('datasource-card')?.shadowRoot?.querySelectorAll('li').length ?? 0;
    for (let frames = 0; frames < 300 && rows() === 0; frames += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const image of body.ownerDocument.images) if (image.name) image.remove();
    return rows();
  });
  assert.equal(shown, 1);
});

fault('F7', 'names of what a flow asks `document` stand in for nothing', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await tab.evaluate(() => {
    for (const name of ['hasFocus', 'visibilityState', 'addEventListener', 'cookie', 'baseURI'])
      document.body.append(Object.assign(new Image(), { name }));
  });
  await popup.close();
  assert.equal(summary(await ended(tab, 30_000)), 'datasource-authorize-cancel window_closed');
  await tab.evaluate(() => document.querySelectorAll('body > img').forEach((image) => image.remove()));
});

/** Frames and elements of these names, before everything else. */
const BEFORE_LIT = `for (const name of ${JSON.stringify(LIT_NAMES)}) {
  const frame = Object.assign(document.createElement('iframe'), { name });
  document.documentElement.firstElementChild.append(frame);
}`;

fault('F7', 'frames of the names that Lit looks up leave its styles as they are', {}, async (bench) => {
  bench.world.console.connect(NOTION, { name: 'Team' });
  bench.world.preludes.set('frames', BEFORE_LIT);
  const tab = await bench.open('list', { account: 'anne', csp: 'strict', preludes: ['frames'] });
  await sees(tab, 'Team');
  const { sheets, elements } = await tab.evaluate(() => {
    const root = document.querySelector('datasource-list')?.shadowRoot;
    return { sheets: root?.adoptedStyleSheets.length, elements: root?.querySelectorAll('style').length };
  });
  assert.ok(sheets);
  assert.equal(elements, 0);
});

fault(
  'F7',
  'names that Lit looks up are no matter to the package’s main module either',
  {},
  async (bench) => {
    const { preludes } = bench.world;
    preludes.set('frames', BEFORE_LIT);
    preludes.set('main-module', await mainModule());
    const tab = await bench.open('blank', { bundles: 0, preludes: ['frames'] });
    const exported = await tab.evaluate(async () =>
      Object.keys((await import('/preludes/main-module.js' as string)) as object),
    );
    assert.ok(exported.includes('DatasourceListElement'));
  },
);

fault('F8', 'frozen intrinsics change nothing', LONG, async (bench) => {
  await walk(bench, { preludes: ['frozen'] });
});

fault('F8', 'arrays and functions with further members change nothing', LONG, async (bench) => {
  await walk(bench, { preludes: ['array-prototype'] });
});

fault('F8', 'a fetch of the host gets every request of the elements', {}, async (bench) => {
  bench.world.console.connect(NOTION, { name: 'Team' });
  const tab = await bench.open('list', { account: 'anne', preludes: ['patched-fetch'] });
  await sees(tab, 'Team');
  const calls = await tab.evaluate(
    () => (window as unknown as { fetchCalls: { url: string; method: string }[] }).fetchCalls,
  );
  const own = bench.world.host.log.filter({ path: /^\/console\/api\/auth/ });
  assert.deepEqual(
    calls.map(({ method, url }) => `${method} ${new URL(url, 'http://host.example').pathname}`),
    own.map(({ method, path }) => `${method} ${path}`),
  );
});

fault(
  'F8',
  'Zone.js, which wraps promises, timers, listeners and requests, changes nothing',
  LONG,
  async (bench) => {
    const zones = createRequire(import.meta.url).resolve('zone.js');
    bench.world.preludes.set('zones', await readFile(zones, 'utf8'));
    await walk(bench, { preludes: ['zones'] });
    const tab = await bench.open('blank', { preludes: ['zones'] });
    assert.equal(await tab.evaluate(() => 'Zone' in window && Promise.name), 'ZoneAwarePromise');
  },
);
