import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import { readCsrfCookie } from '../../src/api/csrf-cookie.js';
import type { DatasourceError } from '../../src/api/errors.js';
import type { HttpOptions } from '../../src/api/http.js';
import { errorAnswer, FakeServer, json } from '../support/fake-server.js';

const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const LIST = '/auth/plugin/datasource/list';
const EXPIRED = (): Response => errorAnswer(401, 'unauthorized', 'Token has expired.');
const CSRF = (): Response => errorAnswer(401, 'unauthorized', 'CSRF token is missing or invalid.');

interface Session {
  server: FakeServer;
  client: DatasourceClient;
  expired: DatasourceError[];
  refreshes: () => number;
  reads: () => number;
}

/** A server whose session may end, and a client of it. */
function session(options: HttpOptions & { refresh?: () => Response | Promise<Response> } = {}): Session {
  const { refresh = () => json({ result: 'success' }), ...http } = options;
  const server = new FakeServer();
  const expired: DatasourceError[] = [];
  server.intercept(({ path }) => (path === '/refresh-token' ? refresh() : undefined));
  return {
    server,
    expired,
    client: new DatasourceClient({
      fetch: server.fetch,
      onSessionExpired: (error) => expired.push(error),
      ...http,
    }),
    refreshes: () => server.count('POST', '/refresh-token'),
    reads: () => server.count('GET', LIST),
  };
}

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

function setCookie(text: string): void {
  document.cookie = `${text}; path=/`;
}
function clearCookies(): void {
  for (const pair of document.cookie.split('; ')) setCookie(`${pair.split('=')[0] ?? ''}=; max-age=0`);
}

describe('readCsrfCookie', () => {
  const TABLE: [cookies: string, secure: boolean, token: string | null][] = [
    ['', true, null],
    ['csrf_token=a', false, 'a'],
    ['csrf_token=a', true, 'a'],
    ['__Host-csrf_token=b', true, 'b'],
    ['__Host-csrf_token=b', false, 'b'],
    ['csrf_token=a; __Host-csrf_token=b', true, 'b'],
    ['csrf_token=a; __Host-csrf_token=b', false, 'a'],
    ['x=1;csrf_token=a;y=2', false, 'a'],
    ['my_csrf_token=x', false, null],
    ['csrf_token2=x', false, null],
    ['CSRF_TOKEN=x', false, null],
    ['other=csrf_token=x', false, null],
    ['csrf_token=a=b==', false, 'a=b=='],
    ['csrf_token=a%2Fb%3D', false, 'a/b='],
    ['csrf_token=100%', false, '100%'],
    ['csrf_token=first; csrf_token=second', false, 'first'],
  ];
  const REJECTED: [cookies: string, secure: boolean, rejected: string | null, token: string | null][] = [
    ['csrf_token=first; csrf_token=second', false, 'first', 'second'],
    ['csrf_token=first; csrf_token=second', false, 'second', 'first'],
    ['csrf_token=first; csrf_token=second', false, null, 'first'],
    ['csrf_token=only', false, 'only', 'only'],
    ['__Host-csrf_token=host; csrf_token=plain', true, 'host', 'plain'],
    ['__Host-csrf_token=host; csrf_token=plain', true, 'plain', 'host'],
    ['__Host-csrf_token=host; csrf_token=plain', false, 'plain', 'host'],
    ['', true, 'x', null],
  ];
  for (const [cookies, secure, rejected, token] of REJECTED)
    it(`${JSON.stringify(cookies)} without the rejected ${rejected} → ${token} (D2)`, () => {
      expect(readCsrfCookie(cookies, secure, rejected)).to.equal(token);
    });
  for (const [cookies, secure, token] of TABLE)
    it(`${secure ? 'https' : 'http'} ${JSON.stringify(cookies)} → ${token}`, () => {
      expect(readCsrfCookie(cookies, secure)).to.equal(token);
    });
});

