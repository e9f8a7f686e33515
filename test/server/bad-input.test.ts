import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { startTestDemo } from './support/demo.js';
import { errorOf, Member, NOTION } from './support/member.js';

const BASE = `/auth/plugin/datasource/${NOTION}`;

let anne: Member;

before(async () => {
  anne = await Member.login((await startTestDemo()).app);
});

const send = async (
  path: string,
  body: string,
  type = 'application/json',
): Promise<{ status: number; text: string }> => {
  const response = await anne.browser.request(`${anne.app}/console/api${path}`, {
    method: 'POST',
    headers: { 'x-csrf-token': anne.csrf, 'content-type': type },
    body,
  });
  return { status: response.status, text: await response.text() };
};

const OPERATIONS = ['', '/update', '/update-name', '/default', '/delete', '/custom-client'];

describe('a body that is not a JSON object', () => {
  for (const operation of OPERATIONS) {
    for (const body of ['', '{', 'null', '[]', '"text"', '5']) {
      test(`is refused by ${operation || '/'}: ${JSON.stringify(body)}`, async () => {
        const answer = await send(`${BASE}${operation}`, body);
        assert.equal(answer.status, 400);
        const parsed = JSON.parse(answer.text) as Record<string, unknown>;
        assert.deepEqual([parsed['code'], parsed['status']], ['invalid_param', 400]);
        assert.doesNotMatch(answer.text, /at .*\.[jt]s|node_modules/);
      });
    }
  }

  test('is refused when it is a form', async () => {
    const answer = await send(BASE, 'credentials=x', 'application/x-www-form-urlencoded');
    assert.equal(answer.status, 415);
    assert.equal((JSON.parse(answer.text) as Record<string, unknown>)['code'], 'unsupported_media_type');
  });

  test('is refused when it is larger than 64 KiB', async () => {
    const answer = await send(
      BASE,
      JSON.stringify({ credentials: { integration_secret: 'x'.repeat(70_000) } }),
    );
    assert.equal(answer.status, 413);
  });

  test('is refused when it is larger than 64 KiB and does not say so', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 80; i += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(1024)));
        controller.close();
      },
    });
    const response = await anne.browser.request(`${anne.app}/console/api${BASE}`, {
      method: 'POST',
      headers: { 'x-csrf-token': anne.csrf, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    assert.equal(response.status, 413);
  });
});

describe('a field', () => {
  const credentials = { integration_secret: 'ntn_demo_key' };
  const long = 'é'.repeat(101);
  const cases: [string, unknown, string][] = [
    ['', {}, 'credentials'],
    ['', { credentials: null }, 'credentials'],
    ['', { credentials: 'x' }, 'credentials'],
    ['', { credentials: [] }, 'credentials'],
    ['', { credentials, name: 5 }, 'name'],
    ['', { credentials, name: long }, 'name'],
    ['/update', {}, 'credential_id'],
    ['/update', { credential_id: 5 }, 'credential_id'],
    ['/update', { credential_id: null }, 'credential_id'],
    ['/update', { credential_id: 'x', name: long }, 'name'],
    ['/update', { credential_id: 'x', name: {} }, 'name'],
    ['/update', { credential_id: 'x', credentials: [] }, 'credentials'],
    ['/update-name', { name: 'x' }, 'credential_id'],
    ['/update-name', { credential_id: 'x' }, 'name'],
    ['/update-name', { credential_id: 'x', name: null }, 'name'],
    ['/update-name', { credential_id: 'x', name: long }, 'name'],
    ['/default', {}, 'id'],
    ['/default', { id: 5 }, 'id'],
    ['/delete', {}, 'credential_id'],
    ['/delete', { credential_id: [] }, 'credential_id'],
    ['/custom-client', { client_params: 'x' }, 'client_params'],
    ['/custom-client', { client_params: [] }, 'client_params'],
    ['/custom-client', { enable_oauth_custom_client: 'yes' }, 'enable_oauth_custom_client'],
  ];
  for (const [operation, body, field] of cases) {
    const shown = JSON.stringify(body).slice(0, 60);
    test(`is named in the error of ${operation || '/'} for ${shown}`, async () => {
      const error = errorOf(await anne.post(NOTION, operation, body));
      assert.equal(error.status, 400);
      assert.equal(error.code, 'invalid_param');
      assert.equal(error.params, field);
      assert.match(error.message, new RegExp(`^1 validation error for \\w+\\n${field}\\n`));
    });
  }

  test('with a name of exactly 100 characters is accepted', async () => {
    const name = '🙂'.repeat(100);
    assert.equal((await anne.post(NOTION, '', { credentials, name })).status, 200);
    assert.ok((await anne.credentials(NOTION)).some((credential) => credential.name === name));
  });

  test('is never repeated in an error, as it could be a secret', async () => {
    const answer = await anne.post(NOTION, '', { credentials: 'sk-secret-value' });
    assert.doesNotMatch(JSON.stringify(answer.body), /sk-secret-value/);
  });
});

test('names that objects have by themselves are ordinary names', async () => {
  const credentials = JSON.parse(
    '{"integration_secret":"ntn_demo_key","__proto__":{"polluted":1},"constructor":"x"}',
  ) as object;
  assert.equal((await anne.post(NOTION, '', { credentials, name: '__proto__' })).status, 200);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
  assert.ok((await anne.credentials(NOTION)).some(({ name }) => name === '__proto__'));
});

test('SQL in names and ids stays text', async () => {
  const name = `'); DROP TABLE credentials; --`;
  await anne.post(NOTION, '', { credentials: { integration_secret: 'ntn_demo_key' }, name });
  assert.equal((await anne.post(NOTION, '/delete', { credential_id: `' OR '1'='1` })).status, 200);
  assert.ok((await anne.credentials(NOTION)).some((credential) => credential.name === name));
});

for (const name of ['\ud800 lone', '\u202eright to left', '<b>bold</b>', ' spaces around ']) {
  test(`a name such as ${JSON.stringify(name)} is stored and can be removed again`, async () => {
    const before = (await anne.credentials(NOTION)).map(({ id }) => id);
    const answer = await anne.post(NOTION, '', { credentials: { integration_secret: 'ntn_demo_key' }, name });
    assert.equal(answer.status, 200);
    const [added] = (await anne.credentials(NOTION)).filter(({ id }) => !before.includes(id));
    assert.equal(added?.name, name.replace('\ud800', '\ufffd'));
    await anne.post(NOTION, '/delete', { credential_id: added?.id });
    assert.deepEqual(
      (await anne.credentials(NOTION)).map(({ id }) => id),
      before,
    );
  });
}

test('a NUL character, which a database would cut the text at, is refused', async () => {
  const credentials = { integration_secret: 'ntn_demo_key' };
  const answer = await anne.post(NOTION, '', { credentials, name: 'a\u0000b' });
  assert.equal(answer.status, 400);
  assert.equal(errorOf(answer).params, 'name');
});

test('OPTIONS is answered without a login, and allows other origins nothing', async () => {
  const response = await fetch(`${anne.app}/console/api${BASE}`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example' },
  });
  assert.equal(response.status, 204);
  assert.deepEqual(
    [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
    [],
  );
});
