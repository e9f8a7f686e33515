import { expect, waitUntil } from '@open-wc/testing';
import { QueryClient, QueryObserver, type QueryKey } from '@tanstack/query-core';
import type { QuerySource } from '../../src/cache/query-source.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { errorAnswer, FakeServer, jinaSource, json } from '../support/fake-server.js';
import { hold } from '../support/page.js';

const API = '/console/api';
const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const JINA = { pluginId: 'langgenius/jina_datasource', provider: 'jinareader' };
const NOTION_ID = 'langgenius/notion_datasource/notion_datasource';
const AUTHORIZE = `${API}/oauth/plugin/${NOTION_ID}/datasource/get-authorization-url`;

/** One of the three reads of the original module, and what the store has in its place. */
interface Read {
  hook: string;
  url: string;
  key: QueryKey;
  open: (store: DatasourceStore) => QuerySource<{ readonly name: string }>;
  invalidator: string;
  invalidate: (store: DatasourceStore) => Promise<void>;
  /** The names that the server of these tests has there. */
  names: string[];
}

const LIST: Read = {
  hook: 'useGetDataSourceListAuth',
  url: `${API}/auth/plugin/datasource/list`,
  key: ['data-source-auth', 'list'],
  open: (store) => store.list(),
  invalidator: 'useInvalidDataSourceListAuth',
  invalidate: (store) => store.invalidateList(),
  names: ['notion_datasource', 'jinareader'],
};
const DEFAULT_LIST: Read = {
  hook: 'useGetDefaultDataSourceListAuth',
  url: `${API}/auth/plugin/datasource/default-list`,
  key: ['data-source-auth', 'default-list'],
  open: (store) => store.defaultList(),
  invalidator: 'useInvalidDefaultDataSourceListAuth',
  invalidate: (store) => store.invalidateDefaultList(),
  names: ['jinareader'],
};
const CREDENTIALS: Read = {
  hook: 'useGetDataSourceAuth',
  url: `${API}/auth/plugin/datasource/${NOTION_ID}`,
  key: ['data-source-auth', 'specific-data-source', NOTION.pluginId, NOTION.provider],
  open: (store) => store.credentials(NOTION),
  invalidator: 'useInvalidDataSourceAuth',
  invalidate: (store) => store.invalidateCredentials(NOTION),
  names: ['Mine'],
};
const READS = [LIST, DEFAULT_LIST, CREDENTIALS];