describe('session: the CSRF header', () => {
  afterEach(clearCookies);

  it('is read when the request is sent, not before', async () => {
    const { server, client } = session();
    setCookie('csrf_token=one');
    await client.listDatasources();
    setCookie('csrf_token=two');
    await client.createCredential(REF, { credentials: { integration_secret: 'x' } });
    clearCookies();
    await client.listDatasources();
    expect(server.requests.map(({ headers }) => headers.get('X-CSRF-Token'))).to.deep.equal([
      'one',
      'two',
      null,
    ]);
  });

  it('comes from getCsrfToken when the host gives one, also asynchronously and in bearer mode', async () => {
    setCookie('csrf_token=cookie');
    let calls = 0;
    const { server, client } = session({
      getCsrfToken: () => Promise.resolve(`host-${++calls}`),
      getAccessToken: () => 'token',
    });
    await client.listDatasources();
    await client.listDatasources();
    expect(server.requests.map(({ headers }) => headers.get('X-CSRF-Token'))).to.deep.equal([
      'host-1',
      'host-2',
    ]);
  });

  it('is left out when getCsrfToken has none', async () => {
    setCookie('csrf_token=cookie');
    const { server, client } = session({ getCsrfToken: () => null });
    await client.listDatasources();
    expect(server.requests[0]!.headers.has('X-CSRF-Token')).to.be.false;
  });

  it('a rejected token is read anew and sent once more, without a refresh (D1)', async () => {
    const { server, client, expired, refreshes, reads } = session();
    setCookie('csrf_token=old');
    server.intercept(({ path, headers }) => {
      if (path !== LIST || headers.get('X-CSRF-Token') === 'new') return undefined;
      setCookie('csrf_token=new');
      return CSRF();
    });
    await client.listDatasources();
    expect(reads()).to.equal(2);
    expect(refreshes()).to.equal(0);
    expect(expired).to.be.empty;
  });

  it('of two cookies of that name the other one is sent when the first is rejected, and from then on (D2)', async () => {
    const { server, client, expired, refreshes } = session();
    setCookie('csrf_token=tossed');
    document.cookie = '__Host-csrf_token=good; path=/; secure';
    server.intercept(({ headers }) => (headers.get('X-CSRF-Token') === 'good' ? undefined : CSRF()));
    await client.listDatasources();
    await client.createCredential(REF, { credentials: { integration_secret: 'x' } });
    document.cookie = '__Host-csrf_token=; path=/; secure; max-age=0';
    expect(server.requests.map(({ headers }) => headers.get('X-CSRF-Token'))).to.deep.equal([
      'tossed',
      'good',
      'good',
    ]);
    expect(refreshes()).to.equal(0);
    expect(expired).to.be.empty;
  });

  it('a token that is rejected twice → csrf_rejected, and no session has expired', async () => {
    const { server, client, expired, refreshes, reads } = session();
    server.intercept(({ path }) => (path === LIST ? CSRF() : undefined));
    expect(await failureOf(client.listDatasources())).to.include({ code: 'csrf_rejected', status: 401 });
    expect(reads()).to.equal(2);
    expect(refreshes()).to.equal(0);
    expect(expired).to.be.empty;
  });
});

describe('session: bearer mode (D4)', () => {
  afterEach(clearCookies);

  it('sends the token and no cookie, and no CSRF token from a cookie', async () => {
    setCookie('csrf_token=cookie');
    const { server, client } = session({ getAccessToken: ({ refresh }) => `token-${refresh}` });
    await client.listDatasources();
    await client.createCredential(REF, { credentials: { integration_secret: 'x' } });
    for (const { headers, credentials } of server.requests) {
      expect(credentials).to.equal('omit');
      expect(headers.get('Authorization')).to.equal('Bearer token-false');
      expect(headers.has('X-CSRF-Token')).to.be.false;
    }
  });

  it('sends no cookie either when the host has no token', async () => {
    const { server, client } = session({ getAccessToken: () => null });
    await client.listDatasources();
    expect(server.requests[0]!.credentials).to.equal('omit');
    expect(server.requests[0]!.headers.has('Authorization')).to.be.false;
  });

  it('asks for a new token after a 401, and never posts to refresh-token', async () => {
    const asked: boolean[] = [];
    const { server, client, refreshes } = session({
      getAccessToken: ({ refresh }) => {
        asked.push(refresh);
        return Promise.resolve(refresh ? 'new' : 'old');
      },
    });
    server.intercept(({ headers }) =>
      headers.get('Authorization') === 'Bearer new' ? undefined : EXPIRED(),
    );
    await client.listDatasources();
    expect(asked).to.deep.equal([false, true]);
    expect(refreshes()).to.equal(0);
  });

  it('a new token that is refused too → session_expired, once', async () => {
    const { server, client, expired, reads } = session({ getAccessToken: () => 'token' });
    server.intercept(() => EXPIRED());
    expect(await failureOf(client.listDatasources())).to.include({ code: 'session_expired', status: 401 });
    expect(reads()).to.equal(2);
    expect(expired).to.have.length(1);
  });

  for (const option of ['getAccessToken', 'getCsrfToken'] as const)
    it(`${option} that throws → a DatasourceError, and no request`, async () => {
      const { server, client } = session({
        [option]: () => {
          throw new RangeError('the host failed');
        },
      });
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ name: 'DatasourceError', message: 'the host failed' });
      expect(server.requests).to.be.empty;
    });
});

