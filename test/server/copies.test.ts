import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressesOf, startChild } from './support/child.js';
import { startTestDemo, temporaryFolder } from './support/demo.js';
import { freePort } from './support/free-port.js';
import { Member, NOTION } from './support/member.js';
import { readWell } from './support/reading.js';
import { sharedAddress } from './support/shared-address.js';

describe('two copies, each a process of its own, behind one address and over one database', () => {
  test('are one server: every request goes to the other copy, and flows, sessions and refreshes still work', async () => {
    const [app, oauth] = [await sharedAddress('localhost'), await sharedAddress('127.0.0.1')];
    const env = {
      DATA_DIR: temporaryFolder(),
      PUBLIC_URL: app.url,
      OAUTH_PUBLIC_URL: oauth.url,
      // So short that every read renews them.
      PROVIDER_TOKEN_SECONDS: '30',
    };
    // Both start at the same moment over an empty folder: one schema, one secret key, one signing key.
    const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    const copies = [0, 1].map((n) =>
      startChild({ ...env, PORT: String(ports[n * 2]), OAUTH_PORT: String(ports[n * 2 + 1]) }),
    );
    for (const copy of copies) assert.deepEqual(await addressesOf(copy), { app: app.url, oauth: oauth.url });
    app.copies.push(`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[2]}`);
    oauth.copies.push(`http://127.0.0.1:${ports[1]}`, `http://127.0.0.1:${ports[3]}`);

    const anne = await Member.login(app.url);
    for (let i = 0; i < 4; i += 1) await anne.authorize(NOTION);
    const rows = await anne.credentials(NOTION);
    assert.equal(rows.length, 4);
    assert.equal(rows.filter(({ is_default }) => is_default).length, 1);
    for (let i = 0; i < 3; i += 1) assert.equal((await anne.send('POST', '/refresh-token')).status, 200);
    for (const shared of [app, oauth]) {
      const [a = 0, b = 0] = shared.copies.map((copy) => shared.counts.get(copy) ?? 0);
      assert.ok(a > 4 && Math.abs(a - b) <= 1, `both copies worked: ${a} and ${b}`);
    }

    // One connection whose token has run out, used at both copies at the same moment: neither revokes what the other one got.
    for (let round = 0; round < 3; round += 1)
      await Promise.all([1, 2, 3, 4].map(() => readWell(anne, NOTION, rows[0]?.id)));

    // One name, asked for at both copies at the same moment.
    const create = async () =>
      anne.post(NOTION, '', { credentials: { integration_secret: 'ntn_demo_key' }, name: 'One' });
    const answers = await Promise.all([create(), create(), create(), create()]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400]);

    // One copy goes away in the middle of a flow; the other one finishes it.
    const consent = await anne.browser.open(await anne.authorizationUrl(NOTION));
    app.copies.shift();
    oauth.copies.shift();
    copies[0]?.process.kill('SIGTERM');
    assert.equal(await copies[0]?.exitCode, 0);
    assert.equal(
      (await anne.browser.submit(consent.url, { decision: 'allow' })).url,
      `${app.url}/oauth-callback`,
    );
    assert.equal((await anne.credentials(NOTION)).length, 6);
  });
});

test('a flow that was started at one copy ends at the other one, and only once', async () => {
  const app = await sharedAddress('localhost');
  const dataDir = temporaryFolder();
  const a = await startTestDemo({ dataDir, publicUrl: app.url });
  const b = await startTestDemo({ dataDir, publicUrl: app.url, oauthPublicUrl: a.oauth });
  app.copies = [a.own.app];
  const anne = await Member.login(app.url);
  const url = await anne.authorizationUrl(NOTION);
  app.copies = [b.own.app];
  const page = await anne.decide(url, 'allow');
  assert.equal(page.url, `${app.url}/oauth-callback`);
  app.copies = [a.own.app];
  assert.equal((await anne.credentials(NOTION)).length, 1);
});
