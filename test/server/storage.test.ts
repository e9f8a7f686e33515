import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startDemo } from '../../demo/server/start.js';
import { startTestDemo, temporaryFolder } from './support/demo.js';
import { DRIVE, FIRECRAWL, Member, NOTION } from './support/member.js';

const valueOf = (text: string, id: string): string =>
  new RegExp(`id="${id}"\\s+readonly\\s+value="([^"]+)"`).exec(text)?.[1] ?? '';

test('no secret can be found in the files, while the database is open and after it was closed', async () => {
  const demo = await startTestDemo();
  const anne = await Member.login(demo.app);
  const secrets = new Map<string, string>();
  const remember = (what: string, secret: string): string => {
    assert.ok(secret.length >= 4, what);
    secrets.set(what, secret);
    return secret;
  };
  for (const name of ['access_token', 'refresh_token', 'csrf_token']) {
    remember(`console ${name}`, anne.browser.cookie(`${demo.app}/`, name)?.value ?? '');
  }
  const issued = await anne.browser.submit(`${demo.oauth}/keys`, { source: 'notion_datasource' });
  const integration_secret = remember('API key', valueOf(issued.text, 'key'));
  await anne.post(NOTION, '', { credentials: { integration_secret } });
  await anne.post(FIRECRAWL, '', {
    credentials: { firecrawl_api_key: remember('demo key', 'fc-demo-key'), base_url: '' },
  });

  const registered = await anne.browser.submit(`${demo.oauth}/apps`, {
    name: 'App',
    source: 'google_drive',
    redirect_uri: (await anne.provider(DRIVE)).oauth_schema?.redirect_uri ?? '',
  });
  const client_params = {
    client_id: valueOf(registered.text, 'client_id'),
    client_secret: remember('client secret', valueOf(registered.text, 'client_secret')),
  };
  await anne.post(DRIVE, '/custom-client', { client_params, enable_oauth_custom_client: true });

  const seen: string[] = [];
  const originalFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await originalFetch(input, init);
    if (String(input).endsWith('/token')) seen.push(await response.clone().text());
    return response;
  };
  try {
    for (const id of [NOTION, DRIVE]) {
      const url = await anne.authorizationUrl(id);
      remember(`state of ${id}`, new URL(url).searchParams.get('state') ?? '');
      remember(`context of ${id}`, anne.browser.cookie(`${demo.app}/`, 'context_id')?.value ?? '');
      await anne.decide(url, 'allow');
    }
    remember(
      'state of an open flow',
      new URL(await anne.authorizationUrl(NOTION)).searchParams.get('state') ?? '',
    );
  } finally {
    globalThis.fetch = originalFetch;
  }
  assert.equal(seen.length, 2, 'two token answers were seen');
  for (const [index, text] of seen.entries()) {
    const tokens = JSON.parse(text) as Record<string, string>;
    for (const name of ['access_token', 'refresh_token', 'id_token'])
      remember(`${name} ${index}`, tokens[name] ?? '');
  }
  const session = anne.browser.cookie(`${demo.oauth}/`, '_session')?.value ?? '';
  remember('session at the authorization server', session);
  const key = readFileSync(join(demo.dataDir, 'secret.key'), 'utf8').trim();
  remember('secret key', key);

  const search = (): void => {
    const files = readdirSync(demo.dataDir).filter((name) => name !== 'secret.key');
    assert.ok(files.includes('demo.db'));
    const bytes = Buffer.concat(files.map((name) => readFileSync(join(demo.dataDir, name))));
    assert.ok(bytes.includes("Anne's Notion"), 'the search reads what is stored');
    for (const [what, secret] of secrets) {
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ]) {
        assert.equal(bytes.includes(form), false, `${what} is readable in the files`);
      }
    }
    assert.equal(
      bytes.includes(Buffer.from(key, 'base64')),
      false,
      'the secret key is readable in the files',
    );
    assert.doesNotMatch(bytes.toString('latin1'), /"password":|BEGIN [A-Z ]*PRIVATE KEY|"d":"/);
  };
  assert.ok(readdirSync(demo.dataDir).includes('demo.db-wal'));
  search();
  await demo.close();
  search();
});

test('everything is still there after a restart: login, connections, custom client, an open flow', async () => {
  const dataDir = temporaryFolder();
  const first = await startDemo({ dataDir, port: 0, oauthPort: 0, pages: false });
  const [port, oauthPort] = [Number(new URL(first.app).port), Number(new URL(first.oauth).port)];
  const anne = await Member.login(first.app);
  await anne.post(NOTION, '', { credentials: { integration_secret: 'ntn_demo_key' }, name: 'Kept' });
  await anne.authorize(NOTION);
  const chosen = (await anne.credentials(NOTION)).find(({ name }) => name === "Anne's Notion");
  await anne.post(NOTION, '/default', { id: chosen?.id });
  await anne.post(NOTION, '/custom-client', {
    client_params: { client_id: 'abcdefgh' },
    enable_oauth_custom_client: false,
  });
  const before = await anne.provider(NOTION);
  const url = await anne.authorizationUrl(NOTION);
  const consent = await anne.browser.open(url);
  await first.close();

  await startTestDemo({ dataDir, port, oauthPort });
  assert.deepEqual(await anne.provider(NOTION), before);
  assert.equal(
    (await anne.browser.submit(consent.url, { decision: 'allow' })).url,
    `${first.app}/oauth-callback`,
  );
  assert.equal((await anne.credentials(NOTION)).length, 3);
});

test('the data folder may have spaces, umlauts and percent signs in its name', async () => {
  const demo = await startTestDemo({ dataDir: join(temporaryFolder(), 'Ännes 100%20 data#?') });
  await Member.login(demo.app);
  assert.ok(readdirSync(demo.dataDir).includes('demo.db'));
});

describe('the secret key', () => {
  test('is made once, outside the database, and readable by its owner only', async () => {
    const demo = await startTestDemo();
    const path = join(demo.dataDir, 'secret.key');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(Buffer.from(readFileSync(path, 'utf8'), 'base64').length, 32);
    assert.deepEqual(
      readdirSync(demo.dataDir).filter((name) => name.startsWith('secret.key')),
      ['secret.key'],
    );
  });

  test('of another database is refused with a sentence that says what to do', async () => {
    const demo = await startTestDemo();
    await demo.close();
    const other = Buffer.alloc(32, 7).toString('base64');
    await assert.rejects(
      startDemo({ dataDir: demo.dataDir, secretKey: other, port: 0, oauthPort: 0, pages: false }),
      {
        message: /^The secret key does not fit this database\. Set SECRET_KEY/,
      },
    );
  });

  for (const secretKey of ['short', Buffer.alloc(31).toString('base64')]) {
    test(`is refused when it is ${secretKey}`, async () => {
      const options = { dataDir: temporaryFolder(), secretKey, port: 0, oauthPort: 0, pages: false };
      await assert.rejects(startDemo(options), { message: 'SECRET_KEY must hold 32 bytes in base64' });
    });
  }
});
