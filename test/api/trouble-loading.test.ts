import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import type { DatasourceError } from '../../src/api/errors.js';
import { troubles, type HttpOptions } from '../../src/api/http.js';
import { errorAnswer, FakeServer, json } from '../support/fake-server.js';
import { SlowPart } from '../support/slow-part.js';

const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const LIST = '/auth/plugin/datasource/list';

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

/** After all that waits for promises only, and for the answers of the fake server. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const fieldsOf = ({ code, message, status, serverCode, retryAfter, retryable }: DatasourceError) => ({
  code,
  message,
  status,
  serverCode,
  retryAfter,
  retryable,
});

describe('an answer that is no success, before the part that knows what to do about it is there', () => {
  let part: SlowPart;
  let server: FakeServer;

  beforeEach(async () => {
    part = await SlowPart.of(troubles);
    server = new FakeServer();
  });
  afterEach(() => part.restore());

  const client = (options: HttpOptions = {}) => new DatasourceClient({ fetch: server.fetch, ...options });

  it('needs nothing where all is well', async () => {
    await client().listDatasources();
    expect(part.loads).to.equal(0);
  });

  const ANSWERS: [string, () => Response][] = [
    ['a 401 that no renewal mends', () => errorAnswer(401, 'not_setup', 'Not set up.')],
    [
      'a 401 of a session that cannot be renewed',
      () => errorAnswer(401, 'unauthorized', 'Token has expired.'),
    ],
    ['a 403', () => errorAnswer(403, 'forbidden', 'You have no permission.')],
    ['a 404', () => errorAnswer(404, 'not_found', 'Not found')],
    ['a 429', () => new Response('', { status: 429, headers: { 'Retry-After': '7' } })],
    ['a 500', () => errorAnswer(500, 'internal', 'Internal Server Error')],
    ['a 502 of a proxy', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { Location: '/signin' } })],
  ];
  for (const [name, answer] of ANSWERS)
    it(`${name}: the same error as with the part at hand, from as many requests`, async () => {
      server.intercept(({ path }) => (path === '/refresh-token' ? json({}, 401) : answer()));
      const late = failureOf(client().listDatasources());
      await settled();
      expect(part.loads).to.equal(1);
      const asked = server.requests.length;
      expect(asked).to.equal(1);
      part.arrive();
      const fields = fieldsOf(await late);
      const requests = server.requests.splice(0).map(({ method, path }) => `${method} ${path}`);
      const atHand = fieldsOf(await failureOf(client().listDatasources()));
      expect(fields).to.deep.equal(atHand);
      expect(requests).to.deep.equal(server.requests.map(({ method, path }) => `${method} ${path}`));
      expect(part.loads).to.equal(1);
    });

  it('renews the session once for all requests that found it ended meanwhile', async () => {
    let renewed = false;
    server.intercept(({ path }) => {
      if (path === '/refresh-token') {
        renewed = true;
        return json({ result: 'success' });
      }
      return renewed ? undefined : errorAnswer(401, 'unauthorized', 'Token has expired.');
    });
    const expired: DatasourceError[] = [];
    const { listDatasources, listCredentials } = DatasourceClient.prototype;
    const one = client({ onSessionExpired: (error) => expired.push(error) });
    const runs = [
      listDatasources.call(one),
      listDatasources.call(one),
      listCredentials.call(one, REF),
    ] as Promise<unknown>[];
    await settled();
    expect(part.loads).to.equal(1);
    expect(server.count('POST', '/refresh-token')).to.equal(0);
    part.arrive();
    await Promise.all(runs);
    expect(server.count('POST', '/refresh-token')).to.equal(1);
    expect(server.count('GET', LIST)).to.equal(4);
    expect(expired).to.be.empty;
  });

  it('gets one new token for all requests, and for none that was sent after it', async () => {
    let token = 'old';
    const asked: boolean[] = [];
    server.intercept(({ headers }) =>
      headers.get('Authorization') === 'Bearer new'
        ? undefined
        : errorAnswer(401, 'unauthorized', 'Token has expired.'),
    );
    const one = client({
      getAccessToken: ({ refresh }) => {
        asked.push(refresh);
        if (refresh) token = 'new';
        return token;
      },
    });
    const runs = [one.listDatasources(), one.listDatasources()];
    await settled();
    part.arrive();
    await Promise.all(runs);
    await one.listDatasources();
    expect(asked).to.deep.equal([false, false, true, false]);
  });

  it('tells of the end of the session once for each request', async () => {
    server.intercept(({ path }) =>
      path === '/refresh-token' ? json({}, 401) : errorAnswer(401, 'unauthorized', 'Token has expired.'),
    );
    const expired: DatasourceError[] = [];
    const one = client({ onSessionExpired: (error) => expired.push(error) });
    const runs = [failureOf(one.listDatasources()), failureOf(one.listDatasources())];
    await settled();
    expect(expired).to.be.empty;
    part.arrive();
    for (const error of await Promise.all(runs)) expect(error.code).to.equal('session_expired');
    expect(expired).to.have.length(2);
    expect(server.count('POST', '/refresh-token')).to.equal(1);
  });

  it('sends a write again, with a token that the server takes, once the part is there', async () => {
    document.cookie = 'csrf_token=old; path=/';
    try {
      server.intercept(({ headers }) =>
        headers.get('X-CSRF-Token') === 'new'
          ? undefined
          : errorAnswer(401, 'unauthorized', 'CSRF token is missing or invalid.'),
      );
      server.connect('langgenius/notion_datasource/notion_datasource', { id: 'one' });
      const run = client().renameCredential(REF, 'one', 'First');
      await settled();
      document.cookie = 'csrf_token=new; path=/';
      part.arrive();
      await run;
      expect(server.requests.map(({ method }) => method)).to.deep.equal(['POST', 'POST']);
    } finally {
      document.cookie = 'csrf_token=; path=/; max-age=0';
    }
  });

  it('waits as the server said, also where that was said before the part came', async () => {
    server.intercept(() => new Response('', { status: 429, headers: { 'Retry-After': '7' } }));
    const one = client();
    const first = failureOf(one.listDatasources());
    await settled();
    part.arrive();
    expect((await first).code).to.equal('rate_limited');
    expect((await failureOf(one.listDatasources())).code).to.equal('rate_limited');
    expect(server.requests).to.have.length(1);
  });

  describe('and the part cannot be loaded', () => {
    it('is one of the network, and no end of the session', async () => {
      server.intercept(() => errorAnswer(401, 'unauthorized', 'Token has expired.'));
      const expired: DatasourceError[] = [];
      const run = failureOf(client({ onSessionExpired: (error) => expired.push(error) }).listDatasources());
      await settled();
      part.fail();
      expect(await run).to.include({ code: 'network', retryable: true });
      expect(expired).to.be.empty;
      expect(server.count('POST', '/refresh-token')).to.equal(0);
    });

    it('is understood the next time', async () => {
      server.intercept(() => errorAnswer(403, 'forbidden', 'You have no permission.'));
      const one = client();
      const first = failureOf(one.listDatasources());
      await settled();
      part.fail();
      expect((await first).code).to.equal('network');
      const second = failureOf(one.listDatasources());
      await settled();
      part.arrive();
      expect((await second).code).to.equal('forbidden');
      expect(part.loads).to.equal(2);
    });

    it('says that the server could not be reached, where that is so', async () => {
      const run = failureOf(
        client({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) }).listDatasources(),
      );
      await settled();
      part.fail();
      const error = await run;
      expect(error).to.include({ code: 'network', retryable: true });
      expect(error.message).to.equal('The server could not be reached. Check the connection and try again.');
    });
  });

  it('is given up by a signal while the part is on its way', async () => {
    server.intercept(() => errorAnswer(403, 'forbidden', 'You have no permission.'));
    const given = new AbortController();
    const run = failureOf(client().listDatasources({ signal: given.signal }));
    await settled();
    expect(part.loads).to.equal(1);
    given.abort();
    expect((await run).code).to.equal('aborted');
  });

  it('of a server that cannot be reached is given up by a signal too', async () => {
    const given = new AbortController();
    const fetch = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));
    const run = failureOf(client({ fetch }).listDatasources({ signal: given.signal }));
    await settled();
    expect(part.loads).to.equal(1);
    given.abort();
    expect((await run).code).to.equal('aborted');
  });
});
