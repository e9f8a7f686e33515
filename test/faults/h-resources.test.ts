import assert from 'node:assert/strict';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { LIST } from './support/everything.js';
import {
  allow,
  begin,
  CREDENTIALS_REQUEST,
  ended,
  endsOf,
  NOTION,
  openButton,
  requestsArrived,
  sees,
  signIn,
  tick,
  tickHidden,
} from './support/flow.js';
import { toFront } from './support/front.js';
import type { PageOracle } from '../bench/oracles/oracle.js';
import { TAGS } from './support/mounts.js';
import type { AtRestPage } from './support/pages/at-rest.js';
import { addPrelude } from './support/prelude.js';

/** What goes on by itself on a page, as a text to compare. */
function alive(tab: Tab): Promise<string> {
  return tab.evaluate(async () => {
    const { live } = await (window as unknown as { __oracle: PageOracle }).__oracle.report();
    return JSON.stringify({
      // A single timer that is far away polls nothing.
      timers: live.timers
        .filter(({ kind, delay }) => kind !== 'timeout' || delay < 60_000)
        .map(({ kind, delay }) => `${kind} ${delay}`),
      listeners: live.listeners.map(({ on, type }) => `${on} ${type}`).sort(),
      channels: live.channels,
      locks: live.locks,
      windows: live.windows,
    });
  });
}

/** Waits until it is as it was. */
async function isAsBefore(tab: Tab, before: string): Promise<void> {
  const end = Date.now() + 10_000;
  let now = await alive(tab);
  while (now !== before && Date.now() < end) now = await alive(tab);
  assert.equal(now, before);
}

fault(
  'H2',
  'timers, listeners, channels and locks are as before once a flow is over',
  { timeout: 120_000 },
  async (bench) => {
    const tab = await openButton(bench);
    // Once, so that what lives as long as the page is there.
    const first = await begin(bench, tab);
    await allow(first);
    await sees(tab, 'Notion is connected.');
    await toFront(tab);
    const before = await alive(tab);

    const second = await begin(bench, tab);
    assert.notEqual(await alive(tab), before, 'a flow needs some');
    await allow(second);
    await tab.waitFor(
      () => document.querySelector('datasource-context')?.currentStore?.flows.current === null,
    );
    await isAsBefore(tab, before);

    await toFront(tab);
    await begin(bench, tab);
    await tab.click('text=Cancel');
    await sees(tab, 'Notion was not connected.');
    await isAsBefore(tab, before);

    await toFront(tab);
    const third = await begin(bench, tab);
    await third.close();
    await tab.waitWithin(
      20_000,
      () => document.querySelector('datasource-context')?.currentStore?.flows.current === null,
    );
    await isAsBefore(tab, before);
  },
);

/** How a page moves an element; where it cannot, it does not. */
const WAYS = ['appendChild', 'moveBefore', 'adoptNode'] as const;

for (const way of WAYS) {
  fault('H3', `ten moves by ${way} read the list at most once, and show the same`, {}, async (bench) => {
    bench.world.console.connect(NOTION, { id: 'connection-1', name: 'Team' });
    await addPrelude(bench.world, 'at-rest');
    const tab = await bench.open('element', {
      account: 'anne',
      element: 'datasource-list',
      preludes: ['at-rest'],
    });
    await sees(tab, 'Team');
    const reads = bench.world.host.log.count(LIST);
    const same = await tab.evaluate(
      async (provider, tags, how) => {
        const context = document.querySelector('datasource-context');
        const places = [0, 1].map(() => document.createElement('div'));
        context?.append(...places);
        const [first, second] = places as unknown as [Element, Element];
        const { atRest } = window as unknown as AtRestPage;
        const textOf = (node: Node): string =>
          node instanceof Element && node.shadowRoot
            ? textOf(node.shadowRoot)
            : node.nodeType === Node.TEXT_NODE
              ? (node.nodeValue ?? '')
              : [...node.childNodes].map(textOf).join(' ');
        const results: string[] = [];
        for (const tag of tags.filter((each) => !/dialog|context/.test(each))) {
          const element = document.createElement(tag);
          element.setAttribute('provider', provider);
          element.setAttribute('credential-id', 'connection-1');
          first.append(element);
          await atRest(element, true);
          const before = textOf(element).replace(/\s+/g, ' ');
          for (let moves = 1; moves <= 10; moves += 1) {
            const place = moves % 2 === 1 ? second : first;
            if (how === 'adoptNode') document.implementation.createHTMLDocument('').adoptNode(element);
            if (how === 'moveBefore' && 'moveBefore' in place)
              (place as Element & { moveBefore: (node: Node, before: null) => void }).moveBefore(
                element,
                null,
              );
            else place.append(element);
            await atRest(element, true);
          }
          const after = textOf(element).replace(/\s+/g, ' ');
          if (after !== before) results.push(`${tag}: ${before} → ${after}`);
          element.remove();
        }
        return results;
      },
      NOTION,
      TAGS,
      way,
    );
    assert.deepEqual(same, []);
    const more = bench.world.host.log.count(LIST) - reads;
    assert.ok(more <= 1, `${more} reads`);
  });
}

