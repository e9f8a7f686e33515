import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { RunningDemo } from '../../demo/server/start.js';
import { Browser } from './support/browser.js';
import type { Page } from './support/browser.js';
import { startTestDemo } from './support/demo.js';
import { Member, NOTION } from './support/member.js';

let demo: RunningDemo;
let anne: Member;

before(async () => {
  demo = await startTestDemo();
  anne = await Member.login(demo.app);
});

const valueOf = (page: Page, id: string): string =>
  new RegExp(`id="${id}"\\s+readonly\\s+value="([^"]+)"`).exec(page.text)?.[1] ?? '';

const assertSafe = (page: { headers: Headers; text: string }): void => {
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /script-src|unsafe-inline/);
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.doesNotMatch(page.text, /<script|\son\w+=|\sstyle=/);
};

describe('the consent page', () => {
  let page: Page;

  before(async () => {
    page = await anne.browser.open(await anne.authorizationUrl(NOTION));
  });

  test('names the provider, the account, the app and where the user is sent back to', () => {
    assert.equal(new URL(page.url).origin, demo.oauth);
    for (const text of [
      'Notion',
      'Anne&#39;s Notion',
      '<h1>Connect with Datasource Elements demo</h1>',
      new URL(demo.app).host,
    ]) {
      assert.ok(page.text.includes(text), text);
    }
  });

  test('lists what the app asks for', () => {
    assert.deepEqual(
      [...page.text.matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text),
      [
        'View the pages and databases that you select',
        'View comments on those pages',
        'View the names and email addresses of workspace members',
        'Keep this access when you are away, until you revoke it',
      ],
    );
  });

  test('has the two buttons, Cancel first', () => {
    assert.deepEqual(
      [...page.text.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, text]) => text),
      ['Cancel', 'Allow access'],
    );
  });

  test('runs no script, is never framed, and lets its form end only here and at the app', () => {
    assertSafe(page);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      new RegExp(`form-action 'self' ${demo.app.replaceAll('.', '\\.')};`),
    );
  });

  test('belongs to the browser that asked: another one cannot answer it', async () => {
    const answer = await new Browser().submit(page.url, { decision: 'allow' });
    assert.equal(answer.status, 400);
    assertSafe(answer);
  });

  test('shows a name with markup in it as text', async () => {
    const redirect_uri = 'https://app.example.com/callback';
    const name = '<img src=x onerror=alert(1)>&"\'';
    const app = await anne.browser.submit(`${demo.oauth}/apps`, { name, source: 'dropbox', redirect_uri });
    assertSafe({ headers: app.headers, text: app.text.replaceAll(/&lt;.*?&gt;/g, '') });
    const url = new URL(`${demo.oauth}/auth`);
    url.search = new URLSearchParams({
      client_id: valueOf(app, 'client_id'),
      redirect_uri,
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    const consent = await anne.browser.open(url.href);
    assert.equal(consent.status, 200);
    assert.ok(consent.text.includes('Connect with &lt;img src=x onerror=alert(1)&gt;&amp;&quot;'));
    assert.doesNotMatch(consent.text, /<img src=x/);
  });
});

describe('a wrong request shows a page and goes nowhere', () => {
  const change = async (edit: (url: URL) => void): Promise<Page> => {
    const url = new URL(await anne.authorizationUrl(NOTION));
    edit(url);
    return anne.browser.open(url.href);
  };

  test('with an unknown client', async () => {
    const page = await change((url) => url.searchParams.set('client_id', '<b>nobody</b>'));
    assert.equal(page.status, 400);
    assert.equal(new URL(page.url).origin, demo.oauth);
    assert.match(page.text, /invalid_client/);
    assertSafe(page);
  });

  test('with a redirect URI that was not registered', async () => {
    const page = await change((url) => url.searchParams.set('redirect_uri', 'https://evil.example/callback'));
    assert.equal(page.status, 400);
    assert.match(page.text, /invalid_redirect_uri/);
    assertSafe(page);
  });

  test('with an interaction that does not exist', async () => {
    const page = await new Browser().open(`${demo.oauth}/interaction/unknown`);
    assert.equal(page.status, 400);
    assertSafe(page);
  });
});

