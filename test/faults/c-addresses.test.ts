import assert from 'node:assert/strict';
import type { DatasourceStore } from '../../src/index.js';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { answerWith } from '../bench/world/faults/actions.js';
import { HOSTILE_AUTHORIZATION_URLS, HOSTILE_RETURN_TARGETS } from '../support/hostile/urls.js';
import { codeOf, ended, openButton, sees, URL_REQUEST } from './support/flow.js';
import { outcomesOf } from './support/outcomes.js';
import { addPrelude } from './support/prelude.js';

/** So many flows are run at a time: a browser is asked for one answer for 30 s at most. */
const CHUNK = 25;

interface WithElements {
  elements: { createDatasourceStore: () => DatasourceStore };
}

/** To authorize, a page of one's own machine alone may do without https; to read help, any page may. */
const IS_FINE_AS_LINK = /^(http:|\/(?!\/))[^\s\\@]*$/i;

interface WithCanary {
  canary: { runs: number };
}

/** Waits until so many scripts of hostile addresses have run. */
const haveRun = (tab: Tab, count: number): Promise<void> =>
  tab.waitFor((wanted) => (window as unknown as WithCanary).canary.runs === wanted, count);

const urls = HOSTILE_AUTHORIZATION_URLS;

for (const mode of ['popup', 'redirect'] as const)
  fault('C3', `${urls.length} hostile addresses, ${mode}`, { timeout: 120_000 }, async (bench) => {
    const { world } = bench;
    await addPrelude(world, 'frame-windows');
    const tab = await bench.open('blank', { account: 'anne', preludes: ['frame-windows'] });
    const at = await tab.url();
    let next = 0;
    const rule = world.faults.on(
      URL_REQUEST,
      answerWith(() => ({ body: { authorization_url: urls[next++] } })),
    );
    const codes: string[] = [];
    while (codes.length < urls.length)
      codes.push(...(await outcomesOf(tab, Math.min(CHUNK, urls.length - codes.length), mode)));
    const accepted = urls.filter((_, index) => codes[index] !== 'unsafe_url');
    assert.deepEqual(accepted, []);
    assert.equal(rule.hits, urls.length);
    assert.equal(await tab.url(), at);
    assert.equal(await tab.evaluate(() => document.querySelectorAll('iframe').length), 0);
    assert.equal(await tab.evaluate(() => (window as unknown as WithCanary).canary.runs), 0);
  });

fault('C3', `${urls.length} hostile addresses as the link of a form: none is a link`, {}, async (bench) => {
  const { world } = bench;
  const [source] = world.console.sources;
  assert.ok(source);
  // One that is fine, as a control.
  const links = [...urls.filter((url) => !IS_FINE_AS_LINK.test(url)), 'https://example.com/keys'];
  const credential_schema = links.map((url, index) => ({
    ...{ type: 'text-input', name: `field_${index}`, required: false, default: null, options: null, url },
    ...{ label: { en_US: `Field ${index}` }, help: { en_US: `Help ${index}` }, placeholder: null },
  }));
  world.console.sources = [{ ...source, wire: { credential_schema } }];
  const tab = await bench.open('element', { account: 'anne', element: 'datasource-api-key-button' });
  await tab.click('text=Add API Key');
  await sees(tab, `Help ${links.length - 1}`);
  const shown = await tab.evaluate(() => {
    const dialog = document.querySelector('#element-1')?.shadowRoot?.querySelector('api-key-dialog');
    return [...(dialog?.shadowRoot?.querySelectorAll('a') ?? [])].map(({ href }) => href);
  });
  assert.deepEqual(shown, ['https://example.com/keys']);
});

fault('C3', 'the canary of these tests: an address that nobody looks at runs', {}, async (bench) => {
  await addPrelude(bench.world, 'frame-windows');
  const tab = await bench.open('blank', { preludes: ['frame-windows'] });
  const [script = ''] = HOSTILE_AUTHORIZATION_URLS;
  assert.match(script, /^javascript:/);
  await tab.evaluate((url) => window.open('about:blank')?.location.replace(url), script);
  await haveRun(tab, 1);
  await tab.evaluate((url) => location.assign(url), script);
  await haveRun(tab, 2);
});

for (const url of ['javascript:opener.__pwned()', 'data:text/html,x', 'https://user@accounts.example/'])
  fault('C3', `the window is closed, and the user told: ${url}`, {}, async (bench) => {
    bench.world.idp.settings.authorizationUrl = url;
    const tab = await openButton(bench);
    const windows = (await bench.engine.tabs()).length;
    await tab.click('text=Add OAuth');
    assert.equal(codeOf(await ended(tab)), 'unsafe_url');
    await sees(tab, 'was not opened because it is not safe');
    assert.equal((await bench.engine.tabs()).length, windows);
  });

