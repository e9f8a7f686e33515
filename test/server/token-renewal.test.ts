import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { before, beforeEach, describe, test } from 'node:test';
import { createClient } from '@libsql/client';
import type { RunningDemo } from '../../demo/server/start.js';
import { addressesOf, startChild } from './support/child.js';
import { startTestDemo, temporaryFolder } from './support/demo.js';
import { DRIVE, errorOf, Member, NOTION } from './support/member.js';
import type { Answer } from './support/member.js';
import { disconnect, useCustomClient } from './support/pages.js';
import { providerFront, signal } from './support/provider-front.js';
import type { ProviderFront, SeenRequest } from './support/provider-front.js';
import { onlyId, read, readWell, removeAll, tokenRefused } from './support/reading.js';

const HOUR = 3600;
const UNAVAILABLE = {
  code: 'provider_unavailable',
  message: 'Notion could not renew this connection. Try again later.',
  status: 502,
};
/** Sessions of the console outlast the tokens of the provider here. */
const LONG = 1000 * HOUR;

let clock = Math.floor(Date.now() / 1000);
const dataDir = temporaryFolder();
let front: ProviderFront;
let demo: RunningDemo;
let anne: Member;
let id: string;

const start = async (options: object = {}): Promise<RunningDemo> => {
  const started = await startTestDemo({
    dataDir,
    now: () => clock,
    accessTokenSeconds: LONG,
    oauthPublicUrl: front.url,
    ...options,
  });
  front.target = started.own.oauth;
  return started;
};

before(async () => {
  front = await providerFront();
  demo = await start();
  anne = await Member.login(demo.app);
});

/** A new connection, so that no test depends on what another one did to its tokens. */
beforeEach(async () => {
  front.interfere = () => undefined;
  front.target = demo.own.oauth;
  await anne.send('DELETE', `/auth/plugin/datasource/${NOTION}/custom-client`);
  await removeAll(anne, [NOTION, DRIVE]);
  await anne.authorize(NOTION);
  id = await onlyId(anne, NOTION);
  front.refreshes.length = 0;
  front.reads.length = 0;
});

const isRefresh = (request: SeenRequest): boolean => front.refreshes.includes(request);
const lastToken = (): string | undefined => front.reads.at(-1)?.authorization;
const readAnd = async (member = anne): Promise<Answer> => {
  const answer = await read(member, NOTION, id);
  const said = JSON.stringify([answer.body, [...answer.headers]]);
  for (const secret of front.secrets) assert.ok(!said.includes(secret), 'the answer holds a secret');
  return answer;
};
const statusOfRead = async (): Promise<number> => (await readAnd()).status;

describe('a token is renewed before it is used', () => {
  for (const [left, refreshes] of [
    [61, 0],
    [60, 0],
    [59, 1],
    [-100, 1],
  ] as const) {
    test(`${refreshes ? '' : 'not '}when ${left} seconds are left`, async () => {
      const made = clock;
      const rows = await query('SELECT expires_at FROM credentials WHERE id = ?', [id]);
      clock = Number(rows[0]?.['expires_at']) - left;
      assert.equal(await statusOfRead(), 200);
      assert.equal(front.refreshes.length, refreshes);
      assert.ok(clock >= made);
    });
  }

  test('and the new ones are stored: the next read, also after a restart, uses them', async () => {
    await readWell(anne, NOTION, id);
    const first = lastToken();
    clock += HOUR;
    await readWell(anne, NOTION, id);
    const second = lastToken();
    assert.notEqual(second, first);
    await readWell(anne, NOTION, id);
    assert.deepEqual([lastToken(), front.refreshes.length], [second, 1]);

    await demo.close();
    demo = await start();
    anne = await Member.login(demo.app);
    assert.equal(await statusOfRead(), 200);
    assert.deepEqual([lastToken(), front.refreshes.length], [second, 1]);
    clock += HOUR;
    assert.equal(await statusOfRead(), 200);
    const [used, rotated] = front.refreshes.map(({ form }) => form.get('refresh_token'));
    assert.ok(rotated && rotated !== used, 'the rotated refresh token was stored too');
  });

  test('with the OAuth client that is in effect', async () => {
    const clientId = await useCustomClient(anne, demo.oauth, DRIVE);
    await anne.authorize(DRIVE);
    clock += HOUR;
    await readWell(anne, DRIVE, await onlyId(anne, DRIVE));
    assert.equal(front.refreshes[0]?.form.get('client_id'), clientId);
  });

  test('keeps name, id and masked form', async () => {
    const [listed] = await anne.credentials(NOTION);
    clock += HOUR;
    await readWell(anne, NOTION, id);
    const [after] = await anne.credentials(NOTION);
    assert.deepEqual({ ...after, credential: {} }, { ...listed, credential: {} });
    assert.deepEqual(Object.keys(after?.credential ?? {}), ['access_token', 'refresh_token']);
  });
});

