import { expect, waitUntil } from '@open-wc/testing';
import { QueryClient, QueryObserver } from '@tanstack/query-core';
import type { QuerySource, QueryState } from '../../src/cache/query-source.js';
import { STALE_TIME } from '../../src/cache/queries.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { errorAnswer, FakeServer, json, wireSource } from '../support/fake-server.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const NOTION_PATH = '/auth/plugin/datasource/langgenius/notion_datasource/notion_datasource';
const LIST = '/auth/plugin/datasource/list';
const LIST_KEY = ['data-source-auth', 'list'];

interface Shown {
  getSnapshot: () => QueryState<unknown>;
}

describe('QuerySource', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let stops: (() => void)[];

  beforeEach(() => {
    server = new FakeServer();
    store = createDatasourceStore({ fetch: server.fetch });
    stops = [];
  });
  afterEach(() => {
    for (const stop of stops) stop();
    store.queryClient.clear();
  });

  /** Subscribes, and returns every state that was seen. */
  function watch<T>(source: QuerySource<T>): QueryState<T>[] {
    const states = [source.getSnapshot()];
    stops.push(source.subscribe(() => states.push(source.getSnapshot())));
    return states;
  }
  const loaded = (source: Shown): Promise<void> =>
    waitUntil(() => source.getSnapshot().data && !source.getSnapshot().isFetching, 'the read is over');
  const failed = (source: Shown): Promise<void> =>
    waitUntil(() => source.getSnapshot().error && !source.getSnapshot().isFetching, 'the read has failed');

  it('tells its listeners also of what somebody else looked at before them', async () => {
    const first = store.list();
    const second = store.list();
    let told = 0;
    stops.push(first.subscribe(() => second.getSnapshot()));
    stops.push(second.subscribe(() => told++));
    await loaded(first);
    expect(told).to.be.greaterThan(0);
  });

  it('leaves the focus alone where the host has switched that off', async () => {
    const queryClient = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } });
    const quiet = createDatasourceStore({ fetch: server.fetch, queryClient });
    const source = quiet.list();
    stops.push(source.subscribe(() => undefined));
    await loaded(source);
    const [query] = queryClient.getQueryCache().findAll({ queryKey: LIST_KEY });
    query!.invalidate();
    query!.onFocus();
    expect(source.getSnapshot().isFetching).to.be.false;
    expect(store.list().shouldFetchOnWindowFocus(), 'by default it is read again').to.be.true;
    queryClient.clear();
  });

  it('reads nothing before somebody subscribes', async () => {
    const source = store.list();
    expect(source.getSnapshot()).to.include({ status: 'pending', data: undefined, error: null });
    await Promise.resolve();
    expect(server.requests).to.be.empty;
  });

  it('goes from pending to success', async () => {
    const source = store.list();
    const states = watch(source);
    await loaded(source);
    expect(states[0]!.status).to.equal('pending');
    expect(states.at(-1)).to.include({ status: 'success', error: null, isFetching: false });
    expect(source.getSnapshot().data!.map(({ name }) => name)).to.deep.equal([
      'notion_datasource',
      'jinareader',
    ]);
  });

  it('gives the same snapshot until something changes', async () => {
    const source = store.list();
    expect(source.getSnapshot()).to.equal(source.getSnapshot());
    watch(source);
    await loaded(source);
    const snapshot = source.getSnapshot();
    expect(source.getSnapshot()).to.equal(snapshot);
    await source.refetch();
    expect(source.getSnapshot()).not.to.equal(snapshot);
  });

  it('keeps what did not change: the same sources by identity after another read', async () => {
    const source = store.list();
    watch(source);
    await loaded(source);
    const [notion, jina] = source.getSnapshot().data!;
    server.connect('langgenius/notion_datasource/notion_datasource');
    await source.refetch();
    const after = source.getSnapshot().data!;
    expect(after[1]).to.equal(jina);
    expect(after[0]).not.to.equal(notion);
  });

  it('100 of the same read share one request', async () => {
    const sources = Array.from({ length: 100 }, () => store.list());
    for (const source of sources) watch(source);
    await Promise.all(sources.map(loaded));
    expect(server.count('GET', LIST)).to.equal(1);
    expect(new Set(sources.map((source) => source.getSnapshot().data)).size).to.equal(1);
  });

  it('different reads are different requests', async () => {
    const sources = [store.list(), store.defaultList(), store.credentials(NOTION)];
    for (const source of sources) stops.push(source.subscribe(() => undefined));
    await Promise.all(sources.map((source) => loaded(source)));
    expect(server.requests.map(({ path }) => path)).to.have.members([
      LIST,
      '/auth/plugin/datasource/default-list',
      NOTION_PATH,
    ]);
  });

  it('one that comes while the cache is fresh sends nothing', async () => {
    const first = store.list();
    watch(first);
    await loaded(first);
    const second = store.list();
    expect(second.getSnapshot().status).to.equal('success');
    watch(second);
    await Promise.resolve();
    expect(second.getSnapshot().isFetching).to.be.false;
    expect(server.count('GET', LIST)).to.equal(1);
  });

  it('one that comes when the cache is stale shows what there is, and reads again', async () => {
    store.queryClient.setQueryData(LIST_KEY, { result: [] }, { updatedAt: Date.now() - STALE_TIME - 1 });
    const source = store.list();
    const states = watch(source);
    expect(states[0]!.data).to.deep.equal([]);
    await waitUntil(() => source.getSnapshot().data?.length === 2);
    expect(server.count('GET', LIST)).to.equal(1);
    for (const { status } of states) expect(status).to.equal('success');
  });

  it('gives up its request when the last one leaves', async () => {
    let signal: AbortSignal | undefined;
    const impatient = createDatasourceStore({
      fetch: (_input, init) => {
        signal = init!.signal!;
        return new Promise((_, reject) =>
          signal!.addEventListener('abort', () => reject(signal!.reason as Error)),
        );
      },
    });
    const stop = impatient.list().subscribe(() => undefined);
    const alsoStop = impatient.list().subscribe(() => undefined);
    await waitUntil(() => signal);
    stop();
    expect(signal!.aborted).to.be.false;
    alsoStop();
    expect(signal!.aborted).to.be.true;
    expect(impatient.list().getSnapshot().error).to.equal(null);
    impatient.queryClient.clear();
  });

  it('a first read that fails is an error without data', async () => {
    server.intercept(() => errorAnswer(403, 'forbidden', 'No.'));
    const source = store.list();
    watch(source);
    await failed(source);
    expect(source.getSnapshot()).to.include({ status: 'error', data: undefined, isFetching: false });
    expect(source.getSnapshot().error).to.include({ code: 'forbidden', status: 403, message: 'No.' });
    expect(server.requests, 'what cannot succeed is not tried again').to.have.length(1);
  });

  it('a later read that fails keeps the data, and one after that clears the error', async () => {
    let broken = false;
    server.intercept(() => (broken ? errorAnswer(403, 'forbidden', 'No.') : undefined));
    const source = store.list();
    watch(source);
    await loaded(source);
    const { data } = source.getSnapshot();
    broken = true;
    await source.refetch();
    expect(source.getSnapshot()).to.include({ status: 'success', data, isFetching: false });
    expect(source.getSnapshot().error).to.have.property('code', 'forbidden');
    broken = false;
    await source.refetch();
    expect(source.getSnapshot()).to.include({ status: 'success', error: null });
  });

  it('what may succeed is tried once more, and no more', async () => {
    server.intercept(() => errorAnswer(503, 'unknown', 'Busy.'));
    store.queryClient.setDefaultOptions({ queries: { retryDelay: 0 } });
    const source = store.list();
    watch(source);
    await failed(source);
    expect(server.requests).to.have.length(2);
    expect(source.getSnapshot().error).to.include({ code: 'server', status: 503 });
  });

  it('an answer against the contract is an error that names the place', async () => {
    server.intercept(() => json({ result: [{ name: 7 }] }));
    const source = store.list();
    watch(source);
    await failed(source);
    expect(source.getSnapshot().error).to.include({ code: 'contract', path: 'result[0].name' });
    expect(server.requests).to.have.length(1);
  });

  /** Runs while the browser believes to be offline, which only a query client in use hears of. */
  async function offline(run: () => Promise<void>): Promise<void> {
    const disconnect = store.connect();
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    window.dispatchEvent(new Event('offline'));
    try {
      await run();
    } finally {
      delete (navigator as { onLine?: boolean }).onLine;
      window.dispatchEvent(new Event('online'));
      disconnect();
    }
  }

  it('reads although the browser believes to be offline (D9)', () =>
    offline(async () => {
      const source = store.list();
      watch(source);
      await loaded(source);
    }));

  it('reads although a hook of the host on the same key waits to be online', () =>
    offline(async () => {
      const hook = new QueryObserver(store.queryClient, {
        queryKey: LIST_KEY,
        queryFn: () => ({ result: [] }),
      });
      const stop = hook.subscribe(() => undefined);
      expect(hook.getCurrentResult().fetchStatus).to.equal('paused');
      const source = store.list();
      watch(source);
      await loaded(source);
      expect(hook.getCurrentResult().status).to.equal('success');
      stop();
    }));

  it('refetch never rejects', async () => {
    server.intercept(() => errorAnswer(403, 'forbidden', 'No.'));
    await store.list().refetch();
  });

  it('an older answer does not overwrite a newer one (D12)', async () => {
    const answers: ((response: Response) => void)[] = [];
    server.intercept(({ path }) =>
      path === LIST ? new Promise((resolve) => answers.push(resolve)) : undefined,
    );
    const source = store.list();
    watch(source);
    await waitUntil(() => answers.length === 1);
    const again = source.refetch();
    // The first read has nothing to show yet, so both wait for it.
    answers[0]!(json({ result: [] }));
    await again;
    const refetched = source.refetch();
    await waitUntil(() => answers.length === 2);
    const newest = source.refetch();
    await waitUntil(() => answers.length === 3);
    answers[2]!(json({ result: [wireSource()] }));
    await newest;
    answers[1]!(json({ result: [] }));
    await refetched;
    expect(source.getSnapshot().data).to.have.length(1);
  });
});

