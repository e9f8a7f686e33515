import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Page, Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { readsAtMostOnceASecond } from './support/flood.js';
import {
  allow,
  begin,
  CREDENTIALS_REQUEST,
  ended,
  endsOf,
  NOTION,
  openButton,
  ready,
  requestsArrived,
  tickHidden,
} from './support/flow.js';
import { toFront } from './support/front.js';
import { addPrelude } from './support/prelude.js';
import { isGone, waitingState } from './support/state.js';

/** A page of another site with the button in a frame; the flow's window goes straight to the callback page. */
async function beginInFrame(bench: Bench, attributes: Record<string, string> = {}): Promise<Page> {
  const { world, engine } = bench;
  const callback = `${world.host.origin()}/oauth-callback`;
  world.idp.settings.authorizationUrl = callback;
  await addPrelude(world, 'listen');
  bench.allow({ leftovers: [/^channel/] });
  const src = world.url('element', {
    element: 'datasource-oauth-button',
    // Cookies of a third party are nothing to rely on.
    bearer: world.console.login('anne').access,
    preludes: ['listen'],
    attributes,
  });
  const held = world.faults.hold({ path: '/oauth-callback' });
  const tab = await engine.open(world.url('frame', { site: '127.0.0.1', src, bundles: 0 }));
  const frame = await tab.frame((url) => url === src);
  await ready(frame);
  await toFront(tab);
  await frame.click('#element-1 >>> .main');
  await held.arrived();
  await waitingState(frame);
  return frame;
}

fault('B5', 'the message of the callback page reaches a frame of a third party', {}, async (bench) => {
  const { id } = bench.world.console.connect(NOTION, { type: 'oauth2' });
  const frame = await beginInFrame(bench, { 'credential-id': id });
  bench.world.faults.clear();
  const { type, detail } = await ended(frame);
  assert.equal(type, 'datasource-authorized');
  // The list shows no change after a re-authorization, so this is the message's doing.
  assert.equal((detail as { confirmed: boolean }).confirmed, true);
  const heard = await frame.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  // WebKitGTK does not partition channels.
  if (bench.engine.name !== 'webkit') assert.deepEqual(heard, []);
});

fault('B5', 'without its opener the window is of no help to a frame, and the list is', {}, async (bench) => {
  const { callback, console: api, faults } = bench.world;
  callback.headers['cross-origin-opener-policy'] = 'same-origin';
  const frame = await beginInFrame(bench);
  const { id } = api.connect(NOTION, { type: 'oauth2' });
  faults.clear();
  const { type, detail } = await ended(frame);
  assert.equal(type, 'datasource-authorized');
  assert.equal((detail as { credential: { id: string } }).credential.id, id);
});

/** Takes the flow of a window to its end in a tab that nobody opened for it. */
async function finishElsewhere(bench: Bench, popup: Tab): Promise<Tab> {
  const other = await bench.engine.open(await popup.url());
  await allow(other);
  return other;
}

fault('B6', 'the user finishes in another tab, and comes back', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await finishElsewhere(bench, popup);
  await tab.bringToFront();
  assert.equal((await ended(tab)).type, 'datasource-authorized');
  await isGone(bench, popup);
});

fault('B6', 'a page that comes back to the front reads once for all signs of it', {}, async (bench) => {
  const { log } = bench.world.host;
  const tab = await openButton(bench, { clock: Date.now() });
  await begin(bench, tab);
  await waitingState(tab);
  await bench.open('blank', { bundles: 0 });
  const isHidden = await tab.evaluate(() => document.visibilityState === 'hidden');
  const atFirst = log.count(CREDENTIALS_REQUEST);
  // Long enough for two polls of a page that is seen.
  for (let second = 1; second <= 3; second += 1) {
    await tickHidden(tab, 1);
    await requestsArrived(tab);
  }
  const before = log.count(CREDENTIALS_REQUEST);
  // One may have been under way.
  if (isHidden) assert.equal(before - atFirst <= 1, true, 'reads of a hidden page');
  await readsAtMostOnceASecond(bench, async () => {
    await tab.bringToFront();
    await tab.evaluate(() => {
      for (let round = 0; round < 20; round += 1) {
        for (const type of ['focus', 'pageshow', 'online']) window.dispatchEvent(new Event(type));
        document.dispatchEvent(new Event('visibilitychange'));
      }
    });
    await tickHidden(tab, 1);
    await log.waitFor(CREDENTIALS_REQUEST, before + 1);
    await requestsArrived(tab);
  });
  assert.deepEqual(await endsOf(tab), []);
});

fault('B6', 'a page that was frozen goes on', { engines: ['chromium'] }, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  const devtools = await tab.devtools?.();
  await devtools?.send('Page.setWebLifecycleState', { state: 'frozen' });
  await finishElsewhere(bench, popup);
  await devtools?.send('Page.setWebLifecycleState', { state: 'active' });
  await tab.bringToFront();
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});
