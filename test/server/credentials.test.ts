import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { createServer } from 'node:http';
import { startTestDemo, atTheEnd } from './support/demo.js';
import { DRIVE, DROPBOX, errorOf, FIRECRAWL, JINA, Member, NOTION } from './support/member.js';
import type { Answer, ListedCredential } from './support/member.js';

const KEY = 'ntn_demo_key';
const TAKEN = 'Authorization name is already exists';
const SUCCESS = { result: 'success' };

let anne: Member;

before(async () => {
  anne = await Member.login((await startTestDemo()).app);
});

beforeEach(async () => {
  for (const id of [NOTION, JINA, FIRECRAWL, DROPBOX]) {
    for (const credential of await anne.credentials(id))
      await anne.post(id, '/delete', { credential_id: credential.id });
  }
});

const add = async (name?: string | null): Promise<Answer> =>
  anne.post(NOTION, '', {
    credentials: { integration_secret: KEY },
    ...(name === undefined ? {} : { name }),
  });

const byName = async (name: string, id = NOTION): Promise<ListedCredential> => {
  const found = (await anne.credentials(id)).find((credential) => credential.name === name);
  assert.ok(found, `a connection is named ${name}`);
  return found;
};

const defaults = async (): Promise<string[]> =>
  (await anne.credentials(NOTION)).filter((credential) => credential.is_default).map(({ name }) => name);

const refused = (answer: Answer, message: string): void =>
  assert.deepEqual(answer.body, { code: 'invalid_param', message, status: 400 });