describe('parity with the seven hooks of the original module', () => {
  let server: FakeServer;
  /** Every address that was asked, as it was written. */
  let asked: string[];
  let queryClient: QueryClient;
  let store: DatasourceStore;
  let stops: (() => void)[];

  const countingFetch: typeof fetch = (input, init) => {
    asked.push(`${init?.method ?? 'GET'} ${String(input)}`);
    return server.fetch(input, init);
  };

  beforeEach(() => {
    server = new FakeServer();
    server.connect(NOTION_ID, { name: 'Mine' });
    server.intercept(({ path }) =>
      path.endsWith('/default-list') ? json({ result: [jinaSource()] }) : undefined,
    );
    asked = [];
    stops = [];
    queryClient = new QueryClient();
    store = createDatasourceStore({ fetch: countingFetch, queryClient });
  });
  afterEach(() => {
    for (const stop of stops) stop();
    queryClient.clear();
  });

  /** How often one read was asked for. */
  const reads = ({ url }: Read): number => asked.filter((line) => line === `GET ${url}`).length;
  const namesIn = (items: readonly { name: string }[] | undefined): string[] | undefined =>
    items?.map(({ name }) => name);

  /** Puts a read of ours on show, as an element does. */
  function show(source: QuerySource<{ readonly name: string }>): () => string[] | undefined {
    stops.push(source.subscribe(() => undefined));
    return () => namesIn(source.getSnapshot().data);
  }
  const open = (read: Read): (() => string[] | undefined) => show(read.open(store));

  for (const read of READS) {
    describe(read.hook, () => {
      it('asks the same address', async () => {
        const names = open(read);
        await waitUntil(names);
        expect(asked).to.deep.equal([`GET ${read.url}`]);
        expect(names()).to.deep.equal(read.names);
      });

      it('keeps the envelope of the server under the same key, and nothing under any other', async () => {
        await waitUntil(open(read));
        expect(
          queryClient
            .getQueryCache()
            .getAll()
            .map(({ queryKey }) => queryKey),
        ).to.deep.equal([read.key]);
        const data = queryClient.getQueryData<{ result: { name: string }[] }>(read.key);
        expect(data).to.have.all.keys('result');
        expect(namesIn(data?.result)).to.deep.equal(read.names);
      });

      it('is one request for many subscribers', async () => {
        const shown = Array.from({ length: 50 }, () => open(read));
        await waitUntil(() => shown.every((names) => names()));
        expect(asked).to.have.length(1);
        await waitUntil(open(read));
        expect(asked, 'nor another one for who comes later').to.have.length(1);
      });
    });

    describe(read.invalidator, () => {
      it('reads again what is on show, and only that', async () => {
        const other = { pluginId: JINA.pluginId, provider: JINA.provider };
        const shown = [...READS.map(open), show(store.credentials(other))];
        await waitUntil(() => shown.every((names) => names()));
        asked.length = 0;
        await read.invalidate(store);
        expect(asked).to.deep.equal([`GET ${read.url}`]);
      });

      it('sends nothing for what is not on show, which is read when it is shown again', async () => {
        const source = read.open(store);
        const leave = source.subscribe(() => undefined);
        await waitUntil(() => source.getSnapshot().data);
        leave();
        await read.invalidate(store);
        expect(reads(read)).to.equal(1);
        stops.push(source.subscribe(() => undefined));
        await waitUntil(() => reads(read) === 2);
      });
    });
  }

  describe('useGetDefaultDataSourceListAuth', () => {
    it('is a list of its own, beside the other', async () => {
      const shown = [open(LIST), open(DEFAULT_LIST)];
      await waitUntil(() => shown.every((names) => names()));
      expect(shown.map((names) => names())).to.deep.equal([LIST.names, DEFAULT_LIST.names]);
      expect(asked).to.have.members([`GET ${LIST.url}`, `GET ${DEFAULT_LIST.url}`]);
    });
  });

  describe('useGetDataSourceOAuthUrl', () => {
    it('names the connection that is authorized again', async () => {
      const url = await store.getAuthorizationUrl(NOTION, { credentialId: '019a3c60-11aa' });
      expect(url).to.equal(server.authorizationUrl);
      expect(asked).to.deep.equal([`GET ${AUTHORIZE}?credential_id=019a3c60-11aa`]);
    });

    // The original writes the word "undefined" into the address, which the server takes for the id of a connection.
    for (const [name, input] of [
      ['no argument', undefined],
      ['an empty one', {}],
      ['an id that is undefined', { credentialId: undefined } as object],
      ['an id that is empty', { credentialId: '' }],
    ] as const)
      it(`sends no id for ${name}`, async () => {
        await store.getAuthorizationUrl(NOTION, input);
        expect(asked).to.deep.equal([`GET ${AUTHORIZE}`]);
      });

    it('is asked each time, and leaves nothing in the cache', async () => {
      await store.getAuthorizationUrl(NOTION);
      await store.getAuthorizationUrl(NOTION);
      expect(asked).to.have.length(2);
      expect(queryClient.getQueryCache().getAll()).to.be.empty;
    });
  });

  describe('beside an observer with the options of the original', () => {
    /** What `useQuery` makes of a hook of the original: no check of the answer, `retry: 0`, no `staleTime`. */
    function openPeer({ key, url }: Read): { names: () => string[] | undefined; error: () => unknown } {
      const observer = new QueryObserver<{ result: { name: string }[] }>(queryClient, {
        queryKey: key,
        queryFn: async () => {
          const response = await countingFetch(url);
          if (!response.ok) throw new Error(String(response.status));
          return (await response.json()) as { result: { name: string }[] };
        },
        retry: 0,
      });
      stops.push(observer.subscribe(() => undefined));
      return {
        names: () => namesIn(observer.getCurrentResult().data?.result),
        error: () => observer.getCurrentResult().error,
      };
    }

    /** Both sides, in either order, with what each shows. */
    function openBoth(read: Read, first: 'ours' | 'theirs'): (() => string[] | undefined)[] {
      if (first === 'ours') return [open(read), openPeer(read).names];
      const peer = openPeer(read);
      return [open(read), peer.names];
    }

    for (const read of READS)
      for (const first of ['ours', 'theirs'] as const)
        describe(`of ${read.hook}, ${first} first`, () => {
          it('both show the answer to one request', async () => {
            const sides = openBoth(read, first);
            await waitUntil(() => sides.every((names) => names()));
            expect(asked).to.deep.equal([`GET ${read.url}`]);
            for (const names of sides) expect(names()).to.deep.equal(read.names);
          });

          for (const [who, invalidate] of [
            ['the store', () => read.invalidate(store)],
            ['the host', () => queryClient.invalidateQueries({ queryKey: read.key })],
          ] as const)
            it(`an invalidation by ${who} is one more request, and both show its answer`, async () => {
              const sides = openBoth(read, first);
              await waitUntil(() => sides.every((names) => names()));
              server.intercept(({ path }) => (read.url.endsWith(path) ? json({ result: [] }) : undefined));
              await invalidate();
              expect(reads(read)).to.equal(2);
              expect(asked).to.have.length(2);
              expect(sides.map((names) => names())).to.deep.equal([[], []]);
            });
        });

    it('one that comes later: the original reads again, ours takes what is there', async () => {
      await waitUntil(openPeer(LIST).names);
      await waitUntil(open(LIST));
      expect(reads(LIST), 'ours, after theirs').to.equal(1);
      await waitUntil(openPeer(LIST).names);
      await waitUntil(() => reads(LIST) === 2);
    });

    it('a write of ours is shown there', async () => {
      const peer = openPeer(LIST);
      const specific = openPeer(CREDENTIALS);
      await waitUntil(() => peer.names() && specific.names());
      await store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name: 'New' });
      expect(specific.names()).to.deep.equal(['Mine', 'New']);
      expect(reads(LIST)).to.equal(2);
    });

    it('what the host writes into the cache is shown here', async () => {
      const names = open(LIST);
      await waitUntil(names);
      queryClient.setQueryData(LIST.key, { result: [jinaSource()] });
      await waitUntil(() => names()?.length === 1);
      expect(names()).to.deep.equal(['jinareader']);
      expect(reads(LIST)).to.equal(1);
    });

    for (const leaver of ['ours', 'theirs'] as const)
      it(`${leaver} leaves while the read is under way: the other gets its answer`, async () => {
        const release = hold(server, 'GET', /\/list$/);
        const sides = openBoth(LIST, leaver);
        await waitUntil(() => asked.length === 1);
        // Who was opened first leaves first.
        stops.shift()!();
        release();
        const stays = sides[leaver === 'ours' ? 1 : 0]!;
        await waitUntil(stays);
        expect(stays()).to.deep.equal(LIST.names);
        expect(asked).to.have.length(1);
        expect(server.signals[0]!.aborted).to.be.false;
      });

    it('a refusal is one request, and both show it', async () => {
      server.intercept(() => errorAnswer(403, 'forbidden', 'No.'));
      const peer = openPeer(LIST);
      const source = LIST.open(store);
      show(source);
      await waitUntil(() => peer.error() && source.getSnapshot().error);
      expect(asked).to.have.length(1);
    });

    for (const [first, requests] of [
      ['ours', 2],
      ['theirs', 1],
    ] as const)
      it(`what fails for a moment is tried again by the rules of who began: ${first} first, ${requests}`, async () => {
        queryClient.setDefaultOptions({ queries: { retryDelay: 0 } });
        server.intercept(() => errorAnswer(503, 'unknown', 'Busy.'));
        openBoth(LIST, first);
        await waitUntil(() => queryClient.getQueryState(LIST.key)!.status === 'error');
        expect(asked).to.have.length(requests);
      });

    it('an answer that is no list is an error here, and no crash there', async () => {
      server.intercept(() => json({ items: [] }));
      const peer = openPeer(LIST);
      const source = LIST.open(store);
      show(source);
      await waitUntil(() => source.getSnapshot().error);
      expect(source.getSnapshot().error).to.have.property('code', 'contract');
      expect(peer.error()).to.equal(null);
    });
  });
});