test('a request without PKCE is refused', async () => {
  const url = new URL(await anne.authorizationUrl(NOTION));
  url.searchParams.delete('code_challenge');
  url.searchParams.delete('code_challenge_method');
  const page = await anne.browser.open(url.href);
  assert.match(page.text, /invalid_request/);
});

describe('the page where an app is registered', () => {
  const sent = {
    name: 'My app',
    source: 'notion_datasource',
    redirect_uri: 'http://localhost:5173/callback',
  };
  const submit = async (change: Partial<typeof sent>): Promise<Page> =>
    anne.browser.submit(`${demo.oauth}/apps`, { ...sent, ...change });

  test('is where the help of the client fields leads, with the redirect URI of that source filled in', async () => {
    const schema = (await anne.provider(NOTION)).oauth_schema;
    const page = await anne.browser.open(schema?.client_schema[0]?.url ?? '');
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(`value="${schema?.redirect_uri}"`));
    assertSafe(page);
  });

  test('shows the new client id and secret in fields to copy from', async () => {
    const page = await submit({});
    assert.equal(page.status, 200);
    assert.match(valueOf(page, 'client_id'), /^app-[0-9a-f]{18}$/);
    assert.equal(valueOf(page, 'client_secret').length, 43);
    assertSafe(page);
  });

  for (const redirect_uri of ['https://example.com/callback', 'http://127.0.0.1:8080/x', 'http://[::1]/x']) {
    test(`accepts ${redirect_uri}`, async () => {
      assert.equal((await submit({ redirect_uri })).status, 200);
    });
  }

  const wrong: [Partial<typeof sent>, RegExp][] = [
    [{ redirect_uri: '' }, /Enter the whole address/],
    [{ redirect_uri: '/callback' }, /Enter the whole address/],
    [{ redirect_uri: 'http://example.com/callback' }, /must start with https/],
    [{ redirect_uri: 'http://localhost.example.com/' }, /must start with https/],
    [{ redirect_uri: 'javascript:alert(1)' }, /must start with https/],
    [{ redirect_uri: 'https://user@example.com/' }, /must not hold a user name/],
    [{ redirect_uri: 'https://example.com/#x' }, /must not hold a user name/],
    [{ name: ' ' }, /Enter a name/],
    [{ name: 'x'.repeat(81) }, /Enter a name/],
    [{ source: 'nothing' }, /Choose a data source/],
    [{ source: 'firecrawl' }, /Choose a data source/],
  ];
  for (const [change, problem] of wrong) {
    test(`refuses ${JSON.stringify(change).slice(0, 60)}`, async () => {
      const page = await submit(change);
      assert.equal(page.status, 400);
      assert.match(page.text, problem);
      assert.equal(valueOf(page, 'client_secret'), '');
    });
  }
});

describe('the page where API keys are issued', () => {
  test('names the keys that always work', async () => {
    const page = await anne.browser.open(`${demo.oauth}/keys`);
    for (const key of ['ntn_demo_key', 'jina_demo_key', 'fc-demo-key', 'sl.demo-token'])
      assert.ok(page.text.includes(key));
    assertSafe(page);
  });

  test('issues a key that works for that source and for no other', async () => {
    const page = await anne.browser.submit(`${demo.oauth}/keys`, { source: 'notion_datasource' });
    const key = valueOf(page, 'key');
    assert.match(key, /^ntn_.{43}$/);
    assertSafe(page);
    assert.equal((await anne.post(NOTION, '', { credentials: { integration_secret: key } })).status, 200);
    const dropbox = 'langgenius/dropbox_datasource/dropbox';
    assert.equal((await anne.post(dropbox, '', { credentials: { access_token: key } })).status, 400);
  });

  test('refuses a source that has no keys', async () => {
    assert.equal((await anne.browser.submit(`${demo.oauth}/keys`, { source: 'google_drive' })).status, 400);
  });
});
