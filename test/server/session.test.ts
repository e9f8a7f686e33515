import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { RunningDemo } from '../../demo/server/start.js';
import { startTestDemo } from './support/demo.js';
import { errorOf, Member, NOTION } from './support/member.js';

const PROFILE = '/account/profile';
const LIST = '/auth/plugin/datasource/list';
const CSRF_MESSAGE = 'CSRF token is missing or invalid.';

let clock = Math.floor(Date.now() / 1000);
let demo: RunningDemo;

before(async () => {
  demo = await startTestDemo({ now: () => clock, accessTokenSeconds: 600 });
});

describe('logging in', () => {
  test('sets three cookies for the whole host, of which only the CSRF token can be read by the page', async () => {
    const member = await Member.login(demo.app);
    for (const [name, httpOnly] of [
      ['access_token', true],
      ['refresh_token', true],
      ['csrf_token', false],
    ] as const) {
      const line = member.browser.cookie(`${demo.app}/`, name)?.line ?? '';
      assert.match(line, /; Path=\/(;|$)/);
      assert.match(line, /; SameSite=Lax/);
      assert.equal(/HttpOnly/.test(line), httpOnly, name);
      assert.doesNotMatch(line, /Secure|Domain/);
    }
  });

  test('tells the profile of who is logged in', async () => {
    const anne = (await (await Member.login(demo.app)).send('GET', PROFILE)).body as Record<string, unknown>;
    assert.deepEqual(Object.keys(anne), ['id', 'name', 'email', 'role', 'avatar']);
    assert.equal(anne['name'], 'Anne');
    assert.equal(anne['role'], 'owner');
    const norman = (await (await Member.login(demo.app, 'norman@example.com')).send('GET', PROFILE)).body;
    assert.equal((norman as Record<string, unknown>)['role'], 'normal');
  });

  for (const credentials of [
    { email: 'anne@example.com', password: 'wrong' },
    { email: 'nobody@example.com', password: 'demo' },
  ]) {
    test(`is refused for ${credentials.email} with "${credentials.password}", without a cookie`, async () => {
      const answer = await new Member(demo.app).send('POST', '/login', credentials);
      assert.equal(answer.status, 401);
      assert.equal(errorOf(answer).message, 'Invalid email or password.');
      assert.deepEqual(answer.headers.getSetCookie(), []);
    });
  }

  test('under https uses Secure cookies with the __Host- prefix', async () => {
    const { own } = await startTestDemo({ publicUrl: 'https://console.example.com' });
    const answer = await new Member(own.app).send('POST', '/login', {
      email: 'anne@example.com',
      password: 'demo',
    });
    const lines = answer.headers.getSetCookie();
    assert.deepEqual(
      lines.map((line) => line.split('=')[0]),
      ['__Host-access_token', '__Host-csrf_token', '__Host-refresh_token'],
    );
    for (const line of lines) assert.match(line, /; Path=\/;.*Secure/);
  });
});

describe('every call needs', () => {
  const calls: [string, string][] = [
    ['GET', PROFILE],
    ['GET', LIST],
    ['GET', '/auth/plugin/datasource/default-list'],
    ['GET', `/auth/plugin/datasource/${NOTION}`],
    ['POST', `/auth/plugin/datasource/${NOTION}`],
    ['POST', `/auth/plugin/datasource/${NOTION}/update`],
    ['POST', `/auth/plugin/datasource/${NOTION}/update-name`],
    ['POST', `/auth/plugin/datasource/${NOTION}/default`],
    ['POST', `/auth/plugin/datasource/${NOTION}/delete`],
    ['POST', `/auth/plugin/datasource/${NOTION}/custom-client`],
    ['DELETE', `/auth/plugin/datasource/${NOTION}/custom-client`],
    ['GET', `/oauth/plugin/${NOTION}/datasource/get-authorization-url`],
  ];
  for (const [method, path] of calls) {
    test(`a login: ${method} ${path}`, async () => {
      const answer = await new Member(demo.app).send(method, path);
      assert.equal(answer.status, 401);
      assert.equal(errorOf(answer).code, 'unauthorized');
      assert.notEqual(errorOf(answer).message, CSRF_MESSAGE);
    });

    test(`the CSRF header: ${method} ${path}`, async () => {
      const member = await Member.login(demo.app);
      const answer = await member.send(method, path, undefined, { 'x-csrf-token': '' });
      assert.deepEqual(answer.body, { code: 'unauthorized', message: CSRF_MESSAGE, status: 401 });
    });
  }
});

describe('the CSRF header is refused', () => {
  test('when it is not the cookie', async () => {
    const member = await Member.login(demo.app);
    const other = await Member.login(demo.app);
    const answer = await member.send('GET', LIST, undefined, { 'x-csrf-token': `${member.csrf}x` });
    assert.equal(errorOf(answer).message, CSRF_MESSAGE);
    assert.ok(other.csrf);
  });

  test('when cookie and header agree on something the server never signed', async () => {
    const member = await Member.login(demo.app);
    member.browser.setCookie(`${demo.app}/`, 'csrf_token=made-up; Path=/');
    assert.equal(errorOf(await member.send('GET', LIST)).message, CSRF_MESSAGE);
  });

  test('when it was signed for somebody else', async () => {
    const member = await Member.login(demo.app);
    const other = await Member.login(demo.app, 'norman@example.com');
    member.browser.setCookie(`${demo.app}/`, `csrf_token=${other.csrf}; Path=/`);
    assert.equal(errorOf(await member.send('GET', LIST)).message, CSRF_MESSAGE);
  });

  test('when it is an access token', async () => {
    const member = await Member.login(demo.app);
    const access = member.browser.cookie(`${demo.app}/`, 'access_token')?.value ?? '';
    member.browser.setCookie(`${demo.app}/`, `csrf_token=${access}; Path=/`);
    assert.equal(errorOf(await member.send('GET', LIST)).message, CSRF_MESSAGE);
  });
});

