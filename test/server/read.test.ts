import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { before, beforeEach, describe, test } from 'node:test';
import type { RunningDemo } from '../../demo/server/start.js';
import { SOURCES } from '../../demo/server/sources/catalogue.js';
import { atTheEnd, startTestDemo } from './support/demo.js';
import { DRIVE, DROPBOX, errorOf, FIRECRAWL, JINA, Member, NOTION, ONEDRIVE } from './support/member.js';
import { useCustomClient } from './support/pages.js';
import { documentOf, keyRefused, NOT_FOUND, onlyId, read, readWell, removeAll } from './support/reading.js';

const NOW = 1_780_000_000;

let demo: RunningDemo;
let anne: Member;

before(async () => {
  demo = await startTestDemo({ now: () => NOW });
  anne = await Member.login(demo.app);
});

beforeEach(() => removeAll(anne, [NOTION, JINA, FIRECRAWL, DRIVE, DROPBOX, ONEDRIVE]));

const addKey = async (id: string, credentials: object): Promise<string> => {
  assert.equal((await anne.post(id, '', { credentials })).status, 200);
  return onlyId(anne, id);
};

/** A server on this machine that first lets a key be stored, and then answers as told. */
async function startOwnServer(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/v1/team/credit-usage') response.end('{}');
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

describe('reading through a connection by key', () => {
  for (const [id, title, credentials] of [
    [NOTION, 'Product handbook', { integration_secret: 'ntn_demo_key' }],
    [JINA, 'Example Domain', { api_key: 'jina_demo_key' }],
    [JINA, 'Example Domain', { api_key: '' }],
    [JINA, 'Example Domain', {}],
    [FIRECRAWL, 'Getting started | Example Docs', { firecrawl_api_key: 'fc-demo-key', base_url: '' }],
    [DROPBOX, 'Meeting notes.md', { access_token: 'sl.demo-token' }],
  ] as const) {
    test(`answers a document of ${id} with ${JSON.stringify(credentials)}`, async () => {
      const document = await readWell(anne, id, await addKey(id, credentials));
      assert.equal(document.title, title);
      assert.equal(document.characters, document.text.length);
      assert.equal(document.read_at, new Date(NOW * 1000).toISOString());
    });
  }

  test('says which source it came from and where it is', async () => {
    const id = await addKey(NOTION, { integration_secret: 'ntn_demo_key' });
    const { source, url } = await readWell(anne, NOTION, id);
    assert.deepEqual([source, url], ['Notion', 'https://www.notion.so/product-handbook']);
  });

  test("asks the server that the connection names, with the connection's key", async () => {
    const asked: string[] = [];
    const base_url = await startOwnServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end(JSON.stringify({ title: 'Mine', text: 'é👍', url: 'javascript:alert(1)', other: 1 }));
    });
    const id = await addKey(FIRECRAWL, { firecrawl_api_key: 'mine', base_url });
    const { title, url, characters } = await readWell(anne, FIRECRAWL, id);
    assert.deepEqual(asked, ['POST /v1/scrape Bearer mine']);
    assert.deepEqual([title, url, characters], ['Mine', undefined, 2]);
  });
});

describe('reading through a connection by OAuth', () => {
  for (const [id, title] of [
    [NOTION, 'Product handbook'],
    [DRIVE, 'Quarterly report.docx'],
    [DROPBOX, 'Meeting notes.md'],
    [ONEDRIVE, 'Travel policy.pdf'],
  ] as const) {
    test(`answers a document of ${id}`, async () => {
      if (id === DRIVE) await useCustomClient(anne, demo.oauth, DRIVE);
      await anne.authorize(id);
      assert.equal((await readWell(anne, id, await onlyId(anne, id))).title, title);
    });
  }
});

describe('who may read', () => {
  test('a member who may only look, through a connection of the team', async () => {
    await anne.authorize(NOTION, '?visibility=all_team_members');
    const norman = await Member.login(demo.app, 'norman@example.com');
    await readWell(norman, NOTION, await onlyId(anne, NOTION));
  });

  test('nobody but its owner through a private one, which does not even seem to exist', async () => {
    await anne.authorize(NOTION, '?visibility=only_me');
    const id = await onlyId(anne, NOTION);
    await readWell(anne, NOTION, id);
    const norman = await Member.login(demo.app, 'norman@example.com');
    assert.deepEqual((await read(norman, NOTION, id)).body, NOT_FOUND);
  });

  test('nobody without a session, or without its CSRF token', async () => {
    const id = await addKey(JINA, {});
    assert.equal(errorOf(await read(new Member(demo.app), JINA, id)).code, 'unauthorized');
    const path = `/demo/datasource/${JINA}/read`;
    const answer = await anne.send('POST', path, { credential_id: id }, { 'x-csrf-token': '' });
    assert.equal(answer.status, 401);
    assert.equal(errorOf(answer).message, 'CSRF token is missing or invalid.');
  });
});

