import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { DROPBOX, GOOGLE_DRIVE, JINA_READER, NOTION } from '../world/console/sources.js';
import type { HttpBrowser } from '../world/http-browser.js';
import { freshWorld, visitor } from './support/fresh-world.js';

interface Item {
  provider: string;
  oauth_schema: Record<string, unknown> | null;
  credentials_list: { id: string; name: string; is_default: boolean; credential: object }[];
}

const world = await freshWorld();
let anne: HttpBrowser;

beforeEach(async () => {
  anne = await visitor(world, 'anne');
});

const on = (id: string, rest = ''): string => `/auth/plugin/datasource/${id}${rest}`;
const call = (browser: HttpBrowser, method: string, path: string, body?: unknown) =>
  browser.call(method, `${world.apiUrl()}${path}`, body);
const post = (path: string, body: unknown, browser = anne) => call(browser, 'POST', path, body);

async function list(browser = anne, path = on('list')): Promise<Item[]> {
  const { status, body } = await call(browser, 'GET', path);
  assert.equal(status, 200);
  return (body as { result: Item[] }).result;
}

const item = async (provider: string): Promise<Item> =>
  (await list()).find((each) => each.provider === provider)!;

const told = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as { message: string }).message,
];

const TAKEN = [400, 'Authorization name is already exists'];

