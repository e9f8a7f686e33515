import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { REPOSITORY } from '../../demo/server/options.js';
import { isPrivate } from '../../demo/server/pages/private-files.js';
import type { RunningDemo } from '../../demo/server/start.js';
import { atTheEnd, startTestDemo } from './support/demo.js';
import { Member } from './support/member.js';

let demo: RunningDemo;
let dataDir: string;

before(async () => {
  // Inside the repository, where the page server would be allowed to read.
  mkdirSync(join(REPOSITORY, 'demo', '.data'), { recursive: true });
  dataDir = mkdtempSync(join(REPOSITORY, 'demo', '.data', 'test-'));
  atTheEnd(() => rmSync(dataDir, { recursive: true, force: true }));
  demo = await startTestDemo({ dataDir, pages: true });
});

/** The path as it is, without the clean-up that `fetch` does. */
async function raw(path: string): Promise<{ status: number; body: Buffer }> {
  const { port } = new URL(demo.app);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

describe('with the pages', () => {
  test('the API and the callback page are answered on the same address', async () => {
    await Member.login(demo.app);
    assert.match(await (await fetch(`${demo.app}/oauth-callback`)).text(), /You are connected/);
  });

  test('modules of the package are compiled and served', async () => {
    const response = await fetch(`${demo.app}/@vite/client`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /javascript/);
  });

  test('a page that does not exist is not found', async () => {
    assert.equal((await fetch(`${demo.app}/no-such-page.html`)).status, 404);
  });

  test('neither the secret key nor the database can be fetched, by no spelling of their address', async () => {
    assert.ok(existsSync(join(dataDir, 'secret.key')) && existsSync(join(dataDir, 'demo.db')));
    const folder = dataDir.slice(join(REPOSITORY, 'demo').length);
    for (const file of ['secret.key', 'demo.db', 'demo.db-wal']) {
      for (const path of [
        `${folder}/${file}`,
        `/@fs${dataDir}/${file}`,
        `/@id${dataDir}/${file}`,
        `/@fs/${dataDir}/${file}`,
        `${folder}/${file}`.replace('.data', '%2edata'),
        `${folder}/${file}`.replaceAll('/', '%2f').replace('%2f', '/'),
        `/x/../${folder}/${file}`,
        `/${folder}/${file}`,
        `/./${folder}//${file}`,
        `/@fs${REPOSITORY}src/../demo${folder}/${file}`,
      ]) {
        for (const query of ['', '?raw', '?url', '?import&raw', '?inline', '#x', '?x=.svg?.wasm?init']) {
          const { status, body } = await raw(`${path}${query}`);
          assert.equal(status, 404, `${path}${query}`);
          assert.equal(String(body), 'Not found');
        }
      }
    }
  });
});

describe('an address is private', () => {
  for (const url of [
    '/.data/secret.key',
    '/.env',
    '/.git/config',
    '/%2egit/config',
    `/@fs${REPOSITORY}.git/config`,
    '/demo.db',
    '/sub/demo.db-wal',
    '/a%00b',
    '/%zz',
    '/..\\.data\\x',
  ]) {
    test(`when it is ${url.replace(REPOSITORY, '<repository>/')}`, () => {
      assert.equal(isPrivate(url, '/somewhere/else'), true);
    });
  }

  for (const url of [
    '/',
    '/index.html',
    '/server/main.ts',
    '/@vite/client',
    `/@fs${REPOSITORY}node_modules/.vite/deps/lit.js?v=1`,
    `/@fs${REPOSITORY}src/index.ts`,
    '/node_modules/.vite/deps/lit.js',
  ]) {
    test(`not when it is ${url.replace(REPOSITORY, '<repository>/')}`, () => {
      assert.equal(isPrivate(url, '/somewhere/else'), false);
    });
  }

  test('when it is in the data folder, whatever that is called', () => {
    assert.equal(isPrivate(`/@fs${REPOSITORY}data/notes.txt`, join(REPOSITORY, 'data')), true);
    assert.equal(isPrivate('/data/notes.txt', join(REPOSITORY, 'demo', 'data')), true);
    assert.equal(isPrivate('/data-2/notes.txt', join(REPOSITORY, 'demo', 'data')), false);
  });
});
