import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { errorWith } from '../bench/world/faults/actions.js';
import { LIST } from './support/everything.js';
import { NOTION, sees } from './support/flow.js';
import { toFront } from './support/front.js';
import { mountAndRemove, saveAndRemove, strayInstances, survivors } from './support/mounts.js';
import { plainSurvivors, withoutOwnLeaks, type PlainUse } from './support/own-leaks.js';

const TIMES = 1_000;
const LONG = { timeout: 300_000 };
/** Without its data, the row of a connection has nothing to show. */
const WITHOUT_ROW = { blank: ['datasource-credential'] };

async function openContext(bench: Bench, preludes: string[] = []): Promise<Tab> {
  bench.world.console.connect(NOTION, { id: 'connection-1', name: 'Team' });
  const tab = await bench.open('element', { account: 'anne', element: 'datasource-oauth-button', preludes });
  await tab.waitFor(() => document.querySelector('datasource-context')?.currentStore);
  return tab;
}

/** Fails unless nothing of all that was mounted is left. */
async function assertGone(bench: Bench, tab: Tab, state: string): Promise<void> {
  const { mounted, seen, alive } = await survivors(tab);
  assert.ok(mounted >= TIMES, `${mounted} were mounted`);
  assert.deepEqual(alive, []);
  const stray = await strayInstances(tab);
  if (bench.engine.name === 'chromium') assert.equal(stray, 0, 'instances in the heap');
  bench.counted({
    [`mounts, ${state}`]: mounted,
    [`elements, ${state}`]: seen,
    [`elements alive afterwards, ${state}`]: alive.length,
  });
}

const leavesNothing = (what: string, run: (bench: Bench) => Promise<void>): void =>
  fault('H1', `${what} leave nothing`, LONG, (bench) => withoutOwnLeaks(bench, run));

leavesNothing(`${TIMES} elements that showed their data`, async (bench) => {
  const tab = await openContext(bench);
  await sees(tab, 'Add OAuth');
  await mountAndRemove(tab, TIMES);
  await assertGone(bench, tab, 'idle');
});

leavesNothing(`${TIMES} elements that were loading`, async (bench) => {
  const gate = bench.world.faults.hold(LIST);
  const tab = await openContext(bench);
  await mountAndRemove(tab, TIMES, WITHOUT_ROW);
  await assertGone(bench, tab, 'loading');
  gate.release();
});

leavesNothing(`${TIMES} elements that showed an error`, async (bench) => {
  bench.world.faults.on(LIST, errorWith(403, 'forbidden', 'You may not.'));
  const tab = await openContext(bench);
  await sees(tab, 'You may not.');
  await mountAndRemove(tab, TIMES, WITHOUT_ROW);
  await assertGone(bench, tab, 'error');
});

leavesNothing(`${TIMES} elements beside an open window`, async (bench) => {
  const tab = await openContext(bench);
  await toFront(tab);
  await tab.click('text=Add OAuth');
  await bench.popup();
  await sees(tab, 'Finish connecting Notion in the other window.');
  await mountAndRemove(tab, TIMES);
  await assertGone(bench, tab, 'window open');
  await tab.click('text=Cancel');
  await sees(tab, 'Notion was not connected.');
});

leavesNothing(`${TIMES} dialogs whose request was under way`, async (bench) => {
  const gate = bench.world.faults.hold({ method: 'POST', path: /notion_datasource$/ });
  const tab = await openContext(bench, ['patched-fetch']);
  await sees(tab, 'Add OAuth');
  await saveAndRemove(tab, TIMES);
  await assertGone(bench, tab, 'POST under way');
  gate.release();
});

fault('H1', 'elements that a page keeps are found', LONG, async (bench) => {
  const tab = await openContext(bench);
  await sees(tab, 'Add OAuth');
  await mountAndRemove(tab, 10, { keep: true });
  const { mounted, seen, alive } = await survivors(tab);
  assert.equal(mounted, 10);
  assert.ok(alive.length >= mounted, `${alive.length} of ${seen}`);
  const stray = await strayInstances(tab);
  if (bench.engine.name === 'chromium') assert.ok(stray !== null && stray >= mounted, `${stray} in the heap`);
});

const PLAIN: Record<PlainUse, string> = {
  'focus in a form': 'forms that had the focus',
  'fading dialog': 'dialogs that were fading in',
};

for (const [use, what] of Object.entries(PLAIN) as [PlainUse, string][]) {
  fault(
    'H1',
    `${what}, on a plain page, are kept by Firefox alone, and not with other settings`,
    LONG,
    async (bench) => {
      const count = async ({ engine, world }: Bench): Promise<number> => {
        const tab = await engine.open(world.url('blank', { bundles: 0 }));
        return plainSurvivors(tab, use);
      };
      const kept = await count(bench);
      bench.counted({ [`of 100 plain ${what}, kept with the usual settings`]: kept });
      // Once it keeps none, the settings are needed no more.
      if (bench.engine.name === 'firefox') assert.ok(kept > 0);
      else assert.equal(kept, 0);
      await withoutOwnLeaks(bench, async (other) => assert.equal(await count(other), 0));
    },
  );
}

fault(
  'H1',
  `of ${TIMES} elements, Firefox with its usual settings keeps dialogs alone`,
  { ...LONG, engines: ['firefox'] },
  async (bench) => {
    const tab = await openContext(bench);
    await sees(tab, 'Add OAuth');
    await mountAndRemove(tab, TIMES);
    const { mounted, alive } = await survivors(tab);
    bench.counted({
      'mounts, idle, with the usual settings': mounted,
      'dialogs alive afterwards, with the usual settings': alive.length,
    });
    assert.deepEqual(
      alive.filter((tag) => !tag.endsWith('-dialog')),
      [],
    );
  },
);

fault(
  'H1',
  'nodes and listeners are as many after 1,000 mounts as before',
  { ...LONG, engines: ['chromium'] },
  async (bench) => {
    const tab = await openContext(bench);
    await sees(tab, 'Add OAuth');
    const devtools = await tab.devtools?.();
    assert.ok(devtools);
    const count = async (): Promise<{ nodes: number; jsEventListeners: number }> => {
      await survivors(tab);
      const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
      return { nodes, jsEventListeners };
    };
    await mountAndRemove(tab, 20);
    const before = await count();
    await mountAndRemove(tab, TIMES);
    const after = await count();
    // The button of `survivors` is one more each time.
    assert.ok(after.nodes - before.nodes <= 10, `${before.nodes} → ${after.nodes} nodes`);
    assert.ok(
      after.jsEventListeners <= before.jsEventListeners,
      `${before.jsEventListeners} → ${after.jsEventListeners}`,
    );
    bench.counted({
      'nodes before': before.nodes,
      'nodes after 1,000 mounts': after.nodes,
      'listeners before': before.jsEventListeners,
      'listeners after 1,000 mounts': after.jsEventListeners,
    });
  },
);
