import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readResults, tableOf } from '../../../scripts/fault-table.mjs';
import { RESULTS, type FaultResult } from '../results.js';

const SAMPLE = fileURLToPath(new URL('support/sample-faults.ts', import.meta.url));

const folders: string[] = [];
let results: FaultResult[] = [];

/** What the sample leaves behind, all of it or the tests of these names. */
async function runSample(only?: readonly string[]): Promise<FaultResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'datasource-faults-'));
  folders.push(folder);
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), SAMPLE], {
    cwd: folder,
    env: { ...process.env, ENGINES: 'chromium', SECOND_TRY: only && JSON.stringify(only) },
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return readResults(join(folder, RESULTS));
}

before(async () => {
  results = await runSample();
});
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const resultOf = (id: string): FaultResult | undefined => results.find((result) => result.id === id);

test('a fault test that passes says so, with the version of the engine', () => {
  const { result, version, title } = resultOf('A1') ?? {};
  assert.deepEqual([result, title], ['pass', 'passes']);
  assert.match(version ?? '', /^\d+\./);
});

test('a fault test fails by itself, by its time, and by the oracles', () => {
  for (const [id, reason] of [
    ['A2', /as it should/],
    ['A4', /Not done within 500 ms/],
    ['A6', /console: error: unexpected/],
  ] as const) {
    const result = resultOf(id);
    assert.equal(result?.result, 'fail', id);
    assert.match(result?.reason ?? '', reason);
  }
});

test('what comes after a failure begins with an empty browser', () => {
  assert.equal(resultOf('A5')?.result, 'pass');
});

test('what is not applicable says why, and what is for another engine says nothing', () => {
  assert.deepEqual([resultOf('A3')?.result, resultOf('A3')?.reason], ['n/a', 'for no reason']);
  assert.equal(resultOf('A7'), undefined);
});

test('at a second try nothing is heard of any other test', async () => {
  const again = await runSample(['A1 chromium: passes', 'A2 chromium: fails']);
  assert.deepEqual(
    again.map((each) => [each.id, each.result, each.again]),
    [
      ['A1', 'pass', true],
      ['A2', 'fail', true],
    ],
  );
});

test('what did not end counts as failed', () => {
  assert.equal(resultOf('A8')?.result, 'planned');
  assert.equal(resultOf('A9')?.result, 'planned');
  const states = tableOf(results).rows.map(({ cells }) => cells.chromium.state);
  assert.deepEqual(states.slice(0, 10), [
    'passed',
    'failed',
    'n/a',
    'failed',
    'passed',
    'failed',
    'missing',
    'failed',
    'failed',
    'missing',
  ]);
});
