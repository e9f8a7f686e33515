import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DatasourceClient } from '../../src/api/client.js';
import type { DatasourceError } from '../../src/api/errors.js';
import { parseRetryAfter } from '../../src/api/retry-after.js';
import { FakeServer, json } from '../support/fake-server.js';

const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const NOW = 'Sun, 06 Nov 1994 08:49:37 GMT';

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

describe('parseRetryAfter (D7)', () => {
  const TABLE: [value: string | null, milliseconds: number | undefined][] = [
    [null, undefined],
    ['', undefined],
    [' ', undefined],
    ['0', 0],
    ['1', 1_000],
    ['007', 7_000],
    [' 5 ', 5_000],
    ['59', 59_000],
    ['60', 60_000],
    ['61', 60_000],
    ['3600', 60_000],
    ['9'.repeat(400), 60_000],
    ['-1', undefined],
    ['-0', undefined],
    ['+1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['1 s', undefined],
    ['5, 10', undefined],
    ['٣', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['null', undefined],
    ['soon', undefined],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:42 GMT', 5_000],
    ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
    ['Sun, 06 Nov 1994 08:50:38 GMT', 60_000],
    ['Mon, 06 Nov 2094 08:49:37 GMT', 60_000],
    ['Sun, 06 Nov 1994 08:49:36 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:42', undefined],
    ['Sun, 06 Nov 1994 08:49:42 +0200', undefined],
    ['Sun, 06 Xxx 1994 08:49:42 GMT', undefined],
    ['Sun, 46 Nov 1994 08:49:42 GMT', undefined],
    ['Sunday, 06-Nov-94 08:49:42 GMT', undefined],
    ['Sun Nov  6 08:49:42 1994', undefined],
    ['1994-11-06T08:49:42Z', undefined],
    ['Sun, 06 Nov 1994 08:49:42 GMT, 5', undefined],
  ];
  for (const [value, milliseconds] of TABLE)
    it(`${JSON.stringify(value?.slice(0, 40) ?? null)} → ${milliseconds ?? 'nothing'}`, () => {
      expect(parseRetryAfter(value, NOW)).to.equal(milliseconds);
    });

  it('takes no date for a time when the answer does not say its own: this clock may be wrong (D16)', () => {
    const soon = new Date(Date.now() + 30_000).toUTCString();
    for (const date of [null, '', 'yesterday', '0']) expect(parseRetryAfter(soon, date)).to.equal(undefined);
  });

  it('whatever is sent: nothing, or 0 to 60 000 milliseconds', () => {
    const text = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(text, text, (value, date) => {
        const wait = parseRetryAfter(value, date);
        return wait === undefined || (wait >= 0 && wait <= 60_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts a date from the answer’s own, whatever the day (D16)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: 0, max: 60 }),
        (second, wait) => {
          const date = (at: number): string => new Date(at * 1_000).toUTCString();
          return parseRetryAfter(date(second + wait), date(second)) === wait * 1_000;
        },
      ),
    );
  });
});

describe('a server that says when to come back (D7)', () => {
  /** A server that says so once, and a clock that the test moves. */
  function busy(
    status: number,
    headers: Record<string, string>,
    body = '',
  ): { server: FakeServer; client: DatasourceClient } {
    const server = new FakeServer();
    server.intercept(() =>
      server.requests.length === 1 ? new Response(body, { status, headers }) : undefined,
    );
    return { server, client: new DatasourceClient({ fetch: server.fetch }) };
  }
  let now: number;
  const real = performance.now.bind(performance);
  beforeEach(() => {
    now = real();
    performance.now = () => now;
  });
  afterEach(() => {
    performance.now = real;
  });

  for (const [status, code] of [
    [429, 'rate_limited'],
    [503, 'server'],
  ] as const)
    it(`${status}: says in how many seconds, and sends nothing before`, async () => {
      const { server, client } = busy(status, { 'Retry-After': '42' });
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ code, status, retryAfter: 42_000, retryable: true });
      expect(error.message).to.match(/Try again in 42 seconds\.$/);
      expect(error.toJSON()).to.include({ retryAfter: 42_000 });
      now += 41_001;
      for (const run of [
        () => client.listDatasources(),
        () => client.createCredential(REF, { credentials: { integration_secret: 'x' } }),
        () => client.deleteOAuthClient(REF),
      ]) {
        const waiting = await failureOf(run());
        expect(waiting).to.include({ code: 'rate_limited', status: undefined, retryAfter: 999 });
        expect(waiting.message).to.match(/Try again in 1 second\.$/);
      }
      expect(server.requests, 'nothing is sent before').to.have.length(1);
      now += 1_000;
      await client.listDatasources();
      expect(server.requests).to.have.length(2);
    });

  it('the server’s own words come first', async () => {
    const body = JSON.stringify({ code: 'too_many', message: 'Slow down.', status: 429 });
    const { client } = busy(429, { 'Retry-After': '5' }, body);
    expect(await failureOf(client.listDatasources())).to.include({
      message: 'Slow down. Try again in 5 seconds.',
      serverCode: 'too_many',
    });
  });

  it('a date counts from the answer’s own', async () => {
    const { client } = busy(429, { 'Retry-After': 'Sun, 06 Nov 1994 08:49:57 GMT', Date: NOW });
    expect(await failureOf(client.listDatasources())).to.include({ retryAfter: 20_000 });
  });

  it('never waits longer than a minute', async () => {
    const { server, client } = busy(429, { 'Retry-After': '86400' });
    expect(await failureOf(client.listDatasources())).to.include({ retryAfter: 60_000 });
    now += 60_000;
    await client.listDatasources();
    expect(server.requests).to.have.length(2);
  });

  for (const value of [undefined, '', '-5', 'NaN', 'soon', '0'])
    it(`Retry-After ${JSON.stringify(value)}: an ordinary failure, and the next request is sent`, async () => {
      const { server, client } = busy(429, value === undefined ? {} : { 'Retry-After': value });
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ code: 'rate_limited', retryAfter: undefined });
      expect(error.message).not.to.match(/\d|NaN|undefined/);
      await client.listDatasources();
      expect(server.requests).to.have.length(2);
    });

  for (const status of [200, 301, 400, 401, 403, 500, 502])
    it(`means nothing on a ${status}`, async () => {
      const server = new FakeServer();
      const body = JSON.stringify({ result: [], code: 'not_setup', message: 'x' });
      server.intercept(() => new Response(body, { status, headers: { 'Retry-After': '30' } }));
      const client = new DatasourceClient({ fetch: server.fetch });
      await client.listDatasources().catch(() => undefined);
      await client.listDatasources().catch(() => undefined);
      expect(server.requests).to.have.length(2);
    });

  it('the longest wait counts, and a shorter one does not shorten it', async () => {
    const waits = ['30', '5'];
    const server = new FakeServer();
    server.intercept(() => new Response('', { status: 429, headers: { 'Retry-After': waits.shift()! } }));
    const client = new DatasourceClient({ fetch: server.fetch });
    await Promise.all([client.listDatasources(), client.listDefaultDatasources()].map(failureOf));
    now += 5_000;
    expect(await failureOf(client.listDatasources())).to.include({ retryAfter: 25_000 });
  });

  it('a session is not renewed before either, and has not ended', async () => {
    const server = new FakeServer();
    const expired: unknown[] = [];
    server.intercept(({ path }) =>
      path === '/refresh-token'
        ? new Response('', { status: 429, headers: { 'Retry-After': '30' } })
        : json({ code: 'unauthorized', message: 'Token has expired.' }, 401),
    );
    const client = new DatasourceClient({
      fetch: server.fetch,
      onSessionExpired: (error) => expired.push(error),
    });
    expect(await failureOf(client.listDatasources())).to.include({
      code: 'rate_limited',
      retryAfter: 30_000,
    });
    expect(await failureOf(client.listDatasources())).to.include({ code: 'rate_limited' });
    expect(server.count('POST', '/refresh-token')).to.equal(1);
    expect(expired).to.be.empty;
  });

  it('concerns that server alone', async () => {
    const { client } = busy(429, { 'Retry-After': '30' });
    await failureOf(client.listDatasources());
    const other = new FakeServer();
    await new DatasourceClient({ fetch: other.fetch, baseUrl: '/other/api' })
      .listDatasources()
      .catch(() => undefined);
    expect(other.requests).to.have.length(1);
  });
});