fault('H4', 'a hundred elements make one request', {}, async (bench) => {
  const tab = await bench.open('element', { account: 'anne', element: 'datasource-card', count: 100 });
  await tab.waitFor(
    () =>
      [...document.querySelectorAll('datasource-card')].filter((card) => card.shadowRoot?.querySelector('h3'))
        .length === 100,
  );
  const reads = bench.world.host.log.count(LIST);
  assert.equal(reads, 1);
  bench.counted({ cards: 100, 'requests for the list': reads });
});

const MINUTES = 5;

fault(
  'H5',
  `a flow that nobody finishes asks at most 60 times in ${MINUTES} minutes, and then no more`,
  { timeout: 180_000 },
  async (bench) => {
    const tab = await openButton(bench, { clock: Date.now() });
    const { log } = bench.world.host;
    const popup = await begin(bench, tab);
    await signIn(popup);
    const before = log.count(CREDENTIALS_REQUEST);
    const gaps: number[] = [];
    let last = 0;
    for (let second = 1; second <= MINUTES * 60 + 60; second += 1) {
      const seen = log.count(CREDENTIALS_REQUEST);
      await tick(tab, 1_000);
      await requestsArrived(tab);
      const asked = log.count(CREDENTIALS_REQUEST) - seen;
      assert.ok(asked <= 1, `${asked} reads in a second`);
      if (asked === 0) continue;
      gaps.push(second - last);
      last = second;
    }
    const reads = log.count(CREDENTIALS_REQUEST) - before;
    assert.ok(reads > 5 && reads <= 60, `${reads} reads`);
    assert.ok(Math.max(...gaps.slice(-4, -1)) >= 9, `${gaps.join()} seconds between them`);
    assert.equal((await ended(tab)).type, 'datasource-authorize-error');
    assert.ok(last <= MINUTES * 60 + 2, `the last one after ${last} seconds`);
    bench.counted({ [`requests in the ${MINUTES} minutes of a flow that nobody finishes`]: reads });
  },
);

fault('H5', 'nobody asks while the page is behind another tab', { timeout: 120_000 }, async (bench) => {
  const tab = await openButton(bench, { clock: Date.now() });
  const { log } = bench.world.host;
  await begin(bench, tab);
  // The tab that hides it has to be one of its own window.
  await tab.bringToFront();
  await tab.hide();
  await tickHidden(tab, 2);
  await requestsArrived(tab);
  const before = log.count(CREDENTIALS_REQUEST);
  await tickHidden(tab, 60);
  await requestsArrived(tab);
  assert.equal(log.count(CREDENTIALS_REQUEST) - before, 0);
  assert.deepEqual(await endsOf(tab), []);
  await toFront(tab);
  await tick(tab, 2_000);
  // Asked again when it is seen.
  await log.waitFor(CREDENTIALS_REQUEST, before + 1);
  await tab.click('text=Cancel');
});