/** What the page keeps when it goes to the provider. */
const recordOf = ({ world }: Bench, returnTo: string) => ({
  server: world.apiUrl(),
  owner: 'somebody',
  ref: { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' },
  before: [],
  account: null,
  startedAt: Date.now(),
  returnTo,
});

fault('C4', `${HOSTILE_RETURN_TARGETS.length} ways back that lead elsewhere`, {}, async (bench) => {
  const { world } = bench;
  const tab = await bench.open('blank', { bundles: 0 });
  // In a frame, which no host would allow, since that is a hundred times faster than with the whole page.
  world.callback.headers['content-security-policy'] = "script-src 'self'";
  const home = world.url('blank', { bundles: 0 });
  const records = [...HOSTILE_RETURN_TARGETS, home].map((target) => recordOf(bench, target));
  const ends = await tab.evaluate(async (all) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const seen: string[] = [];
    for (const [index, record] of all.entries()) {
      sessionStorage.setItem('datasource-elements:redirect', JSON.stringify(record));
      frame.src = `/oauth-callback?code=x&n=${index}`;
      const isThere = (): string | null => {
        const { pathname, href } = frame.contentWindow?.location ?? location;
        if (href === record.returnTo) return 'returned';
        const shows = frame.contentDocument?.querySelector('[role=status]') && pathname === '/oauth-callback';
        return shows && !href.includes('?') ? 'stayed' : null;
      };
      frame.contentDocument?.body.replaceChildren();
      while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(isThere() ?? '');
    }
    return seen;
  }, records);
  assert.deepEqual(ends, [...HOSTILE_RETURN_TARGETS.map(() => 'stayed'), 'returned']);
});

fault('C4', 'the whole page stays when the way back leads elsewhere', {}, async (bench) => {
  const { world } = bench;
  const tab = await bench.open('blank', { bundles: 0 });
  for (const target of ['//evil.example', world.evil.url('popup'), 'javascript:__pwned()']) {
    await tab.evaluate(
      (text) => sessionStorage.setItem('datasource-elements:redirect', text),
      JSON.stringify(recordOf(bench, target)),
    );
    await tab.goto(`${world.host.origin()}/oauth-callback?code=x`);
    await tab.waitFor(() => document.querySelector('[role=status]'));
    assert.equal(await tab.url(), `${world.host.origin()}/oauth-callback`, target);
  }
});

for (const more of ['', '#x', '?x=1'])
  fault(
    'C4',
    `a way back that leads to the callback page itself${more && `, with ${more}`}`,
    {},
    async (bench) => {
      const { world } = bench;
      const callback = `${world.host.origin()}/oauth-callback`;
      const tab = await bench.open('blank', { bundles: 0 });
      await tab.evaluate(
        (text) => sessionStorage.setItem('datasource-elements:redirect', text),
        JSON.stringify(recordOf(bench, callback + more)),
      );
      await tab.goto(`${callback}?code=x`);
      await tab.waitFor(() => document.querySelector('[role=status]'));
      assert.equal(world.host.log.count({ path: '/oauth-callback' }), 1);
    },
  );

fault('C4', 'a record that is none is no flow', {}, async (bench) => {
  const tab = await bench.open('blank', { account: 'anne' });
  const good = recordOf(bench, await tab.url());
  const records: unknown[] = [
    null,
    [],
    'record',
    {},
    { server: good.server },
    { ...good, server: 'https://evil.example/' },
    { ...good, ref: { pluginId: '../../x', provider: '../y' } },
    { ...good, ref: { ...good.ref, provider: '/../logout?' } },
    { ...good, before: 'x' },
    { ...good, before: [{}] },
    { ...good, startedAt: 'now' },
    { ...good, startedAt: 1e308 },
    { ...good, startedAt: 0 },
    { ...good, credentialId: {} },
    { ...good, owner: {} },
    { ...good, report: 'oauth_callback' },
    good,
  ];
  const resumed = await tab.evaluate(async (all) => {
    const { createDatasourceStore } = (window as unknown as WithElements).elements;
    const found: boolean[] = [];
    for (const record of all) {
      sessionStorage.setItem('datasource-elements:redirect', JSON.stringify(record));
      const flow = await createDatasourceStore().resumeAuthorization();
      flow?.cancel();
      found.push(flow !== null);
    }
    return found;
  }, records);
  assert.deepEqual(
    resumed,
    records.map((record) => record === good),
  );
});
