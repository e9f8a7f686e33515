import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConsoleApi } from '../../contract/api/console-api.js';
import { signIn } from '../../contract/api/sign-in.js';
import { Redaction } from '../../contract/redaction.js';
import { RULES } from '../../contract/rules.js';
import { run } from '../../contract/run.js';
import { Workbench } from '../../contract/workbench.js';
import { startTestDemo } from '../server/support/demo.js';
import { checkKit, idsOf, strictServer } from './support/kit.js';

const ALL = RULES.map(({ id }) => id);

describe('a server that keeps the contract', () => {
  test('has a rule for each of the twelve operations', () => {
    const operations = [...new Set(RULES.map(({ operation }) => operation))];
    assert.deepEqual(
      operations,
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  });

  test('passes every rule: the test kit', async () => {
    const server = strictServer();
    const result = await checkKit(server);
    assert.deepEqual(idsOf(result, 'pass'), ALL);
    assert.deepEqual(result.leftBehind, []);
  });

  test("passes every rule: the demo's backend, over HTTP", async () => {
    const { app } = await startTestDemo();
    const redaction = new Redaction();
    const api = new ConsoleApi(`${app}/console/api/`, fetch, redaction);
    await signIn(api, 'anne@example.com', 'demo');
    const bench = new Workbench(api, { credentials: { api_key: 'jina_demo_key' }, run: 'test' });
    const result = await run(RULES, bench, redaction);
    assert.deepEqual(
      result.results.filter(({ outcome }) => outcome !== 'pass'),
      [],
    );
    assert.deepEqual(idsOf(result, 'pass'), ALL);
    assert.deepEqual(result.leftBehind, []);
  });
});
