import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import type { HostileMessage } from '../support/hostile/messages.js';
import { flood, readsAtMostOnceASecond } from './support/flood.js';
import { addFrame, allow, begin, codeOf, ended, endsOf, openButton } from './support/flow.js';
import { toFront } from './support/front.js';
import { keepHandles } from './support/handles.js';
import { addPrelude } from './support/prelude.js';
import { flowState, goesOnWaiting, waitingState } from './support/state.js';

type WithMessages = Window & {
  hostileMessages: readonly HostileMessage[];
  uncloneableMessages: readonly HostileMessage[];
  handles: Window[];
};

/** Starts a flow whose window shows a page of the host's own origin instead of a provider. */
async function beginAtHost(bench: Bench): Promise<{ tab: Tab; popup: Tab }> {
  const { world } = bench;
  await addPrelude(world, 'hostile-messages');
  const src = world.url('blank', { bundles: 0, preludes: ['hostile-messages'] });
  world.idp.settings.authorizationUrl = src;
  const tab = await openButton(bench, { preludes: ['hostile-messages'] });
  await keepHandles(tab);
  await tab.click('text=Add OAuth');
  const popup = await bench.popup((url) => url === src);
  await popup.waitFor(() => 'hostileMessages' in window);
  await waitingState(tab);
  return { tab, popup };
}

fault('B2', 'a flood of reports from a frame of the same origin', { timeout: 90_000 }, async (bench) => {
  const tab = await openButton(bench);
  const src = bench.world.url('blank', { bundles: 0 });
  const frame = await addFrame(tab, src);
  await toFront(tab);
  const popup = await begin(bench, tab);
  const state = await waitingState(tab);
  for (const way of ['parent', 'channel', 'storage'] as const)
    await readsAtMostOnceASecond(bench, async () => {
      assert.equal((await flood(frame, way)) >= 1_900, true);
    });
  assert.equal(await flowState(tab), state);
  assert.deepEqual(await endsOf(tab), []);
  await allow(popup);
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});

fault('B2', 'a flood of reports from the window itself', {}, async (bench) => {
  const { tab, popup } = await beginAtHost(bench);
  await readsAtMostOnceASecond(bench, async () => {
    assert.equal((await flood(popup, 'opener')) >= 1_900, true);
  });
  assert.deepEqual(await endsOf(tab), []);
});

/** Sends what a browser can send of the messages to the page that opened this one, and over the channel. */
async function sendAll(popup: Tab, refusals: boolean): Promise<number> {
  return popup.evaluate((withRefusals) => {
    const channel = new BroadcastChannel('datasource-elements:oauth-callback');
    let count = 0;
    for (const { make } of (window as unknown as WithMessages).hostileMessages) {
      const message = make();
      const has = (key: string): unknown => Object.getOwnPropertyDescriptor(message ?? {}, key)?.value;
      const isReport = has('type') === 'oauth_callback';
      const isRefusal = isReport && (has('success') === false || typeof has('error') === 'string');
      if (isRefusal && !withRefusals) continue;
      const { port1 } = new MessageChannel();
      try {
        (window.opener as Window).postMessage(message, location.origin, [port1, new ArrayBuffer(8)]);
        channel.postMessage(message);
        count += 1;
      } catch {
        // Too deep for this browser.
      }
    }
    channel.close();
    return count;
  }, refusals);
}

/** What a hostile message may try to leave on every object. */
async function isUnpolluted(tab: Tab): Promise<boolean> {
  return tab.evaluate(() => !['polluted', 'x', 'url', 'evil'].some((key) => key in {}));
}

fault('B9', 'messages of every shape that a window can send, but for refusals', {}, async (bench) => {
  const { tab, popup } = await beginAtHost(bench);
  await readsAtMostOnceASecond(bench, async () => {
    const sent = await sendAll(popup, false);
    assert.ok(sent > 170, `${sent} sent`);
    await goesOnWaiting(tab);
  });
  assert.equal(await isUnpolluted(tab), true);
});

fault('B9', 'messages of every shape, with refusals, make one failure', {}, async (bench) => {
  const { tab, popup } = await beginAtHost(bench);
  await sendAll(popup, true);
  assert.equal(codeOf(await ended(tab)), 'authorization_failed');
  assert.equal(await isUnpolluted(tab), true);
});

fault('B9', 'messages of shapes that no window could have sent', {}, async (bench) => {
  const { tab } = await beginAtHost(bench);
  const heard = await tab.evaluate(() => {
    const { uncloneableMessages, handles } = window as unknown as WithMessages;
    const source = handles.at(-1) ?? null;
    for (const { make } of uncloneableMessages)
      window.dispatchEvent(new MessageEvent('message', { data: make(), source, origin: location.origin }));
    return uncloneableMessages.length;
  });
  assert.equal(heard > 10, true);
  await goesOnWaiting(tab);
});

fault('B9', 'texts of every shape in the storage', {}, async (bench) => {
  const { tab, popup } = await beginAtHost(bench);
  const written = await popup.evaluate(() => {
    const key = 'datasource-elements:oauth-callback';
    const texts = (window as unknown as WithMessages).hostileMessages.flatMap(({ make }) => {
      try {
        return [JSON.stringify(make()) ?? 'undefined', String(make())];
      } catch {
        return [];
      }
    });
    for (const text of [...texts, '', '{', '[[[', '"', 'null', '{"type":"oauth_callback"']) {
      localStorage.setItem(key, text);
      localStorage.removeItem(key);
    }
    return texts.length;
  });
  assert.ok(written > 300, `${written} written`);
  await goesOnWaiting(tab);
  assert.equal(await isUnpolluted(tab), true);
});
