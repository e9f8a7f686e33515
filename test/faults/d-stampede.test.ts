import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import type { PageOptions } from '../bench/pages/options.js';
import { begin, LIST, over, REFRESH } from './support/api.js';

const READS = 20;

async function openTabs(bench: Bench, count: number, options: PageOptions = {}): Promise<Tab[]> {
  const tabs: Tab[] = [];
  for (let index = 0; index < count; index += 1)
    tabs.push(await bench.open('blank', { account: 'anne', ...options }));
  return tabs;
}

/** Lets the session run out, and every tab read so often at once that it learns of it while the others do. */
async function readInAll({ world }: Bench, tabs: readonly Tab[]): Promise<void> {
  world.console.sessions.expire();
  // Answered together, when all have asked: so many 401s that nobody has learned of the renewal by then.
  const gate = world.faults.holdAnswer(LIST, { times: tabs.length });
  for (const tab of tabs) await begin(tab, 'client.listDatasources', [], {}, READS);
  await gate.arrived(tabs.length, 30_000);
  gate.release();
}

async function failuresIn(tabs: readonly Tab[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const tab of tabs) failures.push(...(await over(tab, READS)).filter(({ ok }) => !ok));
  return failures;
}

fault(
  'D5',
  '20 reads in each of 5 tabs renew an expired session once',
  { timeout: 120_000 },
  async (bench) => {
    const tabs = await openTabs(bench, 5);
    await readInAll(bench, tabs);
    assert.deepEqual(await failuresIn(tabs), []);
    assert.equal(bench.world.host.log.count(REFRESH), 1);
  },
);

fault('D5', 'the same where the browser keeps nothing', { timeout: 120_000 }, async (bench) => {
  const tabs = await openTabs(bench, 5, { preludes: ['broken-storage'] });
  await readInAll(bench, tabs);
  assert.deepEqual(await failuresIn(tabs), []);
  assert.equal(bench.world.host.log.count(REFRESH), 1);
});

fault(
  'D5',
  'without locks each tab renews at most once, and a renewal that another tab won is no ended session',
  { timeout: 120_000 },
  async (bench) => {
    const tabs = await openTabs(bench, 5, { preludes: ['no-locks'] });
    await readInAll(bench, tabs);
    assert.deepEqual(await failuresIn(tabs), []);
    const count = bench.world.host.log.count(REFRESH);
    assert.ok(count >= 1 && count <= 5, `${count} renewals`);
  },
);

fault(
  'D5',
  'a tab that is closed while it renews leaves the lock to another one: two renewals at most',
  { timeout: 120_000 },
  async (bench) => {
    const { world } = bench;
    const [first, ...others] = await openTabs(bench, 3);
    assert.ok(first);
    world.console.sessions.expire();
    const gate = world.faults.hold(REFRESH, { times: 1 });
    await begin(first, 'client.listDatasources');
    await gate.arrived();
    for (const tab of others) await begin(tab, 'client.listDatasources', [], {}, READS);
    // What it asked for never reaches the server.
    await first.close();
    assert.deepEqual(await failuresIn(others), []);
    assert.ok(world.host.log.count(REFRESH) <= 2, `${world.host.log.count(REFRESH)} renewals`);
  },
);

fault('D5', 'a renewal that gets a 401 renews nothing', {}, async (bench) => {
  const { world } = bench;
  const [tab] = await openTabs(bench, 1);
  assert.ok(tab);
  world.console.sessions.end();
  await begin(tab, 'client.listDatasources', [], {}, READS);
  const outcomes = await over(tab, READS);
  assert.deepEqual([...new Set(outcomes.map(({ code }) => code))], ['session_expired']);
  assert.equal(world.host.log.count(REFRESH), 1);
});
