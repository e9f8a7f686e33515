import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { HttpBrowser } from '../world/http-browser.js';
import { freshWorld, visitor } from './support/fresh-world.js';

const LIST = '/auth/plugin/datasource/list';
const CSRF = [401, 'CSRF token is missing or invalid.'];
const EXPIRED = [401, 'Token has expired.'];
const INVALID = [401, 'Invalid Authorization token.'];

const world = await freshWorld();
let anne: HttpBrowser;

beforeEach(async () => {
  anne = await visitor(world, 'anne');
});

/** Status and message of reading the list, or of another call. */
async function ask(
  browser: HttpBrowser,
  { path = LIST, method = 'GET', ...headers }: Record<string, string> = {},
): Promise<[number, string | undefined]> {
  const { status, body } = await browser.call(method, `${world.apiUrl()}${path}`, undefined, headers);
  return [status, (body as { message?: string }).message];
}

const renew = (browser: HttpBrowser) => ask(browser, { method: 'POST', path: '/refresh-token' });

describe('the cookies of a session', () => {
  test('are three, of which scripts see one', () => {
    const origin = world.host.origin();
    assert.deepEqual(Object.keys(anne.visibleCookies(origin)), ['csrf_token']);
    assert.ok(anne.hasCookie(origin, 'access_token'));
    assert.ok(anne.hasCookie(origin, 'refresh_token'));
  });

  test('are Lax and for every path', () => {
    const lines = world.console.cookieLines(world.console.login('anne'));
    assert.equal(lines.length, 3);
    for (const line of lines) assert.match(line, /; Path=\/; SameSite=Lax; Max-Age=\d+/);
    assert.deepEqual(
      lines.map((line) => line.includes('HttpOnly')),
      [true, false, true],
    );
  });

  test('may have the prefix of https', async () => {
    world.console.settings.cookiePrefix = '__Host-';
    const browser = await visitor(world, 'anne');
    const csrf = browser.visibleCookies(world.host.origin())['__Host-csrf_token'] ?? '';
    assert.deepEqual(await ask(browser, { 'x-csrf-token': csrf }), [200, undefined]);
    for (const line of world.console.cookieLines(world.console.login('anne'))) assert.match(line, /; Secure/);
  });

  test('stay as they are when the page comes again', async () => {
    world.console.sessions.expire();
    const answer = await anne.open(world.url('blank', { account: 'anne' }));
    assert.deepEqual(answer.headers.getSetCookie(), []);
    await anne.open(world.url('blank', { account: 'carl' }));
    const profile = await anne.call('GET', `${world.apiUrl()}/account/profile`);
    assert.equal((profile.body as { name: string }).name, 'carl');
  });
});

describe('a request', () => {
  test('needs a session', async () => {
    assert.deepEqual(await ask(new HttpBrowser()), INVALID);
  });

  test('needs the CSRF token of the cookie in its header, on GET too', async () => {
    assert.deepEqual(await ask(anne, { 'x-csrf-token': '' }), CSRF);
    assert.deepEqual(await ask(anne, { 'x-csrf-token': 'other' }), CSRF);
    assert.deepEqual(await ask(anne), [200, undefined]);
  });

  test('needs a CSRF token that was issued to the same user', async () => {
    const { access } = world.console.login('anne');
    const { csrf } = world.console.login('dora');
    const cookie = `access_token=${access}; csrf_token=${csrf}`;
    assert.deepEqual(await ask(new HttpBrowser(), { cookie, 'x-csrf-token': csrf }), CSRF);
  });

  test('fails by the CSRF token alone when that alone has run out', async () => {
    world.console.sessions.expireCsrf();
    assert.deepEqual(await ask(anne), CSRF);
    assert.deepEqual(await renew(anne), [200, undefined]);
    assert.deepEqual(await ask(anne), [200, undefined]);
  });

  test('of another origin is readable only where that is allowed', async () => {
    const origin = world.host.origin('127.0.0.1');
    const preflight = () =>
      fetch(`${world.apiUrl()}${LIST}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      });
    assert.equal((await preflight()).headers.get('access-control-allow-origin'), null);
    world.console.settings.corsOrigins = [origin];
    const { headers } = await preflight();
    assert.equal(headers.get('access-control-allow-origin'), origin);
    assert.equal(headers.get('access-control-allow-credentials'), 'true');
    assert.match(headers.get('access-control-allow-headers') ?? '', /X-CSRF-Token/);
  });
});

describe('a session that has run out', () => {
  test('by the clock or by the test is told as such', async () => {
    world.console.advance(3_600_000);
    assert.deepEqual(await ask(anne), EXPIRED);
    const other = await visitor(world, 'dora');
    world.console.sessions.expire(world.console.accounts.dora);
    assert.deepEqual(await ask(other), EXPIRED);
  });

  test('can be renewed, without a CSRF token', async () => {
    world.console.sessions.expire();
    assert.deepEqual(await ask(anne, { method: 'POST', path: '/refresh-token', 'x-csrf-token': '' }), [
      200,
      undefined,
    ]);
    assert.deepEqual(await ask(anne), [200, undefined]);
  });

  test('can be renewed once with one refresh token', async () => {
    const { refresh } = world.console.login('anne');
    const refreshWith = () =>
      ask(new HttpBrowser(), { method: 'POST', path: '/refresh-token', cookie: `refresh_token=${refresh}` });
    assert.deepEqual(await refreshWith(), [200, undefined]);
    assert.deepEqual(await refreshWith(), [401, 'Invalid refresh token.']);
  });

  test('cannot be renewed when it was ended', async () => {
    world.console.sessions.end();
    assert.deepEqual(await ask(anne), EXPIRED);
    assert.equal((await renew(anne))[0], 401);
  });

  test('is ended by a logout', async () => {
    assert.deepEqual(await ask(anne, { method: 'POST', path: '/logout' }), [200, undefined]);
    assert.ok(!anne.hasCookie(world.host.origin(), 'access_token'));
    assert.deepEqual(await ask(anne), INVALID);
  });
});

describe('a bearer token', () => {
  const bearer = (): Record<string, string> => ({
    authorization: `Bearer ${world.console.login('carl').access}`,
  });
  const whoIs = async (browser: HttpBrowser, headers: Record<string, string>): Promise<unknown> => {
    const { body } = await browser.call('GET', `${world.apiUrl()}/account/profile`, undefined, headers);
    return (body as { name?: string }).name;
  };

  test('is enough by itself', async () => {
    assert.equal(await whoIs(new HttpBrowser(), bearer()), 'carl');
  });

  test('counts less than a cookie of somebody else', async () => {
    assert.equal(await whoIs(anne, bearer()), 'anne');
  });

  test('needs the CSRF comparison too where that is set', async () => {
    world.console.settings.csrfForBearer = true;
    assert.deepEqual(await ask(new HttpBrowser(), bearer()), CSRF);
  });
});