describe('a cache that the host shares', () => {
  const host = (): QueryClient => new QueryClient();

  it('is used, and filled under the keys of the original', async () => {
    const queryClient = host();
    const server = new FakeServer();
    const store = createDatasourceStore({ fetch: server.fetch, queryClient });
    expect(store.queryClient).to.equal(queryClient);
    const source = store.list();
    const stop = source.subscribe(() => undefined);
    await waitUntil(() => source.getSnapshot().data);
    expect(queryClient.getQueryData(LIST_KEY)).to.have.nested.property('result[0].name', 'notion_datasource');
    stop();
    queryClient.clear();
  });

  it('what the host put there is shown without a request, and checked', () => {
    const queryClient = host();
    const server = new FakeServer();
    queryClient.setQueryData(LIST_KEY, {
      result: [wireSource({ credentials_list: [{ id: 'i', name: 'n', type: 't', avatar_url: 'default' }] })],
    });
    const store = createDatasourceStore({ fetch: server.fetch, queryClient });
    const source = store.list();
    const stop = source.subscribe(() => undefined);
    const { status, data } = source.getSnapshot();
    expect(status).to.equal('success');
    expect(data![0]!.credentials_list[0]).to.deep.include({ is_default: false, avatar_url: null });
    expect(data![0]!.credential_schema[0]!.options).to.deep.equal([]);
    expect(server.requests).to.be.empty;
    stop();
    queryClient.clear();
  });

  for (const [name, data] of [
    ['no object', 'text'],
    ['another shape', { items: [] }],
    ['a list', []],
    ['a bad item', { result: [{ name: 'x' }] }],
  ] as const)
    it(`${name} under our key is an error, not a crash`, () => {
      const queryClient = host();
      queryClient.setQueryData(LIST_KEY, data);
      const store = createDatasourceStore({ fetch: new FakeServer().fetch, queryClient });
      const source = store.list();
      expect(source.getSnapshot()).to.include({ status: 'error', data: undefined });
      expect(source.getSnapshot().error).to.include({ code: 'contract' });
      queryClient.clear();
    });

  it('checks the same object once', () => {
    const queryClient = host();
    let looked = 0;
    const result = [wireSource()];
    const data = {
      get result() {
        looked++;
        return result;
      },
    };
    queryClient.setQueryDefaults(LIST_KEY, { structuralSharing: false });
    queryClient.setQueryData(LIST_KEY, data);
    const store = createDatasourceStore({ fetch: new FakeServer().fetch, queryClient });
    for (let i = 0; i < 20; i++) store.list().getSnapshot();
    expect(looked).to.equal(1);
    queryClient.clear();
  });

  it('is mounted by its host, not by us', () => {
    const queryClient = host();
    const calls: string[] = [];
    queryClient.mount = () => calls.push('mount');
    queryClient.unmount = () => calls.push('unmount');
    createDatasourceStore({ queryClient }).connect()();
    expect(calls).to.be.empty;
  });

  it('of our own is mounted by the first user, and unmounted by the last', () => {
    const store = createDatasourceStore();
    const calls: string[] = [];
    store.queryClient.mount = () => calls.push('mount');
    store.queryClient.unmount = () => calls.push('unmount');
    const leave = [store.connect(), store.connect(), store.connect()];
    leave[0]!();
    leave[1]!();
    expect(calls).to.deep.equal(['mount']);
    leave[2]!();
    expect(calls).to.deep.equal(['mount', 'unmount']);
    store.connect()();
    expect(calls).to.deep.equal(['mount', 'unmount', 'mount', 'unmount']);
  });
});
