import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import type { DatasourceError } from '../../src/api/errors.js';
import type { HttpOptions } from '../../src/api/http.js';
import { errorAnswer, FakeServer, json } from '../support/fake-server.js';

const LIST = '/auth/plugin/datasource/list';
const REFUSED = (): Response => errorAnswer(401, 'unauthorized', 'No refresh token');

/** A tab: a client that shares nothing with the others but the browser. */
interface Tab {
  client: DatasourceClient;
  expired: DatasourceError[];
}

describe('one session in several tabs (D5)', () => {
  let server: FakeServer;
  let valid: boolean;
  let refreshes: number;
  /** What the server answers to a renewal. */
  let renew: () => Response | Promise<Response>;
  let restore: (() => void)[];

  beforeEach(() => {
    server = new FakeServer();
    valid = false;
    refreshes = 0;
    restore = [];
    renew = async () => {
      await new Promise((resolve) => setTimeout(resolve));
      valid = true;
      return json({ result: 'success' });
    };
    server.intercept(({ path }) => {
      if (path === '/refresh-token') {
        refreshes++;
        return renew();
      }
      return valid ? undefined : errorAnswer(401, 'unauthorized', 'Token has expired.');
    });
  });
  afterEach(() => {
    for (const undo of restore) undo();
    localStorage.clear();
  });

  function openTab(options: HttpOptions = {}): Tab {
    const expired: DatasourceError[] = [];
    const onSessionExpired = (error: DatasourceError): unknown => expired.push(error);
    return { client: new DatasourceClient({ fetch: server.fetch, onSessionExpired, ...options }), expired };
  }
  const openTabs = (count: number, options?: HttpOptions): Tab[] =>
    Array.from({ length: count }, () => openTab(options));
  /** What 20 reads at once in each tab come to: how many fail. */
  async function readAll(tabs: Tab[]): Promise<number> {
    const runs = tabs.flatMap(({ client }) => Array.from({ length: 20 }, () => client.listDatasources()));
    const results = await Promise.allSettled(runs);
    return results.filter(({ status }) => status === 'rejected').length;
  }
  const expiredIn = (tabs: Tab[]): number => tabs.flatMap(({ expired }) => expired).length;

  /** Puts something else in the place of a property, until the test is over. */
  function replace(target: object, key: string, get: () => unknown): void {
    const before = Object.getOwnPropertyDescriptor(target, key);
    Object.defineProperty(target, key, { configurable: true, get });
    restore.push(() => {
      if (before) Object.defineProperty(target, key, before);
      else delete (target as Record<string, unknown>)[key];
    });
  }
  const fail = (): never => {
    throw new DOMException('No.', 'SecurityError');
  };
  const withoutStorage = (): void =>
    replace(window, 'localStorage', () => ({ getItem: fail, setItem: fail }));

  it('20 reads in each of 5 tabs: one renewal, and every read succeeds', async () => {
    const tabs = openTabs(5);
    expect(await readAll(tabs)).to.equal(0);
    expect(refreshes).to.equal(1);
    expect(expiredIn(tabs)).to.equal(0);
  });

  it('works where the browser keeps nothing', async () => {
    withoutStorage();
    const tabs = openTabs(5);
    expect(await readAll(tabs)).to.equal(0);
    expect(refreshes).to.equal(1);
  });

  it('works where reading what is kept is refused altogether', async () => {
    replace(window, 'localStorage', fail);
    const tabs = openTabs(5);
    expect(await readAll(tabs)).to.equal(0);
    expect(refreshes).to.equal(1);
  });

  it('a tab that hears of the end only after another one renewed the session does not renew it again', async () => {
    const [quick, slow] = [openTab(), openTab()];
    let answer!: (response: Response) => void;
    const late = new Promise<Response>((resolve) => (answer = resolve));
    server.intercept(({ path }) => (path === LIST && server.count('GET', LIST) === 1 ? late : undefined));
    const run = slow.client.listDatasources();
    await quick.client.listDatasources();
    answer(errorAnswer(401, 'unauthorized', 'Token has expired.'));
    await run;
    expect(refreshes).to.equal(1);
  });

  it('sees in the CSRF cookie that somebody else renewed the session, a page of the server’s own too', async () => {
    document.cookie = 'csrf_token=old; path=/';
    restore.push(() => (document.cookie = 'csrf_token=; path=/; max-age=0'));
    withoutStorage();
    server.intercept(({ path }) => {
      if (path !== LIST || valid) return undefined;
      document.cookie = 'csrf_token=new; path=/';
      valid = true;
      return errorAnswer(401, 'unauthorized', 'Token has expired.');
    });
    await openTab().client.listDatasources();
    expect(refreshes).to.equal(0);
  });

  it('a session that ends again is renewed again', async () => {
    const tabs = openTabs(3);
    await readAll(tabs);
    valid = false;
    await readAll(tabs);
    expect(refreshes).to.equal(2);
  });

  it('a renewal that is refused because another tab came first is not an ended session', async () => {
    replace(navigator, 'locks', () => undefined);
    const [winner, loser] = [openTab(), openTab()];
    let answer!: () => void;
    const refused = new Promise<Response>((resolve) => (answer = () => resolve(REFUSED())));
    // The server knows one refresh token, and gives out another with each renewal.
    renew = () => {
      if (refreshes === 1) return refused;
      valid = true;
      return json({ result: 'success' });
    };
    const run = loser.client.listDatasources();
    while (refreshes === 0) await new Promise((resolve) => setTimeout(resolve));
    await winner.client.listDatasources();
    answer();
    await run;
    expect(expiredIn([winner, loser])).to.equal(0);
  });

  it('a renewal that is refused: the session has ended, in every tab', async () => {
    renew = REFUSED;
    const tabs = openTabs(3);
    expect(await readAll(tabs)).to.equal(60);
    expect(expiredIn(tabs)).to.equal(60);
    expect(refreshes).to.be.at.most(3);
  });

  for (const [name, locks] of [
    ['no locks', undefined],
    ['locks that throw', { request: fail }],
    ['locks that refuse', { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) }],
  ] as const)
    it(`${name}: each tab for itself, and every read succeeds`, async () => {
      replace(navigator, 'locks', () => locks);
      const tabs = openTabs(3);
      expect(await readAll(tabs)).to.equal(0);
      expect(refreshes).to.be.within(1, 3);
    });

  it('a lock that never comes is waited for within the time limit only', async () => {
    replace(navigator, 'locks', () => ({ request: () => new Promise(() => undefined) }));
    const tab = openTab({ readTimeout: 30 });
    await tab.client.listDatasources();
    expect(refreshes).to.equal(1);
  });

  it('a lock that another tab holds and does not let go of is waited for within the time limit only', async () => {
    let letGo!: (value: null) => void;
    const held = new Promise<null>((resolve) => (letGo = resolve));
    const name = `datasource-elements session ${location.origin}/console/api`;
    const holding = navigator.locks.request(name, () => held);
    const tab = openTab({ readTimeout: 30 });
    await tab.client.listDatasources();
    expect(refreshes).to.equal(1);
    letGo(null);
    await holding;
  });

  it('the lock is free again after a renewal that failed', async () => {
    renew = () => Promise.reject(new TypeError('offline'));
    const tab = openTab();
    const error = await tab.client.listDatasources().catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'network' });
    const { held, pending } = await navigator.locks.query();
    expect([held?.length, pending?.length]).to.deep.equal([0, 0]);
    expect(expiredIn([tab])).to.equal(0);
  });

  it('a renewal never renews: its own 401 is the end', async () => {
    renew = REFUSED;
    const tab = openTab();
    await tab.client.listDatasources().catch(() => undefined);
    expect(refreshes).to.equal(1);
  });

  it('keeps nothing of the session where other pages of the origin can read it', async () => {
    document.cookie = 'csrf_token=csrf-canary; path=/';
    restore.push(() => (document.cookie = 'csrf_token=; path=/; max-age=0'));
    await openTab().client.listDatasources();
    expect(refreshes).to.equal(1);
    expect(localStorage.length).to.equal(1);
    expect(JSON.stringify({ ...localStorage })).not.to.contain('canary');
  });
});