describe('a token that looked fresh but is refused', () => {
  test('is renewed once, and the document read once more', async () => {
    let refusals = 1;
    front.interfere = ({ path }) =>
      path.startsWith('/provider-api/') && refusals-- > 0 ? { status: 401, body: {} } : undefined;
    assert.equal(await statusOfRead(), 200);
    assert.deepEqual([front.refreshes.length, front.reads.length], [1, 2]);
  });

  test('and refused again ends there', async () => {
    front.interfere = ({ path }) => (path.startsWith('/provider-api/') ? { status: 401 } : undefined);
    assert.deepEqual((await readAnd()).body, tokenRefused('Notion'));
    assert.deepEqual([front.refreshes.length, front.reads.length], [1, 2]);
    clock += HOUR;
    assert.deepEqual((await readAnd()).body, tokenRefused('Notion'));
    assert.deepEqual([front.refreshes.length, front.reads.length], [2, 3]);
  });
});

describe('several reads of one expired connection', () => {
  test('share one renewal, and the grant survives', async () => {
    clock += HOUR;
    const answers = await Promise.all(Array.from({ length: 6 }, () => readAnd()));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(front.refreshes.length, 1);
    clock += HOUR;
    assert.equal(await statusOfRead(), 200);
  });

  test('at two copies over one database do not spoil each other either', async () => {
    const other = await startTestDemo({
      dataDir,
      now: () => clock,
      accessTokenSeconds: LONG,
      oauthPublicUrl: front.url,
    });
    const [there, arrived, release] = [await Member.login(other.app), signal(), signal()];
    clock += HOUR;
    front.interfere = async (request) => {
      if (!isRefresh(request)) return undefined;
      arrived.give();
      await release.promise;
      return undefined;
    };
    const first = readAnd();
    await arrived.promise;
    const second = readAnd(there);
    // By the time that the other copy has answered these, it has long seen the old tokens.
    for (let i = 0; i < 5; i += 1) await there.credentials(NOTION);
    release.give();
    assert.deepEqual([(await first).status, (await second).status], [200, 200]);
    assert.equal(front.refreshes.length, 1);
    clock += HOUR;
    assert.equal((await readAnd(there)).status, 200);
  });

  test('wait for a copy that died in the middle no longer than its lease lasts', async () => {
    const quick = await start({ providerTimeoutSeconds: 0.2 });
    const member = await Member.login(quick.app);
    clock += HOUR;
    await query('INSERT INTO refresh_leases (credential_id, holder, expires_at) VALUES (?, ?, ?)', [
      id,
      'a copy that died',
      clock + 30,
    ]);
    assert.equal(errorOf(await readAnd(member)).code, 'provider_unavailable');
    assert.equal(front.refreshes.length, 0);
    clock += 30;
    assert.equal(await statusOfRead(), 200);
  });
});

describe('a new authorization in the middle of a renewal', () => {
  for (const [what, answer] of [
    ['is not overwritten by the renewed tokens', undefined],
    ['is used when the renewal is refused', { status: 400, body: { error: 'invalid_grant' } }],
  ] as const) {
    test(what, async () => {
      const [arrived, release] = [signal(), signal()];
      front.interfere = async (request) => {
        if (!isRefresh(request)) return undefined;
        arrived.give();
        await release.promise;
        return answer;
      };
      clock += HOUR;
      const reading = readAnd();
      await arrived.promise;
      await anne.authorize(NOTION, `?credential_id=${id}`);
      const stored = (await anne.credentials(NOTION))[0]?.credential;
      release.give();
      assert.equal((await reading).status, 200);
      assert.deepEqual((await anne.credentials(NOTION))[0]?.credential, stored);
      const token = lastToken();
      assert.equal(await statusOfRead(), 200);
      assert.deepEqual([lastToken(), front.refreshes.length], [token, 1]);
    });
  }
});