test('a bearer token is accepted, but does not replace the CSRF comparison', async () => {
  const member = await Member.login(demo.app);
  const access = member.browser.cookie(`${demo.app}/`, 'access_token')?.value ?? '';
  const bearer = new Member(demo.app);
  bearer.browser.setCookie(`${demo.app}/`, `csrf_token=${member.csrf}; Path=/`);
  const headers = { authorization: `Bearer ${access}` };
  assert.equal((await bearer.send('GET', LIST, undefined, headers)).status, 200);
  assert.equal(
    errorOf(await bearer.send('GET', LIST, undefined, { ...headers, 'x-csrf-token': '' })).message,
    CSRF_MESSAGE,
  );
});

describe('an access token', () => {
  test('expires, and a refresh without body and CSRF header gives a new one', async () => {
    const member = await Member.login(demo.app);
    clock += 601;
    assert.equal(errorOf(await member.send('GET', LIST)).message, 'Token has expired.');
    const refreshed = await member.send('POST', '/refresh-token', undefined, { 'x-csrf-token': '' });
    assert.deepEqual(refreshed.body, { result: 'success' });
    assert.equal((await member.send('GET', LIST)).status, 200);
  });

  test('is not refreshed by a refresh token that was used before', async () => {
    const member = await Member.login(demo.app);
    const used = member.browser.cookie(`${demo.app}/`, 'refresh_token')?.value ?? '';
    await member.send('POST', '/refresh-token');
    const thief = new Member(demo.app);
    thief.browser.setCookie(`${demo.app}/`, `refresh_token=${used}; Path=/`);
    assert.equal((await thief.send('POST', '/refresh-token')).status, 401);
  });

  test('is not refreshed twice when two tabs ask at the same moment', async () => {
    const member = await Member.login(demo.app);
    const answers = await Promise.all([
      member.send('POST', '/refresh-token'),
      member.send('POST', '/refresh-token'),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
  });

  test('that was tampered with is refused', async () => {
    const member = await Member.login(demo.app);
    const [payload = '', signature = ''] = (
      member.browser.cookie(`${demo.app}/`, 'access_token')?.value ?? ''
    ).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, expiresAt: clock * 2 })).toString('base64url');
    member.browser.setCookie(`${demo.app}/`, `access_token=${forged}.${signature}; Path=/`);
    assert.equal((await member.send('GET', LIST)).status, 401);
  });
});

describe('logging out', () => {
  test('clears the cookies, and kept copies of the tokens stop working', async () => {
    const member = await Member.login(demo.app);
    const copy = new Member(demo.app);
    for (const name of ['access_token', 'refresh_token', 'csrf_token']) {
      copy.browser.setCookie(
        `${demo.app}/`,
        `${name}=${member.browser.cookie(`${demo.app}/`, name)?.value ?? ''}; Path=/`,
      );
    }
    assert.equal((await copy.send('GET', LIST)).status, 200);
    assert.deepEqual((await member.send('POST', '/logout')).body, { result: 'success' });
    assert.equal(member.browser.cookie(`${demo.app}/`, 'access_token'), undefined);
    assert.equal((await copy.send('GET', LIST)).status, 401);
    assert.equal((await copy.send('POST', '/refresh-token')).status, 401);
  });

  test('cannot be done to somebody by a page that does not know the CSRF token', async () => {
    const member = await Member.login(demo.app);
    assert.equal((await member.send('POST', '/logout', undefined, { 'x-csrf-token': '' })).status, 401);
    assert.equal((await member.send('GET', LIST)).status, 200);
  });
});

describe('a member without edit permission', () => {
  test('may read all lists', async () => {
    const norman = await Member.login(demo.app, 'norman@example.com');
    for (const path of [LIST, '/auth/plugin/datasource/default-list', `/auth/plugin/datasource/${NOTION}`]) {
      assert.equal((await norman.send('GET', path)).status, 200);
    }
  });

  for (const [method, path] of [
    ['POST', `/auth/plugin/datasource/${NOTION}`],
    ['POST', `/auth/plugin/datasource/${NOTION}/update`],
    ['POST', `/auth/plugin/datasource/${NOTION}/update-name`],
    ['POST', `/auth/plugin/datasource/${NOTION}/default`],
    ['POST', `/auth/plugin/datasource/${NOTION}/delete`],
    ['POST', `/auth/plugin/datasource/${NOTION}/custom-client`],
    ['GET', `/oauth/plugin/${NOTION}/datasource/get-authorization-url`],
  ] as const) {
    test(`is refused: ${method} ${path}`, async () => {
      const norman = await Member.login(demo.app, 'norman@example.com');
      const answer = await norman.send(method, path, method === 'POST' ? {} : undefined);
      assert.equal(answer.status, 403);
      assert.equal(errorOf(answer).code, 'forbidden');
    });
  }

  test('may remove the custom client, as the contract has no check there', async () => {
    const norman = await Member.login(demo.app, 'norman@example.com');
    const answer = await norman.send('DELETE', `/auth/plugin/datasource/${NOTION}/custom-client`);
    assert.deepEqual([answer.status, answer.body], [200, { result: 'success' }]);
  });
});