describe('one access token for all (D5)', () => {
  it('20 reads that get a 401 ask the host for one new token, and all are sent again with it', async () => {
    const asked: boolean[] = [];
    const server = new FakeServer();
    server.intercept(({ headers }) =>
      headers.get('Authorization') === 'Bearer new' ? undefined : errorAnswer(401, 'unauthorized', 'x'),
    );
    const client = new DatasourceClient({
      fetch: server.fetch,
      getAccessToken: async ({ refresh }) => {
        asked.push(refresh);
        await Promise.resolve();
        return refresh ? 'new' : 'old';
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => client.listDatasources()));
    expect(asked.filter(Boolean)).to.have.length(1);
    expect(server.count('GET', LIST)).to.equal(40);
  });

  it('a 401 that arrives after a new token was got uses that one', async () => {
    let answer!: (response: Response) => void;
    const late = new Promise<Response>((resolve) => (answer = resolve));
    const server = new FakeServer();
    let tokens = 0;
    server.intercept(({ headers }) => {
      if (server.requests.length === 1) return late;
      return headers.get('Authorization') === 'Bearer new-1'
        ? undefined
        : errorAnswer(401, 'unauthorized', 'x');
    });
    const client = new DatasourceClient({
      fetch: server.fetch,
      getAccessToken: ({ refresh }) => (refresh ? `new-${++tokens}` : 'old'),
    });
    const slow = client.listDatasources();
    await client.listDatasources();
    answer(errorAnswer(401, 'unauthorized', 'x'));
    await slow;
    expect(tokens).to.equal(1);
  });

  it('a host without a new token: the session has ended, and nothing more is sent', async () => {
    const server = new FakeServer();
    server.intercept(() => errorAnswer(401, 'unauthorized', 'x'));
    const expired: DatasourceError[] = [];
    const client = new DatasourceClient({
      fetch: server.fetch,
      getAccessToken: ({ refresh }) => (refresh ? null : 'old'),
      onSessionExpired: (error) => expired.push(error),
    });
    const error = await client.listDatasources().catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'session_expired' });
    expect(server.requests).to.have.length(1);
    expect(expired).to.have.length(1);
  });
});
