import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { RunningDemo } from '../../demo/server/start.js';
import { startTestDemo } from './support/demo.js';
import { DRIVE, DROPBOX, errorOf, FIRECRAWL, JINA, Member, NOTION } from './support/member.js';
import type { ListedProvider } from './support/member.js';

const ONEDRIVE = 'langgenius/onedrive/onedrive';

let demo: RunningDemo;
let anne: Member;

before(async () => {
  demo = await startTestDemo();
  anne = await Member.login(demo.app);
});

const ids = async (list: string): Promise<string[]> => {
  const answer = await anne.send('GET', `/auth/plugin/datasource/${list}`);
  return (answer.body as { result: ListedProvider[] }).result.map(
    ({ plugin_id, name }) => `${plugin_id}/${name}`,
  );
};

test('the list has the six sources, the default list only the three legacy ones', async () => {
  assert.deepEqual((await ids('list')).sort(), [DRIVE, DROPBOX, FIRECRAWL, JINA, NOTION, ONEDRIVE].sort());
  assert.deepEqual((await ids('default-list')).sort(), [FIRECRAWL, JINA, NOTION].sort());
});

describe('a listed source', () => {
  test('has exactly the fields of the contract', async () => {
    assert.deepEqual(Object.keys(await anne.provider(NOTION)), [
      'author',
      'provider',
      'plugin_id',
      'plugin_unique_identifier',
      'icon',
      'name',
      'label',
      'description',
      'credential_schema',
      'oauth_schema',
      'credentials_list',
    ]);
  });

  const ways: [string, string[], boolean, boolean][] = [
    [NOTION, ['integration_secret'], true, true],
    [JINA, ['api_key'], false, false],
    [FIRECRAWL, ['firecrawl_api_key', 'base_url'], false, false],
    [DRIVE, [], true, false],
    [DROPBOX, ['access_token'], true, true],
    [ONEDRIVE, [], true, true],
  ];
  for (const [id, fields, oauth, system] of ways) {
    test(`${id} offers its own ways to connect`, async () => {
      const provider = await anne.provider(id);
      assert.deepEqual(
        provider.credential_schema.map(({ name }) => name),
        fields,
      );
      if (!oauth) return assert.equal(provider.oauth_schema, null);
      assert.deepEqual(
        provider.oauth_schema?.client_schema.map(({ name, type }) => [name, type]),
        [
          ['client_id', 'secret-input'],
          ['client_secret', 'secret-input'],
        ],
      );
      assert.equal(provider.oauth_schema.is_system_oauth_params_exists, system);
      assert.equal(provider.oauth_schema.is_oauth_custom_client_enabled, false);
      assert.deepEqual(provider.oauth_schema.oauth_custom_client_params, {});
      assert.equal(
        provider.oauth_schema.redirect_uri,
        `${demo.app}/console/api/oauth/plugin/${id}/datasource/callback`,
      );
    });
  }

  test('says which field is required, and where to get its value', async () => {
    const [secret] = (await anne.provider(NOTION)).credential_schema;
    assert.equal(secret?.required, true);
    assert.equal(secret.url, 'https://www.notion.so/profile/integrations');
    assert.equal((await anne.provider(JINA)).credential_schema[0]?.required, false);
  });

  test('has an icon that needs no login', async () => {
    for (const id of await ids('list')) {
      const response = await fetch((await anne.provider(id)).icon);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'image/svg+xml; charset=utf-8');
      assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/);
      assert.match(
        await response.text(),
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="48" height="48"/,
      );
    }
  });
});

test('an icon that does not exist is not found', async () => {
  for (const name of ['nothing.svg', '../secret.key', 'constructor', '']) {
    const answer = await anne.send(
      'GET',
      `/workspaces/current/plugin/icon?filename=${encodeURIComponent(name)}`,
    );
    assert.equal(errorOf(answer).code, 'not_found');
  }
});

describe('the provider id of a path', () => {
  test('may be one token, and an unknown source has no connections', async () => {
    for (const id of ['firecrawl', 'langgenius/unknown/unknown'])
      assert.deepEqual(await anne.credentials(id), []);
  });

  for (const id of [
    'a/b',
    'a/b/c/d',
    'A/b/c',
    'langgenius%2Fnotion_datasource%2Fnotion_datasource',
    'a/b/c.d',
    'a//c',
  ]) {
    test(`is refused when it is ${id}`, async () => {
      const answer = await anne.send('GET', `/auth/plugin/datasource/${id}`);
      assert.deepEqual(answer.body, {
        code: 'invalid_param',
        message: `Invalid plugin id ${id}`,
        status: 400,
      });
    });
  }

  test('is not found when it is empty', async () => {
    const answer = await anne.send('GET', '/auth/plugin/datasource/');
    assert.equal(answer.status, 404);
    assert.equal(errorOf(answer).code, 'not_found');
  });
});

test('what the API does not have is not found, and another method is not allowed', async () => {
  assert.equal(errorOf(await anne.send('GET', '/nothing')).code, 'not_found');
  assert.equal(
    errorOf(await anne.send('PUT', `/auth/plugin/datasource/${NOTION}`)).code,
    'method_not_allowed',
  );
  assert.equal(
    errorOf(await anne.send('POST', '/auth/plugin/datasource/list', {})).code,
    'method_not_allowed',
  );
});
