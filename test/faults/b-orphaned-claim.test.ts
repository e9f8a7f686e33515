import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { allow, begin, ended, liveOf, NOTION, openButton, sees, summary } from './support/flow.js';
import { clickIn, toFront } from './support/front.js';
import { endsAre, isGone, waitingState } from './support/state.js';

/** Somewhat longer than a claim holds without a sign of life, in milliseconds. */
const LATER = 16_000;

const IN_PROGRESS = 'Another authorization (';

/** What the tab has put into the storage to claim the flow. */
function claimOf(tab: Tab): Promise<[key: string, value: string]> {
  return tab.evaluate(() => {
    const key = Object.keys(localStorage).find((each) => each.startsWith('datasource-elements:claim:')) ?? '';
    return [key, localStorage.getItem(key) ?? ''];
  });
}

/** Leaves the claim of a tab that is no more, and that had no time to say so; gives another tab. */
async function orphan(bench: Bench): Promise<Tab> {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  const [key, value] = await claimOf(tab);
  assert.match(value, /"owner"/);
  const other = await openButton(bench);
  if (tab.crash) await tab.crash();
  await tab.close();
  await popup.close();
  // A closed tab says so, and one that was killed does not.
  await other.evaluate((name, text) => localStorage.setItem(name, text), key, value);
  await toFront(other);
  return other;
}

fault('B10', 'the tab was killed: another one is told, and goes on when it says so', {}, async (bench) => {
  const tab = await orphan(bench);
  await tab.click('text=Add OAuth');
  await sees(tab, IN_PROGRESS);
  await tab.click('text=Continue here');
  await allow(await bench.popup());
  assert.deepEqual((await endsAre(tab, 2)).map(summary), [
    'datasource-authorize-error flow_in_progress',
    'datasource-authorized',
  ]);
});

fault('B10', 'the tab was killed: after the claim’s time nobody is told', {}, async (bench) => {
  const tab = await orphan(bench);
  bench.world.preludes.set('later', `{ const { now } = Date; Date.now = () => now() + ${LATER}; }`);
  const later = await openButton(bench, { preludes: ['later'] });
  await tab.close();
  await toFront(later);
  await allow(await begin(bench, later));
  assert.equal((await ended(later)).type, 'datasource-authorized');
});

fault('B10', 'a tab that is closed frees the claim at once', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  const other = await openButton(bench);
  await tab.close();
  await popup.close();
  await toFront(other);
  await allow(await begin(bench, other));
  assert.equal((await ended(other)).type, 'datasource-authorized');
});

fault('B10', 'another tab takes the flow over, and the first one says so', {}, async (bench) => {
  const first = await openButton(bench);
  const popup = await begin(bench, first);
  await waitingState(first);
  assert.deepEqual((await liveOf(first)).locks, []);
  const second = await openButton(bench);
  await second.click('text=Add OAuth');
  await sees(second, IN_PROGRESS);
  await clickIn(second, 'text=Continue here');
  assert.equal(summary(await ended(first)), 'datasource-authorize-cancel taken_over');
  await isGone(bench, popup);
  await allow(await bench.popup());
  await sees(second, 'is connected');
  assert.equal(bench.world.console.credentialsOf(NOTION).length, 1);
});

fault('B10', 'what is no claim, or one of a wrong clock, is in nobody’s way', {}, async (bench) => {
  const tab = await openButton(bench);
  // Without a click the window is blocked, which is asked after the claim.
  const codes = await tab.evaluate(async () => {
    const context = document.querySelector('datasource-context');
    const store = context?.currentStore;
    if (!store) return [];
    const key = `datasource-elements:claim:${new URL(context.baseUrl, location.href).href}`;
    const day = 86_400_000;
    const holder = { owner: 'somebody', source: 'a/b/c', until: Date.now() + 10_000 };
    const values: unknown[] = [
      holder,
      { ...holder, until: Date.now() + day },
      { ...holder, until: Date.now() - 1 },
      { ...holder, until: 1e308 },
      { ...holder, until: String(Date.now() + 10_000) },
      { ...holder, until: null },
      { ...holder, owner: 7 },
      { ...holder, source: ['a'] },
      [holder],
      'holder',
      7,
      null,
      {},
    ];
    const texts = [...values.map((value) => JSON.stringify(value)), '', '{', '[[[['];
    const seen: string[] = [];
    for (const text of texts) {
      localStorage.setItem(key, text);
      const flow = store.authorize({
        pluginId: 'langgenius/notion_datasource',
        provider: 'notion_datasource',
      });
      const outcome = await flow.result;
      seen.push(outcome.status === 'failed' ? outcome.error.code : outcome.status);
    }
    localStorage.removeItem(key);
    return seen;
  });
  const [valid, ...others] = codes;
  assert.equal(valid, 'flow_in_progress');
  assert.equal(others.length, 15);
  assert.deepEqual(new Set(others), new Set(['popup_blocked']));
});
