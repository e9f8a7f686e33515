import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { allow, begin, ended, endsOf, NOTION, openButton } from './support/flow.js';
import { toFront } from './support/front.js';
import { addPrelude } from './support/prelude.js';
import { isGone } from './support/state.js';

const CODE = 'code-that-nobody-may-have';
const ANSWER = `/oauth-callback?code=${CODE}&state=state-that-nobody-may-have&error=access_denied&credential_id=7`;

/** Somebody else's page opens our callback page, at an answer; gives that page when the callback page is done. */
async function openedByEvil(bench: Bench): Promise<Tab> {
  const { world, engine } = bench;
  const src = `${world.host.origin()}${ANSWER}`;
  const evil = await engine.open(world.evil.url('opener', { src, wait: 'true' }));
  await evil.waitFor(() => 'attack' in window);
  await evil.click('#open');
  await evil.waitFor(() => (window as unknown as { child?: Window }).child?.closed);
  return evil;
}

interface Listening {
  heard: unknown[];
}

const receivedBy = (tab: Tab): Promise<unknown[]> =>
  tab.evaluate(() => (window as unknown as { received: unknown[] }).received);

fault('B3', 'a hostile page that opened the callback page hears nothing', {}, async (bench) => {
  const evil = await openedByEvil(bench);
  assert.deepEqual(await receivedBy(evil), []);
});

fault('B3', 'an origin that the host named hears the outcome, and nothing else', {}, async (bench) => {
  bench.world.callback.openerOrigins.push(bench.world.evil.origin);
  const evil = await openedByEvil(bench);
  await evil.waitFor(() => (window as unknown as { received: unknown[] }).received.length > 0);
  assert.deepEqual(await receivedBy(evil), [
    { type: 'oauth_callback', success: false, error: 'access_denied' },
  ]);
});

fault('B3', 'other pages of the origin hear the outcome, and nothing else', {}, async (bench) => {
  await addPrelude(bench.world, 'listen');
  bench.allow({ leftovers: [/^channel/] });
  const tab = await bench.open('blank', { bundles: 0, preludes: ['listen'] });
  await openedByEvil(bench);
  // By the channel, the storage or both.
  await tab.waitFor(() => (window as unknown as Listening).heard.length > 0);
  const heard = await tab.evaluate(() => (window as unknown as Listening).heard);
  const report = { type: 'oauth_callback', success: false, error: 'access_denied' };
  assert.deepEqual(
    heard,
    heard.map(() => report),
  );
});

/** A page at 127.0.0.1 with its API there, too; the console's callback page is at localhost. */
async function openElsewhere(bench: Bench, trusting: boolean): Promise<Tab> {
  const { console: api, host } = bench.world;
  api.settings.apiUrl = host.origin('127.0.0.1');
  api.settings.webUrl = host.origin('localhost');
  const tab = await openButton(bench, { site: '127.0.0.1' });
  if (!trusting) return tab;
  await tab.evaluate((origin) => {
    const context = document.querySelector('datasource-context') as unknown as { callbackOrigins: string[] };
    context.callbackOrigins = [origin];
  }, host.origin('localhost'));
  await toFront(tab);
  return tab;
}

/** The flow has succeeded, and no window of it is left. */
async function succeeds(bench: Bench, tab: Tab): Promise<void> {
  const popup = await begin(bench, tab);
  await allow(popup);
  assert.equal((await ended(tab)).type, 'datasource-authorized');
  assert.equal(bench.world.console.credentialsOf(NOTION).length, 1);
  await isGone(bench, popup);
  assert.equal((await endsOf(tab)).length, 1);
}

fault('B4', 'a callback page that throws over its opener, and stays open', {}, async (bench) => {
  bench.world.console.settings.callbackPath = '/dify-oauth-callback';
  const tab = await openElsewhere(bench, false);
  await succeeds(bench, tab);
});

fault('B4', 'our callback page, opened by a page of another origin', {}, async (bench) => {
  const tab = await openElsewhere(bench, false);
  await succeeds(bench, tab);
});

fault(
  'B4',
  'our callback page, opened by a page of another origin that both sides name',
  {},
  async (bench) => {
    const { world } = bench;
    world.callback.openerOrigins.push(world.host.origin('127.0.0.1'));
    const tab = await openElsewhere(bench, true);
    await succeeds(bench, tab);
  },
);

fault(
  'B4',
  'what is touched of a window that shows another origin throws nowhere else',
  {},
  async (bench) => {
    const { world } = bench;
    await addPrelude(world, 'window-spy');
    const tab = await openButton(bench, { preludes: ['window-spy'] });
    const popup = await begin(bench, tab);
    await tab.evaluate(() => ((window as unknown as Spied).touched.length = 0));
    await allow(popup);
    await ended(tab);
    const touched = await tab.evaluate(() => [...new Set((window as unknown as Spied).touched)]);
    const harmless = ['closed', 'close', 'focus', 'postMessage', 'location'];
    assert.deepEqual(
      touched.filter((name) => !harmless.includes(name)),
      [],
    );
    assert.equal(touched.includes('closed'), true);
  },
);

interface Spied {
  touched: string[];
}
