import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import { diagnoseRedirect } from '../../src/api/diagnosis-of-redirect.js';
import { diagnoseSite } from '../../src/api/diagnosis.js';
import type { DatasourceError } from '../../src/api/errors.js';
import { isCrossSite } from '../../src/api/site.js';
import { errorAnswer, FakeServer, json } from '../support/fake-server.js';

const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

describe('isCrossSite', () => {
  const CERTAIN: [origin: string, api: string][] = [
    ['http://localhost:3000', 'http://127.0.0.1:5001'],
    ['http://127.0.0.1', 'http://localhost'],
    ['http://localhost', 'http://[::1]'],
    ['http://127.0.0.1', 'http://127.0.0.2'],
    ['http://10.0.1.2', 'http://192.168.1.2'],
    ['http://[::1]', 'http://[::2]'],
    ['http://intranet', 'http://console'],
    ['http://app.localhost', 'http://localhost'],
    ['http://a.localhost', 'http://b.localhost'],
    ['https://example.com', 'https://example.org'],
    ['https://app.example.com', 'https://api.other.com'],
    ['https://app.example.co.uk', 'https://example.com'],
    ['https://example.com', 'https://example.com.evil.net'],
    ['https://notexample.com', 'https://example.com'],
    ['null', 'https://example.com'],
  ];
  for (const [origin, api] of CERTAIN)
    it(`${origin} and ${api}: certainly`, () => {
      expect(isCrossSite(origin, new URL(api))).to.be.true;
    });

  const POSSIBLE: [origin: string, api: string, why?: string][] = [
    ['http://localhost:3000', 'http://localhost:5001'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:5001'],
    ['http://127.0.0.1', 'http://127.1'],
    ['http://[::1]:1', 'http://[::1]:2'],
    ['http://intranet', 'http://intranet:81'],
    ['https://example.com', 'https://example.com'],
    ['https://example.com', 'https://api.example.com'],
    ['https://a.b.c.example.com', 'https://x.y.example.com'],
    ['https://EXAMPLE.com', 'https://example.COM'],
    ['https://app.example.co.uk', 'https://api.example.co.uk'],
    ['https://one.co.uk', 'https://two.co.uk', 'only the list of suffixes knows'],
    ['https://a.github.io', 'https://b.github.io', 'only the list of suffixes knows'],
    ['http://example.com', 'https://example.com', 'browsers differ'],
    ['chrome-extension://abcdefgh', 'https://example.com', 'it may have the permission'],
  ];
  for (const [origin, api, why] of POSSIBLE)
    it(`${origin} and ${api}: not certainly${why ? `, ${why}` : ''}`, () => {
      expect(isCrossSite(origin, new URL(api))).to.be.false;
    });
});

describe('diagnoseSite', () => {
  const api = new URL('https://api.example.com/console/api');

  it('names both sides', () => {
    const error = diagnoseSite(api, ['https://other.example.org:8443']);
    expect(error).to.include({ code: 'cross_site', retryable: false });
    expect(error!.message).to.contain('other.example.org:8443').and.contain('api.example.com');
    expect(error!.helpUrl).to.match(/troubleshooting\.md#cross_site$/);
  });

  it('is about the pages that embed this one too', () => {
    expect(diagnoseSite(api, ['https://app.example.com', 'https://other.org'])).to.include({
      code: 'cross_site',
    });
    expect(diagnoseSite(api, ['https://app.example.com', 'https://www.example.com'])).to.equal(null);
  });

  it('says so of a sandboxed frame', () => {
    expect(diagnoseSite(api, ['null'])!.message).to.contain('sandboxed');
  });

  it('finds nothing wrong with this page and its own server, nor where there is no page', () => {
    expect(diagnoseSite(new URL('/console/api', location.href))).to.equal(null);
    expect(diagnoseSite(api, [])).to.equal(null);
  });
});

describe('diagnoseRedirect', () => {
  const api = new URL('https://dify.example.com/console/api');
  const at = (uri: string): string =>
    `https://provider.example/authorize?client_id=x&redirect_uri=${encodeURIComponent(uri)}&state=y`;
  const CALLBACK = '/console/api/oauth/plugin/a/b/c/datasource/callback';

  for (const uri of [
    CALLBACK,
    `//dify.example.com${CALLBACK}`,
    `dify.example.com${CALLBACK}`,
    'undefined/x',
    'http://',
  ])
    it(`${uri.slice(0, 40)} is no full address`, () => {
      const error = diagnoseRedirect(at(uri), api, true);
      expect(error).to.include({ code: 'relative_redirect_uri', retryable: false });
      expect(error!.message).to.contain('CONSOLE_API_URL');
      expect(diagnoseRedirect(at(uri), api, false)).to.include({ code: 'relative_redirect_uri' });
    });

  for (const [uri, base] of [
    [`http://127.0.0.1:5001${CALLBACK}`, 'http://localhost:5001/console/api'],
    [`https://dify.other.org${CALLBACK}`, 'https://dify.example.com/console/api'],
  ] as const)
    it(`${new URL(uri).host} is another host than that of ${base}`, () => {
      const error = diagnoseRedirect(at(uri), new URL(base), true);
      expect(error).to.include({ code: 'host_mismatch', retryable: false });
      expect(error!.message).to.contain(new URL(uri).host).and.contain(new URL(base).host);
      expect(diagnoseRedirect(at(uri), new URL(base), false), 'without cookies it does not matter').to.equal(
        null,
      );
    });

  for (const address of [
    at(`https://dify.example.com${CALLBACK}`),
    at(`https://dify.example.com:8443${CALLBACK}`),
    at(`https://console.example.com${CALLBACK}`),
    at('com.example.app:/callback'),
    'https://provider.example/authorize?client_id=x',
    'https://provider.example/authorize?redirect_uri=',
    'not an address',
    '',
  ])
    it(`nothing is certain of ${address.slice(0, 60)}`, () => {
      expect(diagnoseRedirect(address, api, true)).to.equal(null);
    });
});

describe('what a client finds out', () => {
  /** Lets the page's own `fetch` stand for a server elsewhere. */
  let restore: (() => void) | undefined;
  afterEach(() => {
    restore?.();
    restore = undefined;
  });
  function replaceFetch(replacement: typeof fetch): void {
    const real = window.fetch;
    window.fetch = replacement;
    restore = () => {
      window.fetch = real;
    };
  }
  const CROSS = 'https://api.example.org/console/api';

  it('cross_site, before anything is asked for the authorization', async () => {
    const server = new FakeServer();
    replaceFetch(server.fetch);
    const client = new DatasourceClient({ baseUrl: CROSS });
    expect(client.obstacle).to.include({ code: 'cross_site' });
    expect(await failureOf(client.getAuthorizationUrl(REF))).to.include({ code: 'cross_site' });
    expect(server.requests).to.be.empty;
  });

  it('nothing of a host that sends requests in its own way, or with tokens', async () => {
    for (const options of [{ fetch: new FakeServer().fetch }, { getAccessToken: () => 'x' }]) {
      replaceFetch(new FakeServer().fetch);
      const client = new DatasourceClient({ baseUrl: CROSS, ...options });
      expect(client.obstacle).to.equal(null);
      expect(await client.getAuthorizationUrl(REF)).to.match(/^https:/);
      restore?.();
    }
  });

  it('cross_site where the server knows nobody, since it gets no cookie; and no session has ended', async () => {
    const server = new FakeServer();
    server.intercept(() => errorAnswer(401, 'unauthorized', 'Unauthorized.'));
    let expired = 0;
    const client = new DatasourceClient({
      baseUrl: CROSS,
      fetch: server.fetch,
      onSessionExpired: () => expired++,
    });
    expect(await failureOf(client.listDatasources())).to.include({ code: 'cross_site' });
    expect(expired).to.equal(0);
  });

  it('session_expired with tokens, wherever the server is', async () => {
    const server = new FakeServer();
    server.intercept(() => errorAnswer(401, 'unauthorized', 'Unauthorized.'));
    const client = new DatasourceClient({ baseUrl: CROSS, fetch: server.fetch, getAccessToken: () => 'x' });
    expect(await failureOf(client.listDatasources())).to.include({ code: 'session_expired' });
  });

  for (const [code, uri] of [
    ['relative_redirect_uri', '/console/api/callback'],
    ['host_mismatch', 'https://elsewhere.example/console/api/callback'],
  ] as const)
    it(`${code} in the address of the provider’s page`, async () => {
      const authorization_url = `https://provider.example/?redirect_uri=${encodeURIComponent(uri)}`;
      const client = new DatasourceClient({ fetch: () => Promise.resolve(json({ authorization_url })) });
      expect(await failureOf(client.getAuthorizationUrl(REF))).to.include({ code });
    });

  describe('of a server that does not let it read (cors)', () => {
    interface Asked {
      url: string;
      init: RequestInit;
    }
    /** A server elsewhere that can be reached or not, and allows the page or not. */
    function elsewhere(state: { reachable: boolean; allowed: boolean }): {
      asked: Asked[];
      fetch: typeof fetch;
    } {
      const asked: Asked[] = [];
      return {
        asked,
        fetch: (input, init = {}) => {
          asked.push({ url: String(input), init });
          if (!state.reachable) return Promise.reject(new TypeError('Failed to fetch'));
          if (init.mode === 'no-cors') return Promise.resolve(new Response(null));
          if (!state.allowed) return Promise.reject(new TypeError('Failed to fetch'));
          return Promise.resolve(json({ result: [] }));
        },
      };
    }

    it('says so, with the host', async () => {
      const { asked, fetch } = elsewhere({ reachable: true, allowed: false });
      const client = new DatasourceClient({ baseUrl: CROSS, fetch, getAccessToken: () => 'token' });
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ code: 'cors', retryable: true });
      expect(error.message).to.contain('api.example.org');
      const [, probe] = asked;
      expect(probe).to.deep.include({ url: CROSS });
      expect(probe!.init).to.include({ mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer' });
      expect(probe!.init.headers, 'nothing secret').to.equal(undefined);
      expect(probe!.init.method ?? 'GET').to.equal('GET');
    });

    it('asks once for all that fail together', async () => {
      const { asked, fetch } = elsewhere({ reachable: true, allowed: false });
      const client = new DatasourceClient({ baseUrl: CROSS, fetch });
      for (const error of await Promise.all([1, 2, 3].map(() => failureOf(client.listDatasources()))))
        expect(error).to.include({ code: 'cors' });
      expect(asked.filter(({ init }) => init.mode === 'no-cors')).to.have.length(1);
    });

    it('asks again later: what was true once is not for ever', async () => {
      const state = { reachable: false, allowed: false };
      const { fetch } = elsewhere(state);
      const client = new DatasourceClient({ baseUrl: CROSS, fetch });
      expect(await failureOf(client.listDatasources())).to.include({ code: 'network' });
      state.reachable = true;
      expect(await failureOf(client.listDatasources())).to.include({ code: 'cors' });
      state.reachable = false;
      expect(await failureOf(client.listDatasources())).to.include({ code: 'network' });
    });

    it('network when it cannot be reached at all', async () => {
      const { fetch } = elsewhere({ reachable: false, allowed: true });
      const client = new DatasourceClient({ baseUrl: CROSS, fetch });
      expect(await failureOf(client.listDatasources())).to.include({ code: 'network' });
    });

    it('network when it has let the page read before', async () => {
      const state = { reachable: true, allowed: true };
      const { asked, fetch } = elsewhere(state);
      const client = new DatasourceClient({ baseUrl: CROSS, fetch });
      await client.listDatasources();
      state.allowed = false;
      expect(await failureOf(client.listDatasources())).to.include({ code: 'network' });
      expect(asked).to.have.length(2);
    });

    it('network on the page’s own origin, without asking again', async () => {
      const { asked, fetch } = elsewhere({ reachable: true, allowed: false });
      expect(await failureOf(new DatasourceClient({ fetch }).listDatasources())).to.include({
        code: 'network',
      });
      expect(asked).to.have.length(1);
    });
  });
});
