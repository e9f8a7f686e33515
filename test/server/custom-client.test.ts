import assert from 'node:assert/strict';
import { beforeEach, before, describe, test } from 'node:test';
import { startTestDemo } from './support/demo.js';
import { DRIVE, errorOf, JINA, Member, NOTION } from './support/member.js';
import type { Answer, ListedProvider } from './support/member.js';

const HIDDEN = '[__HIDDEN__]';
const PARAMS = { client_id: 'client-0123456789', client_secret: 'abc' };

let anne: Member;

before(async () => {
  anne = await Member.login((await startTestDemo()).app);
});

beforeEach(async () => {
  for (const id of [NOTION, DRIVE]) await anne.send('DELETE', `/auth/plugin/datasource/${id}/custom-client`);
});

const save = async (body: object, id = NOTION): Promise<Answer> => anne.post(id, '/custom-client', body);

const shown = async (id = NOTION): Promise<NonNullable<ListedProvider['oauth_schema']>> => {
  const schema = (await anne.provider(id)).oauth_schema;
  assert.ok(schema);
  return schema;
};

describe('saving the custom client', () => {
  test('shows long values by their ends and short ones not at all', async () => {
    const answer = await save({ client_params: PARAMS, enable_oauth_custom_client: true });
    assert.deepEqual([answer.status, answer.body], [200, { result: 'success' }]);
    const schema = await shown();
    assert.deepEqual(schema.oauth_custom_client_params, {
      client_id: `cl${'*'.repeat(13)}89`,
      client_secret: '***',
    });
    assert.equal(schema.is_oauth_custom_client_enabled, true);
  });

  test('keeps a value that is sent as [__HIDDEN__], and marks one that was never stored', async () => {
    await save({ client_params: PARAMS, enable_oauth_custom_client: true });
    await save({
      client_params: { client_id: HIDDEN, client_secret: 'changed-secret' },
      enable_oauth_custom_client: true,
    });
    assert.deepEqual((await shown()).oauth_custom_client_params, {
      client_id: `cl${'*'.repeat(13)}89`,
      client_secret: `ch${'*'.repeat(10)}et`,
    });
    await save({ client_params: { client_id: HIDDEN, other: HIDDEN }, enable_oauth_custom_client: true });
    const params = (await shown()).oauth_custom_client_params;
    assert.deepEqual(params, { client_id: `cl${'*'.repeat(13)}89`, other: '[__UNKNOWN__]' });
  });

  for (const body of [
    { enable_oauth_custom_client: true },
    { client_params: null, enable_oauth_custom_client: true },
  ]) {
    test(`wipes the stored values with ${JSON.stringify(body)}`, async () => {
      await save({ client_params: PARAMS, enable_oauth_custom_client: true });
      await save(body);
      const schema = await shown();
      assert.deepEqual(schema.oauth_custom_client_params, {});
      assert.equal(schema.is_oauth_custom_client_enabled, true);
    });
  }

  test('turns the client off when the flag is left out', async () => {
    await save({ client_params: PARAMS, enable_oauth_custom_client: true });
    await save({ client_params: { client_id: HIDDEN, client_secret: HIDDEN } });
    const schema = await shown();
    assert.equal(schema.is_oauth_custom_client_enabled, false);
    assert.equal(schema.oauth_custom_client_params['client_id'], `cl${'*'.repeat(13)}89`);
  });

  test('is refused for a source without OAuth', async () => {
    assert.deepEqual((await save({ client_params: {} }, JINA)).body, {
      code: 'invalid_param',
      message: 'Datasource provider oauth schema not found',
      status: 400,
    });
  });
});

test('removing the custom client forgets its values, also twice', async () => {
  await save({ client_params: PARAMS, enable_oauth_custom_client: true });
  for (let i = 0; i < 2; i += 1) {
    assert.equal((await anne.send('DELETE', `/auth/plugin/datasource/${NOTION}/custom-client`)).status, 200);
  }
  const schema = await shown();
  assert.deepEqual([schema.oauth_custom_client_params, schema.is_oauth_custom_client_enabled], [{}, false]);
});

describe('the client of a flow', () => {
  const clientOf = async (id: string): Promise<string | null> =>
    new URL(await anne.authorizationUrl(id)).searchParams.get('client_id');
  const start = async (id: string): Promise<Answer> =>
    anne.send('GET', `/oauth/plugin/${id}/datasource/get-authorization-url`);

  test('is the custom one while it is enabled, else the one of the server', async () => {
    assert.equal(await clientOf(NOTION), 'demo-notion-datasource');
    await save({ client_params: PARAMS, enable_oauth_custom_client: true });
    assert.equal(await clientOf(NOTION), PARAMS.client_id);
    await save({ client_params: PARAMS, enable_oauth_custom_client: false });
    assert.equal(await clientOf(NOTION), 'demo-notion-datasource');
  });

  test('must be configured where the server has none', async () => {
    const message =
      'Please configure oauth client params(system/tenant) for langgenius/google_drive/google_drive';
    assert.deepEqual((await start(DRIVE)).body, { code: 'invalid_param', message, status: 400 });
    assert.match(errorOf(await start(JINA)).message, /^Please configure oauth client params/);
  });

  test('cannot be used without a client id', async () => {
    await save({ client_params: { client_secret: 'x' }, enable_oauth_custom_client: true });
    assert.match(
      errorOf(await start(NOTION)).message,
      /^Error getting authorization URL: client_id is missing/,
    );
  });
});
