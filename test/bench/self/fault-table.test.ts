import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENGINE_NAMES } from '../../../scripts/engines.mjs';
import { FAULTS } from '../../../scripts/fault-list.mjs';
import { figuresOf, isGood, markdownOf, tableOf } from '../../../scripts/fault-table.mjs';
import type { FaultResult } from '../results.js';

const IDS = Object.keys(FAULTS);

/** A pass in every cell but those that are given. */
function resultsBut(others: readonly FaultResult[]): FaultResult[] {
  const isOther = (id: string, engine: string): boolean =>
    others.some((each) => each.id === id && each.engine === engine);
  const passes = IDS.flatMap((id) =>
    ENGINE_NAMES.filter((engine) => !isOther(id, engine)).map((engine): FaultResult => ({
      id,
      engine,
      title: `shows ${id}`,
      result: 'pass',
      version: '1.2',
    })),
  );
  return [...passes, ...others];
}

const one = (result: FaultResult['result'], reason?: string): FaultResult => ({
  id: 'B1',
  engine: 'webkit',
  title: 'shows B1',
  result,
  ...(reason !== undefined && { reason }),
});

test('there are 79 faults in eight groups', () => {
  const sizes = [...'ABCDEFGH'].map((group) => IDS.filter((id) => id.startsWith(group)).length);
  assert.deepEqual(sizes, [17, 10, 9, 16, 6, 9, 7, 5]);
});

test('a table is good when every cell passed', () => {
  const table = tableOf(resultsBut([]));
  assert.equal(isGood(table, ENGINE_NAMES), true);
  assert.match(figuresOf(table)[0] ?? '', /79 of 79/);
});

for (const result of ['fail', 'planned'] as const)
  test(`one test of several that has "${result}" fails the cell`, () => {
    const table = tableOf([...resultsBut([]), { ...one(result), title: 'another' }]);
    assert.equal(isGood(table, ENGINE_NAMES), false);
    assert.match(markdownOf(table), /\| B1 \|.*\| \*\*failed\*\* \|/);
    assert.match(figuresOf(table)[0] ?? '', /78 of 79/);
  });

test('a test that passed at the second try only is told apart', () => {
  const table = tableOf([...resultsBut([]), { ...one('pass'), title: 'another', again: true }]);
  assert.equal(isGood(table, ENGINE_NAMES), true);
  assert.match(markdownOf(table), /\| B1 \|.*\| pass \(2, 1 again\) \|/);
  assert.match(figuresOf(table).join('\n'), /second try only: 1\./);
});

test('what the tests that passed counted is summed up for each fault and engine', () => {
  const counts = { runs: 24, 'of them wrong': 0 };
  const table = tableOf([
    ...resultsBut([]),
    { ...one('pass'), title: 'another', counts },
    { ...one('pass'), title: 'a third', engine: 'chromium', counts: { runs: 1_000 } },
    { ...one('pass'), title: 'a fourth', counts: { runs: 2 } },
    { ...one('fail'), title: 'a fifth', counts: { runs: 100 } },
  ]);
  assert.match(
    markdownOf(table),
    /\| B1 \| runs \| 1,000 \| – \| 26 \|\n\| B1 \| of them wrong \| – \| – \| 0 \|/,
  );
  assert.doesNotMatch(markdownOf(tableOf(resultsBut([]))), /Counted/);
});

test('a cell without a test is missing, and the table is not good', () => {
  const table = tableOf(resultsBut([]).filter(({ id, engine }) => id !== 'H5' || engine !== 'firefox'));
  assert.equal(isGood(table, ENGINE_NAMES), false);
  assert.equal(isGood(table, ['chromium']), true);
  assert.match(markdownOf(table), /\| H5 \|.*\| pass \(1\) \| \*\*missing\*\* \| pass \(1\) \|/);
});

test('what is not applicable is told with its reason, and only up to 15 %', () => {
  const table = tableOf(resultsBut([one('n/a', 'no such thing | there')]));
  assert.equal(isGood(table, ENGINE_NAMES), true);
  assert.match(markdownOf(table), /n\/a \[1\][^]*1\. no such thing \\\| there/);
  const much = IDS.slice(0, 36).map((id): FaultResult => ({ ...one('n/a', 'none'), id }));
  assert.equal(isGood(tableOf(resultsBut(much)), ENGINE_NAMES), false);
});

test('an engine that is not installed is named as skipped', () => {
  const table = tableOf(resultsBut([one('skipped', 'not installed')]));
  assert.match(markdownOf(table), /\| B1 \|.*\| skipped \|/);
  assert.match(figuresOf(table)[1] ?? '', /1 skipped/);
});