describe('a renewal that fails', () => {
  for (const [what, interference] of [
    ['breaks down', { status: 500 }],
    ['is overloaded', { status: 503, body: { error: 'temporarily_unavailable' } }],
    ['hangs up', 'break'],
    ['does not speak OAuth', { status: 200, body: 'hello' }],
  ] as const) {
    test(`because the provider ${what} leaves the connection as it was`, async () => {
      clock += HOUR;
      front.interfere = (request) => (isRefresh(request) ? interference : undefined);
      assert.deepEqual((await readAnd()).body, UNAVAILABLE);
      front.interfere = () => undefined;
      assert.equal(await statusOfRead(), 200);
    });
  }

  test('to come in time is answered in time, and what comes late is stored all the same', async () => {
    const quick = await start({ providerTimeoutSeconds: 0.2 });
    const member = await Member.login(quick.app);
    const release = signal();
    front.interfere = async (request) => {
      if (isRefresh(request)) await release.promise;
      return undefined;
    };
    clock += HOUR;
    const { body } = await readAnd(member);
    assert.deepEqual(body, {
      ...UNAVAILABLE,
      message: 'Notion did not answer in time. Try again later.',
    });
    release.give();
    // Asked of the copy with the usual patience, so that a slow machine does not matter.
    assert.equal(await statusOfRead(), 200);
    assert.equal(front.refreshes.length, 1);
  });

  test('because the OAuth client is wrong says so', async () => {
    clock += HOUR;
    const set = async (client_params: object): Promise<Answer> =>
      anne.post(NOTION, '/custom-client', { client_params, enable_oauth_custom_client: true });
    for (const params of [{}, { client_id: 'demo-notion-datasource', client_secret: 'not-the-secret' }]) {
      await set(params);
      const { code, message } = errorOf(await readAnd());
      assert.deepEqual(
        [code, message],
        ['invalid_param', 'Notion refused the OAuth client. Check the OAuth client settings.'],
      );
    }
    await anne.send('DELETE', `/auth/plugin/datasource/${NOTION}/custom-client`);
    assert.equal(await statusOfRead(), 200);
  });

  test('because the tokens belong to another client asks for a new authorization, which mends it', async () => {
    await useCustomClient(anne, demo.oauth, NOTION);
    clock += HOUR;
    assert.deepEqual((await readAnd()).body, tokenRefused('Notion'));
    await anne.authorize(NOTION, `?credential_id=${id}`);
    assert.equal(await statusOfRead(), 200);
  });
});

test('without a refresh token the provider has the last word', async () => {
  await anne.post(NOTION, '/update', { credential_id: id, credentials: { access_token: '[__HIDDEN__]' } });
  clock += HOUR;
  assert.equal(await statusOfRead(), 200);
  await disconnect(anne, demo.oauth, 'Notion');
  assert.deepEqual((await readAnd()).body, tokenRefused('Notion'));
  assert.equal(front.refreshes.length, 0);
});

test('tokens last as long as the setting says', async () => {
  const folder = temporaryFolder();
  const { app } = await addressesOf(startChild({ DATA_DIR: folder, PROVIDER_TOKEN_SECONDS: '45' }));
  const member = await Member.login(app);
  await member.authorize(NOTION);
  const rows = await query('SELECT expires_at, created_at FROM credentials', [], folder);
  const lifetime = Number(rows[0]?.['expires_at']) - Number(rows[0]?.['created_at']) / 1000;
  assert.ok(Math.abs(lifetime - 45) <= 2, `${lifetime} s`);
});

async function query(sql: string, args: (string | number)[], folder = dataDir) {
  const client = createClient({ url: pathToFileURL(join(folder, 'demo.db')).href, timeout: 5000 });
  const { rows } = await client.execute({ sql, args });
  client.close();
  return rows;
}
