import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  errorAnswer,
  GOOGLE_DRIVE,
  JINA_READER,
  notionSource,
  NOTION,
  type TestServer,
} from '../../src/testing.js';
import { fields, isCallback, isConnections, isCreate, isDelete } from './support/requests.js';
import { checkKit, idsOf, KEY, strictServer } from './support/kit.js';

/** What users would see of it. */
const state = ({ sources }: TestServer): unknown => structuredClone(sources);

/** Jina Reader has two connections of somebody, of which the second is the default. */
function usedServer(): TestServer {
  const server = strictServer();
  server.connect(JINA_READER, { name: 'API KEY 1', type: 'api-key', is_default: false });
  server.connect(JINA_READER, { name: 'Team', type: 'api-key', is_default: true });
  server.connect(NOTION, { name: 'Acme' });
  return server;
}

describe('the check', () => {
  test('passes on a server in use, and leaves connections, default and settings as they were', async () => {
    const server = usedServer();
    const before = state(server);
    const result = await checkKit(server);
    assert.deepEqual(idsOf(result, 'fail'), []);
    assert.deepEqual(idsOf(result, 'skipped'), []);
    assert.deepEqual(state(server), before);
  });

  test('cleans up after rules that fail, also when the connection breaks in the middle', async () => {
    const server = usedServer();
    const before = state(server);
    // The last rules find a server that works again.
    const isTrouble = (): boolean => !server.requests.some(isCallback);
    server.intercept((request) => {
      if (isTrouble() && server.requests.length % 9 === 0) throw new TypeError('fetch failed');
      return isTrouble() && isDelete(request)
        ? errorAnswer(500, 'unknown', 'Internal Server Error')
        : undefined;
    });
    const result = await checkKit(server);
    const failures = result.results.filter(({ outcome }) => outcome === 'fail');
    assert.ok(failures.some(({ remark }) => remark === 'no answer: fetch failed'));
    assert.ok(failures.some(({ remark }) => remark.startsWith('500 unknown')));
    assert.deepEqual(result.leftBehind, []);
    assert.deepEqual(state(server), before);
  });

  test('knows what it made without a name, also when it could not look at once', async () => {
    const server = usedServer();
    const before = state(server);
    let isMade = false;
    server.intercept((request) => {
      if (isMade && isConnections(request)) {
        isMade = false;
        throw new TypeError('fetch failed');
      }
      isMade ||= isCreate(request) && fields(request)['name'] === '';
      return undefined;
    });
    const result = await checkKit(server);
    assert.deepEqual(idsOf(result, 'fail'), ['create-generates-name']);
    assert.deepEqual(state(server), before);
  });

  test('says what it could not remove', async () => {
    const server = usedServer();
    server.intercept((request) =>
      isDelete(request) && fields(request)['credential_id']
        ? errorAnswer(500, 'unknown', 'Internal Server Error')
        : undefined,
    );
    const { leftBehind } = await checkKit(server);
    const left = server
      .credentialsOf(JINA_READER)
      .map(({ name }) => name)
      .slice(2);
    assert.ok(left.length > 0);
    assert.deepEqual(
      leftBehind,
      left.map((name) => `the connection "${name}" of ${JINA_READER}`),
    );
  });

  test('does not touch OAuth client settings where some are set', async () => {
    const server = strictServer();
    for (const { oauth_schema: oauth } of server.sources)
      if (oauth) {
        oauth.oauth_custom_client_params = { client_id: 'ou**********nt' };
        oauth.is_oauth_custom_client_enabled = true;
      }
    const before = state(server);
    const result = await checkKit(server);
    assert.deepEqual(state(server), before);
    assert.deepEqual(idsOf(result, 'fail'), []);
    const skipped = result.results.filter(({ outcome }) => outcome === 'skipped');
    assert.deepEqual(
      skipped.map(({ rule }) => rule.operation),
      [9, 9, 9, 9, 9, 10],
    );
    for (const { remark } of skipped)
      assert.equal(remark, 'every source has OAuth client settings, which could not be put back');
    const written = server.requests.filter(
      ({ method, path }) => method !== 'GET' && (path.includes(NOTION) || path.includes(GOOGLE_DRIVE)),
    );
    assert.deepEqual(written, []);
  });

  test('skips what the server does not have, and says why', async () => {
    const server = strictServer({ sources: [notionSource({ oauth_schema: null })] });
    const result = await checkKit(server);
    assert.deepEqual(idsOf(result, 'fail'), []);
    const reasons = new Set(result.results.map(({ remark }) => remark));
    assert.ok(reasons.has('every source needs credentials: name one by --source'));
    assert.ok(reasons.has('no source can be connected by OAuth'));
  });

  test('skips rules about connections where none can be made, but for the one about making them', async () => {
    const server = strictServer();
    server.intercept((request) =>
      isCreate(request) ? errorAnswer(500, 'unknown', `Broken by ${KEY}`) : undefined,
    );
    const { results } = await checkKit(server);
    const remarkOf = (id: string): string => results.find(({ rule }) => rule.id === id)?.remark ?? '';
    assert.equal(remarkOf('create-succeeds'), '500 unknown "Broken by •••", not 200');
    assert.equal(remarkOf('rename-succeeds'), 'no connection could be made: 500 unknown "Broken by •••"');
  });

  test('ends early when it is told to, and cleans up', async () => {
    const server = usedServer();
    const before = state(server);
    const controller = new AbortController();
    server.intercept((request) => {
      if (isCreate(request)) controller.abort();
      return undefined;
    });
    const result = await checkKit(server, controller.signal);
    assert.ok(result.results.length > 0 && result.results.length < 10);
    assert.deepEqual(state(server), before);
  });
});