describe('creating a connection by API key', () => {
  test('answers success without an id, and lists it with a masked secret', async () => {
    assert.deepEqual([(await add('Team')).status, (await add('Other')).body], [200, SUCCESS]);
    const team = await byName('Team');
    assert.deepEqual(Object.keys(team), [
      'credential',
      'type',
      'name',
      'avatar_url',
      'id',
      'is_default',
      'visibility',
    ]);
    assert.equal(team.type, 'api-key');
    assert.equal(team.avatar_url, 'default');
    assert.equal(team.visibility, 'all_team_members');
    assert.match(team.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(String(team.credential['integration_secret']), /^SFlCUk\*{12}.{2}$/);
  });

  for (const name of [undefined, null, '']) {
    test(`generates a name when it is ${JSON.stringify(name) ?? 'left out'}`, async () => {
      await add(name);
      await add(name);
      assert.deepEqual((await anne.credentials(NOTION)).map((row) => row.name).sort(), [
        'API KEY 1',
        'API KEY 2',
      ]);
    });
  }

  test('counts on from the highest generated name', async () => {
    await add('API KEY 7');
    await add();
    await byName('API KEY 8');
  });

  test('refuses a name that exists at the same source, but not at another one', async () => {
    await add('Same');
    refused(await add('Same'), TAKEN);
    assert.equal((await anne.post(JINA, '', { credentials: {}, name: 'Same' })).status, 200);
  });

  const rejections: [string, string, Record<string, unknown>, string][] = [
    ['Notion with a wrong key', NOTION, { integration_secret: 'nope' }, 'API token is invalid.'],
    ['Notion without a key', NOTION, {}, 'integration_secret is required.'],
    ['Notion with an empty key', NOTION, { integration_secret: '' }, 'integration_secret is required.'],
    ['Notion with a number', NOTION, { integration_secret: 5 }, 'integration_secret must be a text.'],
    [
      'Notion with a key of another source',
      NOTION,
      { integration_secret: 'fc-demo-key' },
      'API token is invalid.',
    ],
    [
      'Notion with the marker for an unchanged secret',
      NOTION,
      { integration_secret: '[__HIDDEN__]' },
      'API token is invalid.',
    ],
    ['Notion with a line break in the key', NOTION, { integration_secret: 'a\nb' }, 'API token is invalid.'],
    ['Jina with a wrong key', JINA, { api_key: 'nope' }, 'Invalid API key, please get a new one.'],
    ['Firecrawl with a wrong key', FIRECRAWL, { firecrawl_api_key: 'nope' }, 'Unauthorized: Invalid token'],
    ['Dropbox with a wrong token', DROPBOX, { access_token: 'nope' }, 'invalid_access_token/'],
    ['Google Drive, which takes no keys', DRIVE, { api_key: 'x' }, 'Google Drive does not accept API keys.'],
    ['a source that is not installed', 'langgenius/nothing/nothing', { api_key: 'x' }, 'plugin not found'],
  ];
  for (const [what, id, credentials, text] of rejections) {
    test(`is refused for ${what}, and stores nothing`, async () => {
      refused(await anne.post(id, '', { credentials }), `Failed to validate credentials: ${text}`);
      assert.deepEqual(await anne.credentials(id), []);
    });
  }

  for (const [id, credentials] of [
    [JINA, {}],
    [JINA, { api_key: '' }],
    [JINA, { api_key: 'jina_demo_key' }],
    [FIRECRAWL, { firecrawl_api_key: 'fc-demo-key' }],
    [DROPBOX, { access_token: 'sl.demo-token' }],
  ] as const) {
    test(`is accepted for ${id} with ${JSON.stringify(credentials)}`, async () => {
      assert.deepEqual((await anne.post(id, '', { credentials })).body, SUCCESS);
    });
  }

  test('ignores keys of the body that it does not know', async () => {
    const body = {
      credentials: { integration_secret: KEY },
      type: 'api-key',
      visibility: 'only_me',
      partial_member_list: [],
    };
    assert.deepEqual((await anne.post(NOTION, '', body)).body, SUCCESS);
    assert.equal((await anne.credentials(NOTION))[0]?.visibility, 'all_team_members');
  });
});

describe("a Firecrawl server of one's own", () => {
  test('is asked with the key, and its address is listed in clear', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atTheEnd(() => void server.close());
    const address = server.address();
    const base_url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/fire/`;
    await anne.post(FIRECRAWL, '', { credentials: { firecrawl_api_key: 'mine', base_url }, name: 'Own' });
    assert.deepEqual(asked, ['/fire/v1/team/credit-usage Bearer mine']);
    assert.equal((await byName('Own', FIRECRAWL)).credential['base_url'], base_url);
  });

  for (const base_url of [
    'https://api.firecrawl.dev',
    'http://169.254.169.254/latest',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://user@127.0.0.1:80',
    'file:///etc/passwd',
    'nonsense',
  ]) {
    test(`is refused at ${base_url}`, async () => {
      const answer = await anne.post(FIRECRAWL, '', {
        credentials: { firecrawl_api_key: 'fc-demo-key', base_url },
      });
      assert.match(errorOf(answer).message, /^Failed to validate credentials: this demo only connects to/);
    });
  }
});

describe('updating a connection', () => {
  const update = async (body: object): Promise<Answer> => anne.post(NOTION, '/update', body);

  test('answers 201 and renames', async () => {
    await add('Before');
    const { id } = await byName('Before');
    const answer = await update({ credential_id: id, name: 'After' });
    assert.deepEqual([answer.status, answer.body], [201, SUCCESS]);
    assert.equal((await byName('After')).id, id);
  });

  for (const change of [
    {},
    { name: '' },
    { name: null },
    { credentials: {} },
    { credentials: null },
    { name: 'Same' },
  ]) {
    test(`changes nothing with ${JSON.stringify(change)}`, async () => {
      await add('Same');
      const stored = await byName('Same');
      assert.equal((await update({ credential_id: stored.id, ...change })).status, 201);
      assert.deepEqual(await byName('Same'), stored);
    });
  }

  test('refuses a name that another connection has, and an unknown connection', async () => {
    await add('One');
    await add('Two');
    refused(await update({ credential_id: (await byName('One')).id, name: 'Two' }), TAKEN);
    refused(await update({ credential_id: 'nobody', name: 'Three' }), 'Datasource provider not found');
  });

  test('tries new credentials out before it stores them', async () => {
    await add('Team');
    const stored = await byName('Team');
    const wrong = { credential_id: stored.id, name: 'New', credentials: { integration_secret: 'nope' } };
    refused(await update(wrong), 'Failed to validate credentials: API token is invalid.');
    assert.deepEqual(await byName('Team'), stored);
    assert.equal((await update({ ...wrong, credentials: { integration_secret: KEY } })).status, 201);
    assert.equal((await byName('New')).id, stored.id);
  });

  test('keeps the stored secret for [__HIDDEN__], and loses what is left out', async () => {
    const created = { firecrawl_api_key: 'fc-demo-key', base_url: '' };
    await anne.post(FIRECRAWL, '', { credentials: created, name: 'Fire' });
    const { id } = await byName('Fire', FIRECRAWL);
    const kept = { credential_id: id, credentials: { firecrawl_api_key: '[__HIDDEN__]' } };
    assert.equal((await anne.post(FIRECRAWL, '/update', kept)).status, 201);
    assert.deepEqual(Object.keys((await byName('Fire', FIRECRAWL)).credential), ['firecrawl_api_key']);
  });

  test('cannot keep what was never stored', async () => {
    await anne.post(JINA, '', { credentials: {}, name: 'Free' });
    const { id } = await byName('Free', JINA);
    const answer = await anne.post(JINA, '/update', {
      credential_id: id,
      credentials: { api_key: '[__HIDDEN__]' },
    });
    assert.match(errorOf(answer).message, /^Failed to validate credentials: Invalid API key/);
  });
});

describe('renaming a connection', () => {
  test('answers 200; the same name is fine, a taken one is not, an unknown connection neither', async () => {
    await add('One');
    await add('Two');
    const { id } = await byName('One');
    const rename = async (credential_id: string, name: string): Promise<Answer> =>
      anne.post(NOTION, '/update-name', { credential_id, name });
    assert.deepEqual([(await rename(id, 'One')).status, (await rename(id, 'Uno')).body], [200, SUCCESS]);
    refused(await rename(id, 'Two'), TAKEN);
    refused(await rename('nobody', 'Three'), 'provider not found');
    assert.equal((await byName('Uno')).id, id);
  });
});

describe('the default connection', () => {
  test('is the oldest as long as none was chosen, then the chosen one, and the oldest again when that is removed', async () => {
    await add('First');
    await add('Second');
    await add('Third');
    assert.deepEqual(await defaults(), ['First']);
    const second = await byName('Second');
    assert.deepEqual((await anne.post(NOTION, '/default', { id: second.id })).body, SUCCESS);
    assert.deepEqual(await defaults(), ['Second']);
    await anne.post(NOTION, '/default', { id: (await byName('Third')).id });
    assert.deepEqual(await defaults(), ['Third']);
    await anne.post(NOTION, '/delete', { credential_id: (await byName('Third')).id });
    assert.deepEqual(await defaults(), ['First']);
  });

  test('stays when an unknown one is chosen', async () => {
    await add('First');
    await anne.post(NOTION, '/default', { id: (await byName('First')).id });
    refused(await anne.post(NOTION, '/default', { id: 'nobody' }), 'provider not found');
    assert.deepEqual(await defaults(), ['First']);
  });

  test('is named `id` in the request, not `credential_id`', async () => {
    await add('First');
    const answer = await anne.post(NOTION, '/default', { credential_id: (await byName('First')).id });
    assert.equal(answer.status, 400);
    assert.equal(errorOf(answer).params, 'id');
  });
});

test('removing answers success also the second time, and for what never was', async () => {
  await add('Gone');
  const { id } = await byName('Gone');
  for (const credential_id of [id, id, 'nobody']) {
    const answer = await anne.post(NOTION, '/delete', { credential_id });
    assert.deepEqual([answer.status, answer.body], [200, SUCCESS]);
  }
  assert.deepEqual(await anne.credentials(NOTION), []);
});

test('a connection of one source cannot be changed through another one', async () => {
  await add('Mine');
  const { id } = await byName('Mine');
  refused(await anne.post(JINA, '/update-name', { credential_id: id, name: 'Stolen' }), 'provider not found');
  await anne.post(JINA, '/delete', { credential_id: id });
  assert.equal((await byName('Mine')).id, id);
});