describe('session: renewal by cookie (D5)', () => {
  it('a 401 is renewed by one POST without body and CSRF header, then sent again', async () => {
    let valid = false;
    const { server, client, expired, refreshes, reads } = session({
      getCsrfToken: () => 'csrf',
      refresh: () => {
        valid = true;
        return json({ result: 'success' });
      },
    });
    server.intercept(({ path }) => (path === LIST && !valid ? EXPIRED() : undefined));
    await client.listDatasources();
    expect([refreshes(), reads()]).to.deep.equal([1, 2]);
    expect(expired).to.be.empty;
    const refresh = server.requests.find(({ path }) => path === '/refresh-token')!;
    expect(refresh.body).to.equal(undefined);
    expect(refresh.headers.has('X-CSRF-Token')).to.be.false;
    expect(refresh.credentials).to.equal('include');
  });

  it('20 requests at once renew once', async () => {
    let valid = false;
    const { server, client, refreshes, reads } = session({
      refresh: async () => {
        await Promise.resolve();
        valid = true;
        return json({ result: 'success' });
      },
    });
    server.intercept(({ path }) => (path === LIST && !valid ? EXPIRED() : undefined));
    await Promise.all(Array.from({ length: 20 }, () => client.listDatasources()));
    expect(refreshes()).to.equal(1);
    expect(reads()).to.equal(40);
  });

  it('a 401 that arrives after another request renewed the session does not renew it again', async () => {
    let valid = false;
    let answerLate!: (response: Response) => void;
    const late = new Promise<Response>((resolve) => (answerLate = resolve));
    const { server, client, refreshes, reads } = session({
      refresh: () => {
        valid = true;
        return json({ result: 'success' });
      },
    });
    let count = 0;
    server.intercept(({ path }) => {
      if (path !== LIST || valid) return undefined;
      return ++count === 1 ? late : EXPIRED();
    });
    const slow = client.listDatasources();
    await client.listDatasources();
    answerLate(EXPIRED());
    await slow;
    expect(refreshes()).to.equal(1);
    expect(reads()).to.equal(4);
  });

  it('a session that ends again is renewed again', async () => {
    let valid = false;
    const { server, client, refreshes } = session({
      refresh: () => {
        valid = true;
        return json({ result: 'success' });
      },
    });
    server.intercept(({ path }) => (path === LIST && !valid ? EXPIRED() : undefined));
    await client.listDatasources();
    valid = false;
    await client.listDatasources();
    expect(refreshes()).to.equal(2);
  });

  for (const status of [408, 429])
    it(`a refresh that the server puts off (${status}): the session has not ended`, async () => {
      const { server, client, expired } = session({ refresh: () => errorAnswer(status, 'x', 'Later.') });
      server.intercept(({ path }) => (path === LIST ? EXPIRED() : undefined));
      expect(await failureOf(client.listDatasources())).to.include({ status, retryable: true });
      expect(expired).to.be.empty;
    });

  it('a host’s onSessionExpired that throws does not hide what happened', async () => {
    const { server, client } = session({
      refresh: () => errorAnswer(401, 'unauthorized', 'x'),
      onSessionExpired: () => {
        throw new RangeError('the host failed');
      },
    });
    server.intercept(({ path }) => (path === LIST ? EXPIRED() : undefined));
    const heard = new Promise<string>((resolve) => {
      const before = window.onerror;
      window.onerror = (message) => {
        window.onerror = before;
        resolve(String(message));
        return true;
      };
    });
    expect(await failureOf(client.listDatasources())).to.have.property('code', 'session_expired');
    expect(await heard).to.contain('the host failed');
  });

  for (const [name, answer] of [
    ['401', () => errorAnswer(401, 'unauthorized', 'No refresh token')],
    ['400', () => errorAnswer(400, 'invalid_param', 'x')],
  ] as const)
    it(`a refresh that is refused (${name}) → session_expired, told once for each request`, async () => {
      const { server, client, expired, refreshes } = session({ refresh: answer });
      server.intercept(({ path }) => (path === LIST ? EXPIRED() : undefined));
      const errors = await Promise.all([client.listDatasources(), client.listDatasources()].map(failureOf));
      for (const error of errors) {
        expect(error).to.include({ code: 'session_expired', status: 401, message: 'Token has expired.' });
        expect(error.retryable).to.be.false;
      }
      expect(refreshes()).to.equal(1);
      expect(expired).to.have.members(errors);
    });

  it('a session that is still expired after the refresh → session_expired, and no second refresh', async () => {
    const { server, client, expired, refreshes, reads } = session();
    server.intercept(({ path }) => (path === LIST ? EXPIRED() : undefined));
    expect(await failureOf(client.listDatasources())).to.have.property('code', 'session_expired');
    expect([refreshes(), reads(), expired.length]).to.deep.equal([1, 2, 1]);
  });

  it('a refresh that cannot reach the server → network, and the session has not expired', async () => {
    const { server, client, expired } = session({ refresh: () => Promise.reject(new TypeError('offline')) });
    server.intercept(({ path }) => (path === LIST ? EXPIRED() : undefined));
    expect(await failureOf(client.listDatasources())).to.include({ code: 'network', retryable: true });
    expect(expired).to.be.empty;
  });

  it('a refresh that meets a server in trouble → server, and the session has not expired', async () => {
    const { server, client, expired, refreshes } = session({
      refresh: () => new Response('', { status: 503 }),
    });
    server.intercept(({ path }) => (path === LIST ? EXPIRED() : undefined));
    expect(await failureOf(client.listDatasources())).to.include({ code: 'server', status: 503 });
    expect(expired).to.be.empty;
    await failureOf(client.listDatasources());
    expect(refreshes(), 'the next request tries again').to.equal(2);
  });

  it('the request after a refresh that failed is sent as usual', async () => {
    const { server, client } = session({ refresh: () => Promise.reject(new TypeError('offline')) });
    let broken = true;
    server.intercept(({ path }) => (path === LIST && broken ? EXPIRED() : undefined));
    await failureOf(client.listDatasources());
    broken = false;
    await client.listDatasources();
  });

  for (const code of [
    'init_validate_failed',
    'not_init_validated',
    'not_setup',
    'unauthorized_and_force_logout',
  ])
    it(`401 ${code} is not renewed`, async () => {
      const { server, client, expired, refreshes, reads } = session();
      server.intercept(({ path }) => (path === LIST ? errorAnswer(401, code, 'Sorry.') : undefined));
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ code: 'session_expired', serverCode: code, message: 'Sorry.' });
      expect([refreshes(), reads(), expired.length]).to.deep.equal([0, 1, 1]);
    });

  it('a write that got a 401 is sent again once, with the same body', async () => {
    let valid = false;
    const { server, client } = session({
      refresh: () => {
        valid = true;
        return json({ result: 'success' });
      },
    });
    server.intercept(({ path }) => (path !== '/refresh-token' && !valid ? EXPIRED() : undefined));
    await client.createCredential(REF, { credentials: { integration_secret: 'x' } });
    const posts = server.requests.filter(({ path }) => path.endsWith('/notion_datasource'));
    expect(posts).to.have.length(2);
    expect(posts[0]!.body).to.deep.equal(posts[1]!.body);
    expect(server.credentialsOf('langgenius/notion_datasource/notion_datasource')).to.have.length(1);
  });
});
