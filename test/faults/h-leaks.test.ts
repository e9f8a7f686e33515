import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { errorWith } from '../bench/world/faults/actions.js';
import { LIST } from './support/everything.js';
import { NOTION, sees } from './support/flow.js';
import { toFront } from './support/front.js';
import { mountAndRemove, saveAndRemove, strayInstances, survivors } from './support/mounts.js';

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
  console.log(
    `H1 ${bench.engine.name}: ${mounted} mounts (${state}), ${seen} elements in all, ${alive.length} alive`,
  );
}

fault('H1', `${TIMES} elements that showed their data leave nothing`, LONG, async (bench) => {
  const tab = await openContext(bench);
  await sees(tab, 'Add OAuth');
  await mountAndRemove(tab, TIMES);
  await assertGone(bench, tab, 'idle');
});

fault('H1', `${TIMES} elements that were loading leave nothing`, LONG, async (bench) => {
  const gate = bench.world.faults.hold(LIST);
  const tab = await openContext(bench);
  await mountAndRemove(tab, TIMES, WITHOUT_ROW);
  await assertGone(bench, tab, 'loading');
  gate.release();
});

fault('H1', `${TIMES} elements that showed an error leave nothing`, LONG, async (bench) => {
  bench.world.faults.on(LIST, errorWith(403, 'forbidden', 'You may not.'));
  const tab = await openContext(bench);
  await sees(tab, 'You may not.');
  await mountAndRemove(tab, TIMES, WITHOUT_ROW);
  await assertGone(bench, tab, 'error');
});

fault('H1', `${TIMES} elements beside an open window leave nothing`, LONG, async (bench) => {
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

fault('H1', `${TIMES} dialogs whose request was under way leave nothing`, LONG, async (bench) => {
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
    console.log(
      `H1 chromium: nodes ${before.nodes} → ${after.nodes}, listeners ${before.jsEventListeners} → ${after.jsEventListeners}`,
    );
  },
);
