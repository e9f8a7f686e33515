import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestDemo, temporaryFolder } from './support/demo.js';
import { realServerBinary, startRealServer, startStandIn } from './support/libsql-servers.js';
import type { LibsqlServer } from './support/libsql-servers.js';
import { DRIVE, errorOf, Member, NOTION } from './support/member.js';
import { readWell } from './support/reading.js';
import { sharedAddress } from './support/shared-address.js';

/** The core of what the other files show for the embedded database, over a database server: two copies, nothing else shared. */
async function coreScenario(server: LibsqlServer): Promise<void> {
  const [app, oauth] = [await sharedAddress('localhost'), await sharedAddress('127.0.0.1')];
  const options = {
    databaseUrl: server.url,
    ...(server.authToken ? { databaseAuthToken: server.authToken } : {}),
    secretKey: randomBytes(32).toString('base64'),
    publicUrl: app.url,
    oauthPublicUrl: oauth.url,
    // So short that every read renews them.
    providerTokenSeconds: 30,
  };
  const copies = await Promise.all([startTestDemo(options), startTestDemo(options)]);
  app.copies = copies.map(({ own }) => own.app);
  oauth.copies = copies.map(({ own }) => own.oauth);
  for (const { dataDir } of copies)
    assert.deepEqual(readdirSync(dataDir), [], 'nothing is kept beside the server');

  const anne = await Member.login(app.url);
  const secret = 'ntn_demo_key';
  const create = async (name: string) =>
    anne.post(NOTION, '', { credentials: { integration_secret: secret }, name });
  const answers = await Promise.all([create('One'), create('One'), create('One')]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400]);
  await create('Two');
  const two = (await anne.credentials(NOTION)).find(({ name }) => name === 'Two');
  assert.equal((await anne.post(NOTION, '/default', { id: two?.id })).status, 200);
  assert.equal(errorOf(await anne.post(NOTION, '/default', { id: 'nobody' })).message, 'provider not found');

  await anne.authorize(NOTION);
  const own = (await anne.credentials(NOTION)).find(({ type }) => type === 'oauth2');
  await Promise.all([1, 2, 3, 4].map(() => readWell(anne, NOTION, own?.id)));
  const spent = await anne.decide(await anne.authorizationUrl(NOTION), 'cancel');
  const again = await anne.browser.open(spent.url);
  assert.equal((JSON.parse(again.text) as { message: string }).message, 'context_id is invalid');
  const client_params = { client_id: 'my-client', client_secret: 'my-client-secret' };
  await anne.post(DRIVE, '/custom-client', { client_params, enable_oauth_custom_client: true });
  assert.equal((await anne.send('POST', '/refresh-token')).status, 200);

  const rows = await anne.credentials(NOTION);
  assert.deepEqual(rows.map(({ name }) => name).sort(), ["Anne's Notion", 'One', 'Two']);
  assert.deepEqual(
    rows.filter(({ is_default }) => is_default).map(({ name }) => name),
    ['Two'],
  );
  await anne.post(NOTION, '/delete', { credential_id: two?.id });
  assert.equal((await anne.credentials(NOTION)).length, 2);

  const bytes = Buffer.concat(filesIn(server.folder).map((path) => readFileSync(path)));
  assert.ok(bytes.includes("Anne's Notion"), 'the search reads what is stored');
  for (const plain of [secret, 'my-client-secret'])
    assert.equal(bytes.includes(plain), false, `${plain} is readable`);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const binary = realServerBinary();

test(
  'over the real libSQL server, two copies work as one',
  { skip: binary === undefined && 'no libSQL server on this machine: set LIBSQL_SERVER to the path of sqld' },
  async () => coreScenario(await startRealServer(binary ?? '')),
);

test('over a stand-in that speaks the protocol of the libSQL server, two copies work as one', async () => {
  await coreScenario(await startStandIn());
});

test('a libSQL server that refuses the token stops the start', async () => {
  const server = await startStandIn();
  const options = { dataDir: temporaryFolder(), databaseUrl: server.url, databaseAuthToken: 'wrong' };
  await assert.rejects(startTestDemo(options), /401/);
});