describe('a read is refused', () => {
  test('for a connection that does not exist, belongs to another source, or to none that is installed', async () => {
    const id = await addKey(JINA, {});
    for (const [source, credential] of [
      [JINA, '019a3c5e-7d2b-7f10-9c1e-3b2a0f6d8e11'],
      [NOTION, id],
      ['langgenius/nothing/nothing', id],
    ] as const) {
      assert.deepEqual((await read(anne, source, credential)).body, NOT_FOUND);
    }
  });

  test('without an id, for a malformed source, by another method, and as anything but JSON', async () => {
    const path = `/demo/datasource/${JINA}/read`;
    const missing = errorOf(await anne.send('POST', path, {}));
    assert.deepEqual([missing.status, missing.params], [400, 'credential_id']);
    const malformed = errorOf(await anne.send('POST', '/demo/datasource/A/b/c/read', { credential_id: 'x' }));
    assert.equal(malformed.message, 'Invalid plugin id A/b/c');
    assert.equal(errorOf(await anne.send('GET', path)).status, 405);
    assert.equal(errorOf(await anne.send('POST', path, 1, { 'content-type': 'text/plain' })).status, 415);
    assert.equal(errorOf(await anne.send('POST', '/demo/anything', {})).status, 404);
  });
});

describe('when the provider fails, the answer says so, and not that the connection is bad', () => {
  const credential = async (answer: RequestListener): Promise<string> =>
    addKey(FIRECRAWL, { firecrawl_api_key: 'mine-secret', base_url: await startOwnServer(answer) });

  for (const [what, answer, message] of [
    [
      'breaks down',
      (_, response) => response.writeHead(500).end('mine-secret'),
      'Firecrawl answered, but not with a document (HTTP status 500). Try again later.',
    ],
    [
      'has no such document',
      (_, response) => response.writeHead(404).end('{}'),
      'Firecrawl answered, but not with a document (HTTP status 404). Try again later.',
    ],
    [
      'answers something else',
      (_, response) => response.end('<html>mine-secret</html>'),
      'Firecrawl answered, but not with a document (HTTP status 200). Try again later.',
    ],
    [
      'sends the request elsewhere',
      (_, response) => response.writeHead(302, { location: '/v1/team/credit-usage' }).end(),
      'Firecrawl could not be reached. Try again later.',
    ],
    ['hangs up', (request) => request.socket.destroy(), 'Firecrawl could not be reached. Try again later.'],
  ] as [string, RequestListener, string][]) {
    test(`because it ${what}`, async () => {
      const { body } = await read(anne, FIRECRAWL, await credential(answer));
      assert.deepEqual(body, { code: 'provider_unavailable', message, status: 502 });
    });
  }

  test('because it never answers: the time is bounded', async () => {
    const quick = await startTestDemo({ providerTimeoutSeconds: 0.2 });
    const member = await Member.login(quick.app);
    const credentials = { firecrawl_api_key: 'mine', base_url: await startOwnServer(() => undefined) };
    await member.post(FIRECRAWL, '', { credentials });
    const answer = await read(member, FIRECRAWL, await onlyId(member, FIRECRAWL));
    assert.deepEqual([answer.status, errorOf(answer).code], [502, 'provider_unavailable']);
  });
});

test('a refused key answers 400, not the 401 of a lost session, and works again after it was edited', async () => {
  let accepted = 'old';
  const base_url = await startOwnServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${accepted}`) response.writeHead(401);
    response.end(JSON.stringify({ title: 'Mine', text: 'Text' }));
  });
  const id = await addKey(FIRECRAWL, { firecrawl_api_key: 'old', base_url });
  documentOf(await read(anne, FIRECRAWL, id));
  accepted = 'new';
  assert.deepEqual((await read(anne, FIRECRAWL, id)).body, keyRefused('Firecrawl'));
  await anne.post(FIRECRAWL, '/update', {
    credential_id: id,
    credentials: { firecrawl_api_key: 'new', base_url },
  });
  documentOf(await read(anne, FIRECRAWL, id));
});

describe("the provider's API", () => {
  for (const { name, keyCheck, sample } of SOURCES) {
    test(`of ${name} gives its document to a good key or token only`, async () => {
      const ask = async (authorization?: string): Promise<number> => {
        const headers = authorization === undefined ? {} : { authorization };
        const url = `${demo.oauth}/provider-api/${name}${sample.path}`;
        const response = await fetch(url, { method: sample.method, headers });
        const isDocument = (await response.text()).includes(JSON.stringify(sample.document.title));
        assert.equal(isDocument, response.status === 200);
        return response.status;
      };
      assert.equal(await ask(), keyCheck?.keyOptional ? 200 : 401);
      for (const wrong of ['Bearer wrong', 'Bearer ', 'Basic x']) assert.equal(await ask(wrong), 401, wrong);
      if (keyCheck) assert.equal(await ask(`Bearer ${keyCheck.demoKey}`), 200);
    });
  }
});
