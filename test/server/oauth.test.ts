import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import type { RunningDemo } from '../../demo/server/start.js';
import { startTestDemo } from './support/demo.js';
import { DRIVE, DROPBOX, errorOf, Member, NOTION } from './support/member.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let clock = Math.floor(Date.now() / 1000);
let demo: RunningDemo;
let anne: Member;

before(async () => {
  demo = await startTestDemo({ now: () => clock });
});

beforeEach(async () => {
  anne = await Member.login(demo.app);
  for (const id of [NOTION, DROPBOX]) {
    for (const credential of await anne.credentials(id))
      await anne.post(id, '/delete', { credential_id: credential.id });
  }
});

const contextCookie = (): string => anne.browser.cookie(`${demo.app}/`, 'context_id')?.line ?? '';
const failure = (text: string): unknown => JSON.parse(text);

describe('the authorization URL', () => {
  test('leads to the authorization server with PKCE, a state and the redirect URI of the source', async () => {
    const answer = await anne.send('GET', `/oauth/plugin/${NOTION}/datasource/get-authorization-url`);
    assert.deepEqual(Object.keys(answer.body as object), ['authorization_url']);
    const url = new URL((answer.body as { authorization_url: string }).authorization_url);
    assert.equal(url.origin, demo.oauth);
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
    assert.ok((url.searchParams.get('state') ?? '').length >= 40);
    assert.equal(
      url.searchParams.get('redirect_uri'),
      `${demo.app}/console/api/oauth/plugin/${NOTION}/datasource/callback`,
    );
  });

  test('comes with a context cookie for five minutes', async () => {
    await anne.authorizationUrl(NOTION);
    assert.match(contextCookie(), /^context_id=[^;]+; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.match(anne.browser.cookie(`${demo.app}/`, 'context_id')?.value ?? '', UUID);
  });
});

describe('allowing access', () => {
  test('ends on the callback page without a query, and adds a connection named after the account', async () => {
    const page = await anne.authorize(NOTION);
    assert.equal(page.status, 200);
    assert.match(page.text, /You are connected\./);
    const [credential, ...rest] = await anne.credentials(NOTION);
    assert.deepEqual(rest, []);
    assert.equal(credential?.name, "Anne's Notion");
    assert.equal(credential.type, 'oauth2');
    assert.equal(credential.avatar_url, `${demo.oauth}/icons/notion.svg`);
    assert.equal(credential.is_default, true);
    assert.deepEqual(Object.keys(credential.credential), ['access_token', 'refresh_token']);
    for (const value of Object.values(credential.credential))
      assert.match(String(value), /^SFlCUk\*{12}.{2}$/);
  });

  test('uses the literal "default" for an account without a picture', async () => {
    await anne.authorize(DROPBOX);
    assert.equal((await anne.credentials(DROPBOX))[0]?.avatar_url, 'default');
  });

  test('again gives the new connection a number', async () => {
    for (let i = 0; i < 3; i += 1) await anne.authorize(NOTION);
    assert.deepEqual((await anne.credentials(NOTION)).map(({ name }) => name).sort(), [
      "Anne's Notion",
      "Anne's Notion 1",
      "Anne's Notion 2",
    ]);
  });

  test('fails inside when an API key has the name of the account', async () => {
    await anne.post(NOTION, '', {
      credentials: { integration_secret: 'ntn_demo_key' },
      name: "Anne's Notion",
    });
    const page = await anne.decide(await anne.authorizationUrl(NOTION), 'allow');
    assert.deepEqual(failure(page.text), { code: 'unknown', message: 'Internal Server Error', status: 500 });
    assert.equal((await anne.credentials(NOTION)).length, 1);
  });

  test('works without the console cookies, as the context says whose connection it is', async () => {
    const url = await anne.authorizationUrl(NOTION);
    const elsewhere = new Member(demo.app);
    elsewhere.browser.setCookie(`${demo.app}/`, contextCookie());
    assert.equal((await elsewhere.decide(url, 'allow')).url, `${demo.app}/oauth-callback`);
    assert.equal((await anne.credentials(NOTION)).length, 1);
  });
});

describe('who sees a connection', () => {
  for (const [query, seen] of [
    ['', 0],
    ['?visibility=only_me', 0],
    ['?visibility=nonsense', 0],
    ['?visibility=all_team_members', 1],
  ] as const) {
    test(`that was made with "${query}"`, async () => {
      await anne.authorize(NOTION, query);
      const norman = await Member.login(demo.app, 'norman@example.com');
      assert.equal((await norman.credentials(NOTION)).length, seen);
      assert.equal((await norman.provider(NOTION)).credentials_list.length, seen);
      const [own] = await anne.credentials(NOTION);
      assert.equal(own?.visibility, seen ? 'all_team_members' : 'only_me');
    });
  }

  test('and which one counts as the default for somebody who cannot see the chosen one', async () => {
    await anne.authorize(NOTION);
    await anne.authorize(NOTION, '?visibility=all_team_members');
    const norman = await Member.login(demo.app, 'norman@example.com');
    assert.deepEqual(
      (await norman.credentials(NOTION)).map(({ name, is_default }) => [name, is_default]),
      [["Anne's Notion 1", true]],
    );
  });
});

describe('authorizing a connection again', () => {
  test('keeps its id, name and visibility and replaces its tokens', async () => {
    await anne.authorize(NOTION, '?visibility=all_team_members');
    const [before] = await anne.credentials(NOTION);
    await anne.post(NOTION, '/update-name', { credential_id: before?.id, name: 'Renamed' });
    await anne.authorize(NOTION, `?credential_id=${before?.id}`);
    const after = await anne.credentials(NOTION);
    assert.equal(after.length, 1);
    assert.equal(after[0]?.id, before?.id);
    assert.equal(after[0]?.name, 'Renamed');
    assert.equal(after[0]?.visibility, 'all_team_members');
  });

  for (const id of ['undefined', '019a3c5e-7d2b-7f10-9c1e-3b2a0f6d8e11']) {
    test(`of id ${id} starts, and fails only at the callback`, async () => {
      const page = await anne.decide(await anne.authorizationUrl(NOTION, `?credential_id=${id}`), 'allow');
      assert.deepEqual(failure(page.text), {
        code: 'invalid_param',
        message: 'provider not found',
        status: 400,
      });
      assert.deepEqual(await anne.credentials(NOTION), []);
    });
  }

  test('lets its tokens be validated, and its stored ones be kept', async () => {
    await anne.authorize(NOTION);
    const [row] = await anne.credentials(NOTION);
    const update = (access_token: string) =>
      anne.post(NOTION, '/update', {
        credential_id: row?.id,
        credentials: { access_token, refresh_token: '[__HIDDEN__]' },
      });
    assert.equal((await update('[__HIDDEN__]')).status, 201);
    assert.match(
      errorOf(await update('made-up')).message,
      /^Failed to validate credentials: The access token is invalid/,
    );
  });
});

describe('denying access', () => {
  test("answers the contract's error as raw JSON and adds nothing", async () => {
    const page = await anne.decide(await anne.authorizationUrl(NOTION), 'cancel');
    assert.equal(page.status, 400);
    assert.match(page.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(failure(page.text), {
      code: 'invalid_param',
      message: 'Error getting credentials: access_denied: The account owner did not allow access.',
      status: 400,
    });
    assert.deepEqual(await anne.credentials(NOTION), []);
  });

  test('spends the context', async () => {
    const page = await anne.decide(await anne.authorizationUrl(NOTION), 'cancel');
    const again = await anne.browser.open(page.url);
    assert.deepEqual(failure(again.text), {
      code: 'invalid_param',
      message: 'context_id is invalid',
      status: 400,
    });
  });
});

describe('the callback', () => {
  /** Goes through consent, and stops before the browser calls the console back. */
  const stopAtCallback = async (url: string): Promise<string> => {
    const consent = await anne.browser.open(url);
    const submitted = await anne.browser.request(consent.url, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'allow' }),
    });
    const resume = new URL(submitted.headers.get('location') ?? '', consent.url).href;
    const callback = (await anne.browser.request(resume)).headers.get('location') ?? '';
    assert.ok(callback.startsWith(`${demo.app}/console/api/oauth/plugin/`), callback);
    return callback;
  };

  test('is forbidden without a context', async () => {
    const page = await new Member(demo.app).browser.open(
      `${demo.app}/console/api/oauth/plugin/${NOTION}/datasource/callback?code=x&state=y`,
    );
    assert.equal(page.status, 403);
    assert.deepEqual(failure(page.text), { code: 'forbidden', message: 'context_id not found', status: 403 });
  });

  test('takes the context from the query when there is no cookie', async () => {
    const callback = await stopAtCallback(await anne.authorizationUrl(NOTION));
    const context = anne.browser.cookie(`${demo.app}/`, 'context_id')?.value ?? '';
    const page = await new Member(demo.app).browser.open(`${callback}&context_id=${context}`);
    assert.equal(page.url, `${demo.app}/oauth-callback`);
  });

  test('refuses a context that has run out', async () => {
    const callback = await stopAtCallback(await anne.authorizationUrl(NOTION));
    clock += 301;
    const page = await anne.browser.open(callback);
    assert.equal((failure(page.text) as { message: string }).message, 'context_id is invalid');
  });

  test('uses a context once, also when it is called twice at the same moment', async () => {
    const callback = await stopAtCallback(await anne.authorizationUrl(NOTION));
    const pages = await Promise.all([anne.browser.open(callback), anne.browser.open(callback)]);
    assert.deepEqual(pages.map(({ status }) => status).sort(), [200, 400]);
    assert.equal((await anne.credentials(NOTION)).length, 1);
  });

  test('refuses another state than the one of the flow', async () => {
    const callback = new URL(await stopAtCallback(await anne.authorizationUrl(NOTION)));
    callback.searchParams.set('state', 'another');
    const page = await anne.browser.open(callback.href);
    assert.match((failure(page.text) as { message: string }).message, /^Error getting credentials: /);
    assert.deepEqual(await anne.credentials(NOTION), []);
  });

  test('refuses a code of another flow, which a second start in the same browser leads to', async () => {
    const callback = await stopAtCallback(await anne.authorizationUrl(NOTION));
    await anne.authorizationUrl(NOTION);
    const page = await anne.browser.open(callback);
    assert.match((failure(page.text) as { message: string }).message, /^Error getting credentials: /);
  });

  test('refuses a made-up code, an answer of another issuer and one without parameters', async () => {
    for (const change of [
      (url: URL) => url.searchParams.set('code', 'made-up'),
      (url: URL) => url.searchParams.set('iss', 'https://evil.example'),
      (url: URL) => (url.search = ''),
    ]) {
      const callback = new URL(await stopAtCallback(await anne.authorizationUrl(NOTION)));
      change(callback);
      const page = await anne.browser.open(callback.href);
      assert.equal(page.status, 400);
      assert.match((failure(page.text) as { message: string }).message, /^Error getting credentials: /);
    }
    assert.deepEqual(await anne.credentials(NOTION), []);
  });
});

