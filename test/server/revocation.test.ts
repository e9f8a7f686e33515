import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import type { RunningDemo } from '../../demo/server/start.js';
import { Browser } from './support/browser.js';
import type { Page } from './support/browser.js';
import { startTestDemo } from './support/demo.js';
import { DROPBOX, Member, NOTION } from './support/member.js';
import { disconnect, entriesOf, shownValue } from './support/pages.js';
import { providerFront } from './support/provider-front.js';
import type { ProviderFront } from './support/provider-front.js';
import { keyRefused, onlyId, read, readWell, removeAll, tokenRefused } from './support/reading.js';

let clock = Math.floor(Date.now() / 1000);
let front: ProviderFront;
let demo: RunningDemo;
let anne: Member;

before(async () => {
  front = await providerFront();
  demo = await startTestDemo({ now: () => clock, accessTokenSeconds: 1e6, oauthPublicUrl: front.url });
  front.target = demo.own.oauth;
  anne = await Member.login(demo.app);
});

beforeEach(() => removeAll(anne, [NOTION, DROPBOX]));

const connections = (): Promise<Page> => anne.browser.open(`${demo.oauth}/connections`);
const assertSafe = (page: Page): void => {
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /default-src 'none'.*frame-ancestors 'none'/,
  );
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.doesNotMatch(page.text, /<script|\son\w+=|\sstyle=/);
};

describe('the page of the connected apps', () => {
  test('says that there are none, and is linked with the other pages', async () => {
    const page = await connections();
    assert.match(page.text, /No app is connected\./);
    assertSafe(page);
    for (const path of ['/apps', '/keys', '/connections']) {
      const { text } = await anne.browser.open(`${demo.oauth}${path}`);
      assert.deepEqual(
        [
          ...text.matchAll(
            /<a href="(\/\w+)"( aria-current="page")?>(?=Register an app|API keys|Connected)/g,
          ),
        ].map(([, to, current]) => [to, current !== undefined]),
        ['/apps', '/keys', '/connections'].map((to) => [to, to === path]),
      );
    }
  });

  test('names the app, the account, the moment and what the app may do', async () => {
    await anne.authorize(NOTION);
    const page = await connections();
    for (const text of [
      'Datasource Elements demo',
      'Anne&#39;s Notion',
      `${new Date().getUTCFullYear()}`,
      'View comments on those pages',
      'Keep this access when you are away, until you revoke it',
    ])
      assert.ok(page.text.includes(text), text);
    assert.deepEqual(
      entriesOf(page, 'connection').map(({ label }) => label),
      ['Disconnect Datasource Elements demo from Notion'],
    );
    assertSafe(page);
  });

  test('shows a name with markup in it as text', async () => {
    const redirect_uri = (await anne.provider(DROPBOX)).oauth_schema?.redirect_uri ?? '';
    const app = await anne.browser.submit(`${demo.oauth}/apps`, {
      name: '<img src=x>"',
      source: 'dropbox',
      redirect_uri,
    });
    const client_params = {
      client_id: shownValue(app, 'client_id'),
      client_secret: shownValue(app, 'client_secret'),
    };
    await anne.post(DROPBOX, '/custom-client', { client_params, enable_oauth_custom_client: true });
    await anne.authorize(DROPBOX);
    await anne.send('DELETE', `/auth/plugin/datasource/${DROPBOX}/custom-client`);
    const page = await connections();
    assert.ok(page.text.includes('<strong>&lt;img src=x&gt;&quot;</strong>'));
    assert.doesNotMatch(page.text, /<img src=x/);
  });
});

