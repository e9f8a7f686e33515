import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import {
  allow,
  begin,
  codeOf,
  CREDENTIALS_REQUEST,
  ended,
  endsOf,
  NOTION,
  openButton,
  ready,
  sees,
  summary,
  URL_REQUEST,
} from './support/flow.js';
import { toFront } from './support/front.js';
import { endsAre, flowState } from './support/state.js';

/** The page goes to the provider with all that it is. */
async function leave(bench: Bench, tab: Tab): Promise<void> {
  await tab.click('text=Add OAuth');
  await tab.waitFor(() => document.querySelector('#sign-in'));
  assert.equal((await tab.url()).startsWith(bench.world.idp.origin), true);
}

async function openRedirect(bench: Bench, preludes: string[] = []): Promise<Tab> {
  bench.world.preludes.set(
    'persisted',
    `addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });`,
  );
  return openButton(bench, { context: { flow: 'redirect' }, preludes: ['persisted', ...preludes] });
}

fault('E1', 'Back from the provider: the page says so, and everything can be used', {}, async (bench) => {
  const { log } = bench.world.host;
  const tab = await openRedirect(bench);
  const home = await tab.url();
  await leave(bench, tab);
  const reads = log.count(CREDENTIALS_REQUEST);
  await tab.back();
  await tab.waitFor((url) => location.href === url, home);
  const persisted = await tab.evaluate(() => (window as unknown as { persisted: boolean }).persisted);
  assert.equal(persisted, true, 'the page comes from the cache');
  await sees(tab, 'Checking whether');
  await log.waitFor(CREDENTIALS_REQUEST, reads + 1);
  assert.deepEqual(await endsOf(tab), []);
  await tab.click('text=Cancel');
  assert.equal(summary(await ended(tab)), 'datasource-authorize-cancel user');
  await toFront(tab);
  await leave(bench, tab);
  await allow(tab);
  await tab.waitFor((url) => location.href === url, home);
  assert.equal((await endsAre(tab, 2)).at(-1)?.type, 'datasource-authorized');
  assert.equal(bench.world.console.credentialsOf(NOTION).length, 1);
});

fault(
  'E1',
  'Back from the provider: who does nothing is told that nothing was connected',
  {},
  async (bench) => {
    const tab = await openRedirect(bench);
    await leave(bench, tab);
    await tab.back();
    await sees(tab, 'Checking whether');
    await toFront(tab);
    assert.equal(summary(await ended(tab, 30_000)), 'datasource-authorize-cancel window_closed');
    await sees(tab, 'was not connected');
    assert.equal(await flowState(tab), 'null');
  },
);

fault('E1', 'Back from the provider, and there again', {}, async (bench) => {
  const tab = await openRedirect(bench);
  const home = await tab.url();
  await leave(bench, tab);
  await tab.back();
  await sees(tab, 'Checking whether');
  await tab.click('text=Go there again');
  await tab.waitFor(() => document.querySelector('#sign-in'));
  await allow(tab);
  await tab.waitFor((url) => location.href === url, home);
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});

fault(
  'E2',
  'the tab is closed on the provider’s page: another one is told, and can connect',
  {},
  async (bench) => {
    const tab = await openRedirect(bench);
    await leave(bench, tab);
    const other = await openRedirect(bench);
    await tab.close();
    await toFront(other);
    await other.click('text=Add OAuth');
    await sees(other, 'Another authorization (');
    await other.click('text=Continue here');
    await other.waitFor(() => document.querySelector('#sign-in'));
    await allow(other);
    await sees(other, 'is connected');
    assert.deepEqual((await endsAre(other, 2)).map(summary), [
      'datasource-authorize-error flow_in_progress',
      'datasource-authorized',
    ]);
  },
);

fault(
  'E2',
  'the tab is closed on the provider’s page: two minutes later nobody is told',
  {},
  async (bench) => {
    const tab = await openRedirect(bench);
    await leave(bench, tab);
    bench.world.preludes.set('later', '{ const { now } = Date; Date.now = () => now() + 121_000; }');
    const later = await openButton(bench, { preludes: ['later'] });
    await tab.close();
    await toFront(later);
    await allow(await begin(bench, later));
    assert.equal((await ended(later)).type, 'datasource-authorized');
  },
);

for (const site of ['localhost', '127.0.0.1'] as const)
  fault('E3', `no redirect inside of a frame of ${site}`, {}, async (bench) => {
    const { world, engine } = bench;
    const src = world.url('element', {
      element: 'datasource-oauth-button',
      bearer: world.console.login('anne').access,
      context: { flow: 'redirect' },
    });
    const outer = world.url('frame', { site, src, bundles: 0 });
    const tab = await engine.open(outer);
    const frame = await tab.frame((url) => url === src);
    await ready(frame);
    await toFront(tab);
    await frame.click('#element-1 >>> .main');
    assert.equal(codeOf(await ended(frame)), 'redirect_in_iframe');
    await sees(frame, 'Open this page in a tab of its own');
    assert.equal(world.host.log.count(URL_REQUEST), 0);
    assert.equal(await tab.url(), outer);
    assert.equal(await frame.url(), src);
  });
