import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Page, Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { addFrame, allow, begin, CREDENTIALS_REQUEST, ended, endsOf, openButton } from './support/flow.js';
import { toFront } from './support/front.js';
import { keepHandles } from './support/handles.js';
import { flowState, waitingState } from './support/state.js';

/** How often each forged message is sent. */
const ROUNDS = '3';

/** Origins that a careless comparison takes for the page's own. */
const LOOK_ALIKES = [
  (origin: string) => `${origin}.evil.example`,
  (origin: string) => `${origin}0`,
  (origin: string) => `${origin}/`,
  (origin: string) => `${origin}@evil.example`,
  (origin: string) => origin.toUpperCase(),
  (origin: string) => origin.replace('http:', 'https:'),
  (origin: string) => origin.replace(/:\d+$/, ''),
  (origin: string) => origin.replace('localhost', '127.0.0.1'),
  (origin: string) => origin.replace('localhost', 'localhost.'),
  (origin: string) => origin.replace('localhost', 'notlocalhost'),
  (origin: string) => origin.replace('localhost', 'evil.localhost'),
  (origin: string) => ` ${origin}`,
  (origin: string) => `${origin} `,
  (origin: string) => `https://evil.example/?${origin}`,
  (origin: string) => `https://evil.example#${origin}`,
  () => 'null',
  () => '',
  () => '*',
  () => 'file://',
];

/** Sends the forged messages and waits until all of them have gone. */
async function attack(page: Page): Promise<void> {
  await page.waitFor(() => 'attack' in window);
  await page.evaluate(() => (window as unknown as { attack: () => Promise<void> }).attack());
}

/** Nothing came of the messages, and the true answer still counts, once. */
async function unharmed(bench: Bench, tab: Tab, popup: Tab, before: string): Promise<void> {
  assert.equal(await flowState(tab), before);
  assert.deepEqual(await endsOf(tab), []);
  await allow(popup);
  assert.equal((await ended(tab)).type, 'datasource-authorized');
  assert.equal(bench.world.console.state.callbacks.length, 1);
}

fault('B1', 'a hostile frame on the page', {}, async (bench) => {
  const tab = await openButton(bench);
  const src = bench.world.evil.url('frame', { wait: 'true', rounds: ROUNDS });
  const frame = await addFrame(tab, src);
  await toFront(tab);
  const popup = await begin(bench, tab);
  const state = await waitingState(tab);
  const reads = bench.world.host.log.count(CREDENTIALS_REQUEST);
  const before = performance.now();
  await attack(frame);
  const polls = Math.ceil((performance.now() - before) / 1_000) + 1;
  const caused = bench.world.host.log.count(CREDENTIALS_REQUEST) - reads;
  assert.ok(caused <= polls, `${caused} reads`);
  await unharmed(bench, tab, popup, state);
});

fault('B1', 'a hostile page that opened the page', {}, async (bench) => {
  const { world } = bench;
  const options = { element: 'datasource-oauth-button', account: 'anne' } as const;
  const src = world.url('element', options);
  const evil = await bench.engine.open(world.evil.url('opener', { src, wait: 'true', rounds: ROUNDS }));
  await evil.waitFor(() => 'attack' in window);
  await evil.click('#open');
  const tab = await bench.popup((url) => url === src);
  await toFront(tab);
  const popup = await begin(bench, tab);
  const state = await waitingState(tab);
  await attack(evil);
  await unharmed(bench, tab, popup, state);
});

fault('B1', 'the authorization page itself', {}, async (bench) => {
  const { world } = bench;
  const src = world.evil.url('popup', { wait: 'true', rounds: ROUNDS });
  world.idp.settings.authorizationUrl = src;
  const tab = await openButton(bench);
  await tab.click('text=Add OAuth');
  const popup = await bench.popup((url) => url === src);
  const state = await waitingState(tab);
  await attack(popup);
  assert.equal(await flowState(tab), state);
  assert.deepEqual(await endsOf(tab), []);
});

fault('B1', 'origins that look like the right one, from the right window', {}, async (bench) => {
  const { world } = bench;
  const src = world.url('blank', { bundles: 0 });
  world.idp.settings.authorizationUrl = src;
  const tab = await openButton(bench);
  await keepHandles(tab);
  await tab.click('text=Add OAuth');
  await bench.popup((url) => url === src);
  const state = await waitingState(tab);
  const origin = world.host.origin();
  await dispatchFrom(
    tab,
    LOOK_ALIKES.map((change) => change(origin)),
  );
  assert.equal(await flowState(tab), state);
  // The true origin is heard, so the others were, too.
  await dispatchFrom(tab, [origin]);
  assert.notEqual(await flowState(tab), state);
  assert.deepEqual(await endsOf(tab), []);
});

/** Lets the page hear reports that seem to come from the window that it opened, and from these origins. */
async function dispatchFrom(tab: Tab, origins: readonly string[]): Promise<void> {
  await tab.evaluate((names) => {
    const source = (window as unknown as { handles: Window[] }).handles.at(-1) ?? null;
    for (const name of names)
      window.dispatchEvent(
        new MessageEvent('message', { origin: name, source, data: { type: 'oauth_callback' } }),
      );
  }, origins);
}
