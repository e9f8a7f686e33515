import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { startTestDemo } from './support/demo.js';
import { startGate } from './support/gate.js';
import { FIRECRAWL, Member } from './support/member.js';
import type { Answer } from './support/member.js';

const TAKEN = { code: 'invalid_param', message: 'Authorization name is already exists', status: 400 };

let anne: Member;

before(async () => {
  anne = await Member.login((await startTestDemo()).app);
});

beforeEach(async () => {
  for (const { id } of await anne.credentials(FIRECRAWL))
    await anne.post(FIRECRAWL, '/delete', { credential_id: id });
});

const names = async (): Promise<string[]> =>
  (await anne.credentials(FIRECRAWL)).map(({ name }) => name).sort();
const statuses = (answers: Answer[]): number[] => answers.map(({ status }) => status).sort();

describe('at the same moment', () => {
  test('three ask for one name: one gets it, two get the error', async () => {
    const credentials = { firecrawl_api_key: 'key', base_url: await startGate(3) };
    const answers = await Promise.all(
      [1, 2, 3].map(() => anne.post(FIRECRAWL, '', { credentials, name: 'One' })),
    );
    assert.deepEqual(statuses(answers), [200, 400, 400]);
    for (const answer of answers) if (answer.status === 400) assert.deepEqual(answer.body, TAKEN);
    assert.deepEqual(await names(), ['One']);
  });

  test('four ask for a generated name: each gets one of its own', async () => {
    const credentials = { firecrawl_api_key: 'key', base_url: await startGate(4) };
    const answers = await Promise.all([1, 2, 3, 4].map(() => anne.post(FIRECRAWL, '', { credentials })));
    assert.deepEqual(statuses(answers), [200, 200, 200, 200]);
    assert.deepEqual(await names(), ['API KEY 1', 'API KEY 2', 'API KEY 3', 'API KEY 4']);
  });

  test('two connections take one name: one is renamed, the other gets the error and stays as it was', async () => {
    const made = { firecrawl_api_key: 'fc-demo-key' };
    for (const name of ['A', 'B']) await anne.post(FIRECRAWL, '', { credentials: made, name });
    const ids = (await anne.credentials(FIRECRAWL)).map(({ id }) => id);
    const credentials = { firecrawl_api_key: 'key', base_url: await startGate(2) };
    const answers = await Promise.all(
      ids.map((credential_id) => anne.post(FIRECRAWL, '/update', { credential_id, credentials, name: 'C' })),
    );
    assert.deepEqual(statuses(answers), [201, 400]);
    for (const answer of answers) if (answer.status === 400) assert.deepEqual(answer.body, TAKEN);
    const rows = await anne.credentials(FIRECRAWL);
    const renamed = rows.find(({ name }) => name === 'C');
    const kept = rows.find(({ name }) => name !== 'C');
    assert.equal(renamed?.credential['base_url'], credentials.base_url);
    assert.equal(kept?.credential['base_url'], undefined);
  });
});
