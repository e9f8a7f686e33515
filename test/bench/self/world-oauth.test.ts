import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { DROPBOX, GOOGLE_DRIVE, JINA_READER, NOTION } from '../world/console/sources.js';
import { HttpBrowser } from '../world/http-browser.js';
import type { HttpAnswer } from '../world/http-browser.js';
import { freshWorld, visitor } from './support/fresh-world.js';

const world = await freshWorld();
let anne: HttpBrowser;

beforeEach(async () => {
  anne = await visitor(world, 'anne');
});

const call = (browser: HttpBrowser, method: string, path: string, body?: unknown) =>
  browser.call(method, `${world.apiUrl()}${path}`, body);

async function start(browser: HttpBrowser, id: string, query = ''): Promise<string> {
  const { status, body } = await call(
    browser,
    'GET',
    `/oauth/plugin/${id}/datasource/get-authorization-url${query}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { authorization_url: string }).authorization_url;
}

/** Through the provider's pages, to where they end. */
async function consent(browser: HttpBrowser, url: string, value = 'allow'): Promise<HttpAnswer> {
  const login = await browser.open(url);
  return browser.submit(await browser.submit(login), { name: 'decision', value });
}

const errorOf = ({ status, text }: HttpAnswer): [number, string, string] => {
  const { code, message } = JSON.parse(text) as { code: string; message: string };
  return [status, code, message];
};

describe('a flow', () => {
  test('ends on the callback page with a connection that is named after the account', async () => {
    const end = await consent(anne, await start(anne, NOTION));
    assert.equal(end.url, `${world.host.origin()}/oauth-callback`);
    assert.equal(end.status, 200);
    const [credential] = world.console.credentialsOf(NOTION);
    assert.equal(credential?.name, "Anne's workspace");
    assert.equal(credential.type, 'oauth2');
    const [record] = world.console.state.callbacks;
    assert.equal(record?.outcome, 'created');
    assert.equal(record.credentialId, credential.id);
    assert.equal(record.contextFrom, 'cookie');
    assert.deepEqual([record.providerMatches, record.stateMatches], [true, true]);
  });

  test('passes the pages of a provider on another site', async () => {
    const login = await anne.open(await start(anne, NOTION));
    assert.equal(new URL(login.url).hostname, '127.0.0.1');
    assert.match(login.text, /<button id="sign-in">/);
    const page = await anne.submit(login);
    assert.match(page.text, /id="allow"[^]*id="deny"/);
  });

  test('gives a second connection of the same account a number', async () => {
    await consent(anne, await start(anne, NOTION));
    await consent(anne, await start(anne, NOTION));
    const names = world.console.credentialsOf(NOTION).map(({ name }) => name);
    assert.deepEqual(names, ["Anne's workspace", "Anne's workspace 1"]);
  });

  test('numbers a connection of a provider that tells no name', async () => {
    world.idp.settings.accountName = null;
    await consent(anne, await start(anne, NOTION));
    assert.equal(world.console.credentialsOf(NOTION)[0]?.name, 'AUTH 1');
  });

  test('fails with 500 if an API key has the name', async () => {
    world.console.connect(NOTION, { name: "Anne's workspace" });
    const end = await consent(anne, await start(anne, NOTION));
    assert.deepEqual(errorOf(end), [500, 'unknown', 'Internal Server Error']);
  });

  test('makes a private connection, unless asked otherwise', async () => {
    await consent(anne, await start(anne, NOTION));
    await consent(anne, await start(anne, GOOGLE_DRIVE, '?visibility=all_team_members'));
    assert.equal(world.console.credentialsOf(NOTION)[0]?.visibility, 'only_me');
    assert.equal(world.console.credentialsOf(GOOGLE_DRIVE)[0]?.visibility, 'all_team_members');
  });

  test('that authorizes again keeps id and name, and replaces the values', async () => {
    const old = world.console.connect(NOTION, {
      type: 'oauth2',
      name: 'Mine',
      values: { access_token: 'old' },
    });
    const end = await consent(anne, await start(anne, NOTION, `?credential_id=${old.id}`));
    assert.equal(end.url, `${world.host.origin()}/oauth-callback`);
    const [credential, ...others] = world.console.credentialsOf(NOTION);
    assert.equal(others.length, 0);
    assert.deepEqual([credential?.id, credential?.name, credential?.revision], [old.id, 'Mine', 2]);
    assert.notEqual(credential?.values['access_token'], 'old');
    assert.equal(world.console.state.callbacks[0]?.outcome, 'reauthorized');
  });

  test('for a connection that is gone fails at the callback', async () => {
    const end = await consent(anne, await start(anne, NOTION, '?credential_id=undefined'));
    assert.deepEqual(errorOf(end), [400, 'invalid_param', 'provider not found']);
  });

  test('may end on a page as Dify has it', async () => {
    world.console.settings.callbackPath = '/dify-oauth-callback';
    const end = await consent(anne, await start(anne, NOTION));
    assert.equal(end.url, `${world.host.origin()}/dify-oauth-callback`);
  });

  test('uses the client of the workspace if that is enabled, and none where there is none', async () => {
    const path = `/auth/plugin/datasource/${DROPBOX}/custom-client`;
    const url = `/oauth/plugin/${DROPBOX}/datasource/get-authorization-url`;
    const refused = await call(anne, 'GET', url);
    assert.equal(refused.status, 400);
    assert.equal(
      (refused.body as { message: string }).message,
      'Please configure oauth client params(system/tenant) for langgenius/dropbox_datasource/dropbox',
    );
    const client = {
      client_params: { client_id: 'own', client_secret: 's' },
      enable_oauth_custom_client: true,
    };
    await call(anne, 'POST', path, client);
    assert.match(await start(anne, DROPBOX), /client_id=own&/);
  });
});

describe('the context of a flow', () => {
  const CALLBACK = `/oauth/plugin/${NOTION}/datasource/callback?code=x`;

  test('is a cookie that scripts do not see and that lives for five minutes', async () => {
    const path = `/oauth/plugin/${NOTION}/datasource/get-authorization-url`;
    const { headers } = await call(anne, 'GET', path);
    const [line] = headers.getSetCookie();
    assert.match(line ?? '', /^context_id=[\w-]+; Path=\/; SameSite=Lax; HttpOnly; Max-Age=300$/);
    assert.ok(!('context_id' in anne.visibleCookies(world.host.origin())));
  });

  test('is missing in another browser', async () => {
    const url = await start(anne, NOTION);
    const end = await consent(new HttpBrowser(), url);
    assert.deepEqual(errorOf(end), [403, 'forbidden', 'context_id not found']);
    assert.equal(world.console.state.callbacks[0]?.contextFrom, 'nowhere');
    assert.equal(world.console.credentialsOf(NOTION).length, 0);
  });

  test('can be used once', async () => {
    await consent(anne, await start(anne, NOTION));
    const again = await anne.open(world.idp.answers[0] ?? '');
    assert.deepEqual(errorOf(again), [400, 'invalid_param', 'context_id is invalid']);
    assert.equal(world.console.credentialsOf(NOTION).length, 1);
  });

  test('runs out', async () => {
    const url = await start(anne, NOTION);
    world.console.advance(300_000);
    assert.deepEqual(errorOf(await consent(anne, url)), [400, 'invalid_param', 'context_id is invalid']);
  });

  test('may come in the query, which counts less than the cookie', async () => {
    await start(anne, NOTION);
    const [flow] = world.console.state.flows;
    await new HttpBrowser().open(`${world.apiUrl()}${CALLBACK}&context_id=${flow?.contextId}`);
    await anne.open(`${world.apiUrl()}${CALLBACK}&context_id=other`);
    const [byQuery, byCookie] = world.console.state.callbacks;
    assert.deepEqual([byQuery?.contextFrom, byQuery?.flow], ['query', flow]);
    assert.deepEqual([byCookie?.contextFrom, byCookie?.flow], ['cookie', flow]);
  });

  test('of a second flow takes the place of the first, and the record tells the mix-up', async () => {
    const first = await start(anne, NOTION);
    await start(anne, GOOGLE_DRIVE);
    const end = await consent(anne, first);
    assert.equal(end.url, `${world.host.origin()}/oauth-callback`);
    const [record] = world.console.state.callbacks;
    assert.deepEqual([record?.providerMatches, record?.stateMatches], [false, false]);
    assert.equal(record?.flow?.provider, 'google_drive');
    assert.equal(record?.provider, NOTION);
  });

  test('is compared with the state by a plugin that does so', async () => {
    world.console.settings.checkState = true;
    const first = await start(anne, NOTION);
    await start(anne, NOTION);
    const end = await consent(anne, first);
    assert.deepEqual(errorOf(end).slice(0, 2), [400, 'invalid_param']);
    assert.match(errorOf(end)[2], /^Error getting credentials: /);
  });
});

describe('a refused consent', () => {
  test('is bare JSON at the callback, without a redirect, and the context is spent', async () => {
    const end = await consent(anne, await start(anne, NOTION), 'deny');
    assert.deepEqual(errorOf(end), [400, 'invalid_param', 'Error getting credentials: access_denied']);
    assert.equal(world.console.state.flows[0]?.used, true);
    assert.equal(world.console.credentialsOf(NOTION).length, 0);
  });

  test('carries the words of the provider', async () => {
    world.idp.settings.answer = { error: 'server_error', error_description: '<b>down</b>' };
    const end = await consent(anne, await start(anne, NOTION));
    assert.equal(errorOf(end)[2], 'Error getting credentials: server_error: <b>down</b>');
  });
});

describe('who may start a flow', () => {
  test('nobody without editing rights', async () => {
    const ben = await visitor(world, 'ben');
    const { status } = await call(ben, 'GET', `/oauth/plugin/${NOTION}/datasource/get-authorization-url`);
    assert.equal(status, 403);
  });

  test('somebody of another workspace, for that workspace', async () => {
    const carl = await visitor(world, 'carl');
    await consent(carl, await start(carl, NOTION));
    assert.equal(world.console.credentialsOf(NOTION).length, 0);
    assert.equal(world.console.credentialsOf(NOTION, 'globex').length, 1);
  });

  test('nobody for a source without OAuth', async () => {
    const path = `/oauth/plugin/${JINA_READER}/datasource/get-authorization-url`;
    assert.equal((await call(anne, 'GET', path)).status, 400);
  });
});
