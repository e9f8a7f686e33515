import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { flood } from './support/flood.js';
import { allow, begin, beginAgain, ended, endsOf, NOTION, openButton } from './support/flow.js';
import { toFront } from './support/front.js';
import { keepHandles } from './support/handles.js';
import { endsAre, isGone, waitingState } from './support/state.js';

const SIGNS = ['message', 'channel', 'storage', 'focus', 'closed', 'confirm'] as const;

type Sign = (typeof SIGNS)[number];

/** Each sign comes first once, and each two in both orders. */
const ORDERS: readonly (readonly Sign[])[] = SIGNS.map((_, start) => {
  const [first, ...others] = [...SIGNS.slice(start), ...SIGNS.slice(0, start)] as [Sign, ...Sign[]];
  return [first, ...(start % 2 === 0 ? others : others.toReversed())];
});

/** Lets the page have all signs of a completed authorization, each twice, in an order. */
async function signal(tab: Tab, order: readonly Sign[]): Promise<void> {
  await tab.evaluate(async (signs) => {
    const name = 'datasource-elements:oauth-callback';
    const data = { type: 'oauth_callback' };
    const source = (window as unknown as { handles: Window[] }).handles.at(-1) as Window;
    const channel = new BroadcastChannel(name);
    const heard = new BroadcastChannel(name);
    const context = document.querySelector('datasource-context') as unknown as {
      currentStore: { flows: { current: { confirm(): void } | null } };
    };
    const give = {
      message: () =>
        window.dispatchEvent(new MessageEvent('message', { data, source, origin: location.origin })),
      // Others that listen hear it in the order in which they were opened, so the product before this.
      channel: () => {
        const arrived = new Promise((resolve) => (heard.onmessage = resolve));
        channel.postMessage(data);
        return arrived;
      },
      storage: () =>
        window.dispatchEvent(new StorageEvent('storage', { key: name, newValue: JSON.stringify(data) })),
      focus: () => window.dispatchEvent(new Event('focus')),
      closed: () => source.close(),
      confirm: () => context.currentStore.flows.current?.confirm(),
    };
    for (const sign of [...signs, ...signs]) {
      // From a window that is closed there are no messages.
      if (sign !== 'message' || !source.closed) await give[sign]();
      await new Promise((resolve) => setTimeout(resolve));
    }
    channel.close();
    heard.close();
  }, order);
}

fault('B7', `all signs of a completion in ${ORDERS.length} orders`, { timeout: 120_000 }, async (bench) => {
  const { world } = bench;
  const src = world.url('blank', { bundles: 0 });
  world.idp.settings.authorizationUrl = src;
  const tab = await openButton(bench);
  await keepHandles(tab);
  for (const [index, order] of ORDERS.entries()) {
    await tab.click('text=Add OAuth');
    const popup = await bench.popup((url) => url === src);
    await waitingState(tab);
    world.console.connect(NOTION, { type: 'oauth2' });
    await signal(tab, order);
    await endsAre(tab, index + 1);
    await isGone(bench, popup);
    await toFront(tab);
    const ends = await endsOf(tab);
    assert.equal(ends.length, index + 1, order.join());
    assert.equal(ends.at(-1)?.type, 'datasource-authorized', order.join());
  }
});

fault('B7', 'reports that come after the end', {}, async (bench) => {
  const tab = await openButton(bench);
  await allow(await begin(bench, tab));
  await ended(tab);
  const other = await bench.open('blank', { bundles: 0 });
  for (const way of ['channel', 'storage'] as const) await flood(other, way);
  await tab.bringToFront();
  assert.equal((await endsOf(tab)).length, 1);
  assert.equal(
    await tab.evaluate(() => document.querySelector('datasource-context')?.currentStore?.flows.current),
    null,
  );
});

fault('B7', 'a callback page that reports, and is closed a second later', {}, async (bench) => {
  bench.world.console.settings.callbackPath = '/dify-oauth-callback';
  const tab = await openButton(bench);
  await allow(await begin(bench, tab));
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});

/** Begins to authorize a connection again, with a provider that answers at once; the list will show no change. */
async function reauthorize(bench: Bench): Promise<Tab> {
  const { id } = bench.world.console.connect(NOTION, { type: 'oauth2' });
  return beginAgain(bench, id);
}

fault('B8', 'the callback page answers in no time', {}, async (bench) => {
  bench.world.idp.settings.authorizationUrl = `${bench.world.host.origin()}/oauth-callback`;
  const { type, detail } = await ended(await reauthorize(bench));
  assert.equal(type, 'datasource-authorized');
  assert.equal((detail as { confirmed: boolean }).confirmed, true);
});

fault('B8', 'the provider asks nothing and answers at once', {}, async (bench) => {
  bench.world.idp.settings.skip = ['login', 'consent'];
  const { type, detail } = await ended(await reauthorize(bench));
  assert.equal(type, 'datasource-authorized');
  assert.equal((detail as { confirmed: boolean }).confirmed, true);
  assert.equal(bench.world.console.credentialsOf(NOTION)[0]?.revision, 2);
});

fault('B8', 'the provider answers at once, and its COOP cuts the window off', {}, async (bench) => {
  Object.assign(bench.world.idp.settings, { skip: ['login', 'consent'], coop: 'same-origin' });
  const { type, detail } = await ended(await reauthorize(bench));
  assert.equal(type, 'datasource-authorized');
  assert.equal((detail as { confirmed: boolean }).confirmed, true);
});