describe('disconnecting an app', () => {
  test('stops its tokens at once, and only its own', async () => {
    for (const id of [NOTION, DROPBOX]) await anne.authorize(id);
    const notion = await onlyId(anne, NOTION);
    await readWell(anne, NOTION, notion);
    const used = front.reads.at(-1)?.authorization ?? '';
    const page = await disconnect(anne, demo.oauth, 'Notion');
    assert.equal(page.url, `${demo.oauth}/connections?disconnected`);
    assert.match(page.text, /<p role="status" class="done">The app is disconnected\.<\/p>/);
    assert.ok(!entriesOf(page, 'connection').some(({ label }) => label.endsWith('Notion')));

    const answer = await read(anne, NOTION, notion);
    assert.deepEqual([answer.status, answer.body], [400, tokenRefused('Notion')]);
    const userInfo = await fetch(`${demo.oauth}/me`, { headers: { authorization: used } });
    assert.equal(userInfo.status, 401);
    await readWell(anne, DROPBOX, await onlyId(anne, DROPBOX));
  });

  test('also stops the renewal of a token that has run out', async () => {
    await anne.authorize(NOTION);
    const id = await onlyId(anne, NOTION);
    await disconnect(anne, demo.oauth, 'Notion');
    clock += 3600;
    front.reads.length = 0;
    assert.deepEqual((await read(anne, NOTION, id)).body, tokenRefused('Notion'));
    assert.equal(front.reads.length, 0, 'the refused refresh token was enough to know');
  });

  test('is mended by a new authorization, in place', async () => {
    await anne.authorize(NOTION);
    const id = await onlyId(anne, NOTION);
    await anne.post(NOTION, '/update-name', { credential_id: id, name: 'Handbook' });
    await disconnect(anne, demo.oauth, 'Notion');
    assert.equal((await read(anne, NOTION, id)).status, 400);
    await anne.authorize(NOTION, `?credential_id=${id}`);
    await readWell(anne, NOTION, id);
    assert.deepEqual(
      (await anne.credentials(NOTION)).map((row) => [row.id, row.name]),
      [[id, 'Handbook']],
    );
    clock += 3600;
    await readWell(anne, NOTION, id);
  });

  test('twice, or one that never was, changes nothing', async () => {
    await anne.authorize(NOTION);
    const { value = '' } = entriesOf(await connections(), 'connection')[0] ?? {};
    for (const connection of [value, value, 'nothing', '']) {
      const page = await anne.browser.submit(`${demo.oauth}/connections`, { connection });
      assert.equal(page.status, 200);
    }
  });

  test("is refused to another site's form", async () => {
    await anne.authorize(NOTION);
    const id = await onlyId(anne, NOTION);
    for (const { value } of entriesOf(await connections(), 'connection')) {
      for (const site of ['cross-site', 'same-site']) {
        const page = await new Browser().open(`${demo.oauth}/connections`, {
          method: 'POST',
          headers: { 'sec-fetch-site': site },
          body: new URLSearchParams({ connection: value }),
        });
        assert.equal(page.status, 403);
        assertSafe(page);
      }
    }
    await readWell(anne, NOTION, id);
  });
});

test('the standard revocation endpoint ends a connection too', async () => {
  await anne.authorize(NOTION);
  const id = await onlyId(anne, NOTION);
  clock += 3600;
  await readWell(anne, NOTION, id);
  const client = front.refreshes.at(-1)?.form;
  const [token] = [...front.secrets].filter((secret) => secret.length === 43).slice(-1);
  const discovered = await fetch(`${demo.oauth}/.well-known/openid-configuration`);
  const { revocation_endpoint } = (await discovered.json()) as { revocation_endpoint: string };
  const response = await fetch(revocation_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      token: token ?? '',
      client_id: client?.get('client_id') ?? '',
      client_secret: client?.get('client_secret') ?? '',
    }),
  });
  assert.equal(response.status, 200);
  assert.deepEqual((await read(anne, NOTION, id)).body, tokenRefused('Notion'));
});

describe('the keys that were issued', () => {
  const issue = async (): Promise<{ key: string; value: string }> => {
    const page = await anne.browser.submit(`${demo.oauth}/keys`, { source: 'notion_datasource' });
    const key = shownValue(page, 'key');
    const { label, value } = entriesOf(page, 'key_id')[0] ?? { label: '', value: '' };
    assert.equal(label, `Revoke the Notion key ntn_…${key.slice(-4)}`);
    assert.equal(page.text.split(key).length, 2, 'the key is shown once');
    assertSafe(page);
    return { key, value };
  };
  const revoke = (key_id: string): Promise<Page> =>
    anne.browser.submit(`${demo.oauth}/keys/revoke`, { key_id });

  test('are listed without being shown, and stop working when they are revoked, until another one is entered', async () => {
    const [first, second] = [await issue(), await issue()];
    await anne.post(NOTION, '', { credentials: { integration_secret: first.key } });
    const id = await onlyId(anne, NOTION);
    await readWell(anne, NOTION, id);

    const page = await revoke(first.value);
    assert.equal(page.url, `${demo.oauth}/keys?revoked`);
    assert.match(page.text, /The key is revoked and works no longer\./);
    assert.deepEqual(
      entriesOf(page, 'key_id').map(({ value }) => value),
      [second.value],
    );
    assert.ok(!page.text.includes(second.key));
    const answer = await read(anne, NOTION, id);
    assert.deepEqual([answer.status, answer.body], [400, keyRefused('Notion')]);
    assert.ok(!JSON.stringify(answer.body).includes(first.key));

    const credentials = { integration_secret: second.key };
    assert.equal((await anne.post(NOTION, '/update', { credential_id: id, credentials })).status, 201);
    await readWell(anne, NOTION, id);
    assert.equal(await onlyId(anne, NOTION), id);
  });

  test('stay when something else is revoked, and the demo keys always do', async () => {
    const { key } = await issue();
    for (const wrong of ['', key, 'ntn_demo_key', 'nothing']) assert.equal((await revoke(wrong)).status, 200);
    for (const integration_secret of [key, 'ntn_demo_key'])
      assert.equal((await anne.post(NOTION, '', { credentials: { integration_secret } })).status, 200);
  });

  test("are not revoked by another site's form", async () => {
    const { key, value } = await issue();
    const page = await new Browser().open(`${demo.oauth}/keys/revoke`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ key_id: value }),
    });
    assert.equal(page.status, 403);
    assert.equal((await anne.post(NOTION, '', { credentials: { integration_secret: key } })).status, 200);
  });
});
