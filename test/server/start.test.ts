import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { addressesOf, startChild } from './support/child.js';
import { atTheEnd, temporaryFolder } from './support/demo.js';
import { Member, NOTION } from './support/member.js';

describe('npm start', () => {
  test('says where it is, first to people and then to programs, answers there, and stops when asked to', async () => {
    const child = startChild({ DATA_DIR: temporaryFolder() });
    const { app, oauth } = await addressesOf(child);
    assert.match(app, /^http:\/\/localhost:\d+$/);
    assert.match(oauth, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(child.stdout(), `Datasource Elements demo: ${app}/\n${JSON.stringify({ app, oauth })}\n`);
    assert.equal(child.stderr(), '');
    const anne = await Member.login(app);
    await anne.authorize(NOTION);
    assert.equal(
      await (await fetch(`${oauth}/.well-known/openid-configuration`)).json().then((found) => found.issuer),
      oauth,
    );
    child.process.kill('SIGTERM');
    assert.equal(await child.exitCode, 0);
  });

  for (const setting of ['PORT', 'OAUTH_PORT']) {
    test(`says in one line that ${setting} is to be set when the port is taken`, async () => {
      const holder = createServer();
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
      atTheEnd(() => void holder.close());
      const address = holder.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const child = startChild({ DATA_DIR: temporaryFolder(), [setting]: String(port) });
      assert.equal(await child.exitCode, 1);
      const message = `Port ${port} is in use. Set ${setting} to another port (0 for any free one) and start again.\n`;
      assert.equal(child.stderr(), message);
      assert.equal(child.stdout(), '');
    });
  }

  for (const [name, value, message] of [
    ['PORT', 'http', 'PORT must be a number from 0 to 65535'],
    ['PROVIDER_TOKEN_SECONDS', '0', 'PROVIDER_TOKEN_SECONDS must be a number from 1 to 65535'],
    ['PUBLIC_URL', 'example.com', 'PUBLIC_URL must be an http(s) address'],
    ['SECRET_KEY', 'abc', 'SECRET_KEY must hold 32 bytes in base64'],
  ] as const) {
    test(`refuses ${name}=${value} in one line`, async () => {
      const child = startChild({ DATA_DIR: temporaryFolder(), [name]: value });
      assert.equal(await child.exitCode, 1);
      assert.equal(child.stderr(), `${message}\n`);
    });
  }
});