describe('reading', () => {
  test('the list has every source in the shape of the contract', async () => {
    const [notion] = await list();
    assert.deepEqual(Object.keys(notion ?? {}).sort(), [
      'author',
      'credential_schema',
      'credentials_list',
      'description',
      'icon',
      'label',
      'name',
      'oauth_schema',
      'plugin_id',
      'plugin_unique_identifier',
      'provider',
    ]);
    assert.equal((await item('jinareader')).oauth_schema, null);
    assert.equal((await item('google_drive')).oauth_schema?.['is_system_oauth_params_exists'], true);
    assert.equal(
      notion?.oauth_schema?.['redirect_uri'],
      `${world.host.origin()}/console/api/oauth/plugin/${NOTION}/datasource/callback`,
    );
  });

  test('the default list has the legacy sources only', async () => {
    const providers = (await list(anne, on('default-list'))).map(({ provider }) => provider);
    assert.deepEqual(providers, ['notion_datasource', 'jinareader']);
  });

  test('one source answers its connections, an unknown one none', async () => {
    world.console.connect(NOTION, { name: 'Mine' });
    const read = async (id: string) => (await call(anne, 'GET', on(id))).body;
    assert.equal(((await read(NOTION)) as { result: unknown[] }).result.length, 1);
    assert.deepEqual(await read('some/other/thing'), { result: [] });
  });

  test('an id that is malformed is refused, one token is short for three', async () => {
    assert.deepEqual(told(await call(anne, 'GET', on('a/b'))), [400, 'Invalid plugin id a/b']);
    const encoded = NOTION.replaceAll('/', '%2F');
    assert.deepEqual(told(await call(anne, 'GET', on(encoded))), [400, `Invalid plugin id ${encoded}`]);
    world.console.connect(NOTION, { name: 'Mine' });
    const { body } = await call(anne, 'GET', on('notion_datasource'));
    assert.equal((body as { result: unknown[] }).result.length, 1);
  });

  test('what tests say of a source or a connection is what the list says', async () => {
    world.console.source(NOTION).wire = { label: { en_US: '<b>Hostile</b>' } };
    world.console.connect(NOTION, { wire: { is_default: 'yes', avatar_url: 'javascript:1' } });
    const [notion] = (await list()) as (Item & { label: unknown })[];
    assert.deepEqual(notion?.label, { en_US: '<b>Hostile</b>' });
    assert.equal(notion.credentials_list[0]?.is_default as unknown, 'yes');
  });

  test('newer servers let only those read one source who may edit', async () => {
    world.console.settings.editToReadOne = true;
    assert.equal((await call(await visitor(world, 'ben'), 'GET', on(NOTION))).status, 403);
    assert.equal((await call(await visitor(world, 'dora'), 'GET', on(NOTION))).status, 200);
  });

  test('what is private is listed for its owner only, on servers that know of it', async () => {
    world.console.connect(NOTION, { visibility: 'only_me' });
    const dora = await visitor(world, 'dora');
    assert.equal((await list(dora))[0]?.credentials_list.length, 0);
    assert.equal((await list(anne))[0]?.credentials_list.length, 1);
    world.console.settings.visibility = false;
    assert.equal((await list(dora))[0]?.credentials_list.length, 1);
  });

  test('another workspace has connections of its own', async () => {
    world.console.connect(NOTION, {});
    assert.equal((await list(await visitor(world, 'carl')))[0]?.credentials_list.length, 0);
  });

  test('the redirect URI is relative without CONSOLE_API_URL', async () => {
    world.console.settings.apiUrl = '';
    const [notion] = await list();
    assert.match(String(notion?.oauth_schema?.['redirect_uri']), /^\/console\/api\/oauth\//);
  });
});

describe('the default', () => {
  test('is the oldest when none was chosen, and one only', async () => {
    world.console.connect(NOTION, { name: 'New', createdAt: 2 });
    world.console.connect(NOTION, { name: 'Old', createdAt: 1 });
    const { credentials_list: credentials } = await item('notion_datasource');
    assert.deepEqual(
      credentials.map(({ name, is_default: isDefault }) => [name, isDefault]),
      [
        ['New', false],
        ['Old', true],
      ],
    );
  });

  test('can be chosen, and its removal promotes the oldest', async () => {
    world.console.connect(NOTION, { name: 'Old', createdAt: 1 });
    const { id } = world.console.connect(NOTION, { name: 'New', createdAt: 2 });
    assert.equal((await post(on(NOTION, '/default'), { id })).status, 200);
    const chosen = async () =>
      (await item('notion_datasource')).credentials_list
        .filter((each) => each.is_default)
        .map(({ name }) => name);
    assert.deepEqual(await chosen(), ['New']);
    assert.equal((await post(on(NOTION, '/delete'), { credential_id: id })).status, 200);
    assert.deepEqual(await chosen(), ['Old']);
  });

  test('takes its id under the name of id', async () => {
    const { id } = world.console.connect(NOTION);
    const [status, message] = told(await post(on(NOTION, '/default'), { credential_id: id }));
    assert.equal(status, 400);
    assert.match(message, /^1 validation error for DatasourceDefaultPayload\nid\n {2}Field required/);
  });
});

describe('writing', () => {
  test('a key without a name gets one with a number', async () => {
    const answer = await post(on(JINA_READER), { credentials: {} });
    assert.deepEqual([answer.status, answer.body], [200, { result: 'success' }]);
    await post(on(JINA_READER), { credentials: {}, name: '' });
    assert.deepEqual(
      world.console.credentialsOf(JINA_READER).map(({ name }) => name),
      ['API KEY 1', 'API KEY 2'],
    );
  });

  test('a name that is taken is refused, whatever kind has it', async () => {
    world.console.connect(NOTION, { name: 'Mine', type: 'oauth2' });
    const { id } = world.console.connect(NOTION, { name: 'Other' });
    const named = { name: 'Mine', credentials: { integration_secret: 'x' }, credential_id: id };
    for (const rest of ['', '/update', '/update-name'])
      assert.deepEqual(told(await post(on(NOTION, rest), named)), TAKEN);
  });

  test('a key that the plugin does not like is refused, and not stored', async () => {
    const answer = await post(on(NOTION), { credentials: { integration_secret: 'invalid' } });
    assert.deepEqual(told(answer), [400, 'Failed to validate credentials: The key was refused.']);
    assert.equal(world.console.credentialsOf(NOTION).length, 0);
  });

  test('secrets come back masked, with nothing of the key', async () => {
    await post(on(NOTION), { credentials: { integration_secret: 'ntn_canary_1234' } });
    const [credential] = (await item('notion_datasource')).credentials_list;
    assert.match(JSON.stringify(credential?.credential), /^{"integration_secret":"SFlCUk\*{12}.."}$/);
  });

  test('an update replaces all values, but for those that are to be kept', async () => {
    const { id } = world.console.connect(DROPBOX, { values: { access_token: 'kept', other: 'lost' } });
    const credentials = { access_token: '[__HIDDEN__]', unknown: '[__HIDDEN__]' };
    const { status } = await post(on(DROPBOX, '/update'), { credential_id: id, credentials });
    assert.equal(status, 201);
    assert.deepEqual(world.console.credentialsOf(DROPBOX)[0]?.values, {
      access_token: 'kept',
      unknown: '[__UNKNOWN__]',
    });
  });

  test('an empty update changes nothing', async () => {
    const { id } = world.console.connect(DROPBOX, { name: 'Mine', values: { access_token: 'kept' } });
    await post(on(DROPBOX, '/update'), { credential_id: id, credentials: {}, name: '' });
    const [credential] = world.console.credentialsOf(DROPBOX);
    assert.deepEqual([credential?.name, credential?.values], ['Mine', { access_token: 'kept' }]);
  });

  test('a connection that is unknown is refused in different words, and removed without any', async () => {
    const body = { credential_id: 'x', id: 'x', name: 'x' };
    assert.deepEqual(told(await post(on(NOTION, '/update'), body)), [400, 'Datasource provider not found']);
    assert.deepEqual(told(await post(on(NOTION, '/update-name'), body)), [400, 'provider not found']);
    assert.deepEqual(told(await post(on(NOTION, '/default'), body)), [400, 'provider not found']);
    assert.equal((await post(on(NOTION, '/delete'), body)).status, 200);
  });

  test('bodies are checked, unknown keys ignored', async () => {
    const bad = async (rest: string, body: unknown) => told(await post(on(NOTION, rest), body))[1];
    assert.match(await bad('', {}), /^1 validation error .*\ncredentials\n {2}Field required/);
    assert.match(await bad('', { credentials: 'x' }), /valid dictionary/);
    assert.match(await bad('/update-name', { credential_id: 'x', name: 'x'.repeat(101) }), /at most 100/);
    assert.match(await bad('/update-name', []), /valid dictionary or object/);
    const extra = { credentials: {}, type: 'api-key', visibility: 'only_me' };
    assert.equal((await post(on(JINA_READER), extra)).status, 200);
  });

  test('the settings of the OAuth client come back masked, and what is left out is wiped', async () => {
    const client = on(GOOGLE_DRIVE, '/custom-client');
    const params = { client_id: '1234567890', client_secret: 'abc' };
    await post(client, { client_params: params, enable_oauth_custom_client: true });
    const schema = async () => (await item('google_drive')).oauth_schema ?? {};
    assert.deepEqual((await schema())['oauth_custom_client_params'], {
      client_id: '12******90',
      client_secret: '***',
    });
    assert.equal((await schema())['is_oauth_custom_client_enabled'], true);
    const hidden = { client_id: '[__HIDDEN__]', client_secret: 'new' };
    await post(client, { client_params: hidden, enable_oauth_custom_client: true });
    assert.deepEqual(world.console.state.clients[0]?.params, {
      client_id: '1234567890',
      client_secret: 'new',
    });
    await post(client, {});
    assert.deepEqual((await schema())['oauth_custom_client_params'], {});
    assert.equal((await schema())['is_oauth_custom_client_enabled'], false);
    assert.equal((await post(on(JINA_READER, '/custom-client'), {})).status, 400);
  });

  test('is for those who may edit, but for removing the OAuth client', async () => {
    const ben = await visitor(world, 'ben');
    const { id } = world.console.connect(NOTION);
    const body = { credential_id: id, id, name: 'x', credentials: {} };
    for (const rest of ['', '/update', '/update-name', '/default', '/delete', '/custom-client'])
      assert.equal((await post(on(NOTION, rest), body, ben)).status, 403, rest);
    assert.equal((await call(ben, 'DELETE', on(NOTION, '/custom-client'))).status, 200);
    assert.equal((await call(ben, 'GET', on('list'))).status, 200);
  });

  test('another method is refused', async () => {
    assert.equal((await call(anne, 'PUT', on('list'))).status, 405);
    assert.equal((await call(anne, 'GET', '/no/such/thing')).status, 404);
  });
});