describe('the callback page', () => {
  test('cannot be framed, runs its own script only, and leaves nothing in a cache', async () => {
    for (const path of ['/oauth-callback', '/oauth-callback/page.css']) {
      const response = await fetch(`${demo.app}${path}`);
      assert.equal(response.status, 200);
      assert.match(
        response.headers.get('content-security-policy') ?? '',
        /^default-src 'none'.*frame-ancestors 'none'$/,
      );
      assert.equal(response.headers.get('cache-control'), 'no-store');
    }
    const page = await (await fetch(`${demo.app}/oauth-callback`)).text();
    assert.match(page, /You are connected\./);
    assert.match(page, /You can close this window\./);
    assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=/);
  });
});

test('a source without a client of the server works with a custom client that was registered by hand', async () => {
  const redirect = (await anne.provider(DRIVE)).oauth_schema?.redirect_uri ?? '';
  const registered = await anne.browser.submit(`${demo.oauth}/apps`, {
    name: 'Drive app',
    source: 'google_drive',
    redirect_uri: redirect,
  });
  const value = (id: string): string =>
    new RegExp(`id="${id}"\\s+readonly\\s+value="([^"]+)"`).exec(registered.text)?.[1] ?? '';
  const client_params = { client_id: value('client_id'), client_secret: value('client_secret') };
  await anne.post(DRIVE, '/custom-client', { client_params, enable_oauth_custom_client: true });
  await anne.authorize(DRIVE);
  assert.equal((await anne.credentials(DRIVE))[0]?.name, "Anne's Google Drive");

  const wrong = { ...client_params, client_secret: 'wrong' };
  await anne.post(DRIVE, '/custom-client', { client_params: wrong, enable_oauth_custom_client: true });
  const page = await anne.decide(await anne.authorizationUrl(DRIVE), 'allow');
  assert.match(
    (failure(page.text) as { message: string }).message,
    /^Error getting credentials: invalid_client/,
  );
});
