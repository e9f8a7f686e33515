import { expect } from '@open-wc/testing';
import { QueryClient, QueryObserver } from '@tanstack/query-core';
import type { QuerySource } from '../../src/cache/query-source.js';
import type { DatasourceCredential } from '../../src/api/types.js';
import type { DatasourceStoreOptions } from '../../src/store/options.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { Clock, pretendFocus, pretendVisibility, settled } from '../authorization/support/clock.js';
import { FakeOpener } from '../authorization/support/fake-popup.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import { LeakCounter } from '../support/leaks.js';
import {
  failureOf,
  hold,
  holdAnswers,
  isRead,
  JINA,
  JINA_ID,
  KEYS,
  LIST,
  NOTION,
  NOTION_ID,
  NOTION_PATH,
  until,
} from './support/shown.js';

/** What stands for a tab: a store with a query client of its own, which shows the list. */
interface Tab {
  server: FakeServer;
  store: DatasourceStore;
  list: ReturnType<DatasourceStore['list']>;
  /** The names of Notion's connections. */
  names: () => string;
  /** How often it has read the list since it was opened. */
  reads: () => number;
  leave: () => void;
}

describe('the tabs of one server', () => {
  let clock: Clock;
  let counter: LeakCounter;
  let stops: (() => void)[];
  /** What they share. */
  let sources: FakeServer['sources'];
  let channels: BroadcastChannel[];
  let lists: QuerySource<unknown>[];
  let marks = 0;

  beforeEach(() => {
    counter = new LeakCounter();
    clock = new Clock();
    clock.install();
    stops = [pretendVisibility('visible')];
    channels = [];
    lists = [];
    const server = new FakeServer();
    server.connect(NOTION_ID, { id: 'one', name: 'One' });
    server.connect(NOTION_ID, { id: 'two', name: 'Two' });
    server.connect(JINA_ID, { id: 'jina', name: 'Key', type: 'api-key' });
    sources = server.sources;
  });
  afterEach(() => {
    for (const stop of stops.reverse()) stop();
    for (const channel of channels) channel.close();
    clock.uninstall();
    counter.restore();
  });

  async function open(options: DatasourceStoreOptions = {}): Promise<Tab> {
    const server = new FakeServer();
    server.sources = sources;
    const store = createDatasourceStore({
      // Wherever the server is.
      fetch: (input, init) => server.fetch(String(input).replace(/^.*?\/(?=auth\/|oauth\/)/, '/'), init),
      undoTime: 0,
      ...options,
    });
    const list = store.list();
    lists.push(list);
    const stop = list.subscribe(() => undefined);
    const leave = store.connect();
    stops.push(() => {
      stop();
      leave();
      store.queryClient.clear();
    });
    await until(() => list.getSnapshot().data && !list.getSnapshot().isFetching, 'the list is read');
    await clock.pass(1_000);
    server.requests.length = 0;
    const names = (): string =>
      list
        .getSnapshot()
        .data!.find(({ name }) => name === NOTION.provider)!
        .credentials_list.map(({ name }) => name)
        .join(' ');
    return { server, store, list, names, reads: () => server.count('GET', LIST), leave };
  }

  /** Lets time pass, and what was asked for in it be answered. */
  async function later(milliseconds: number): Promise<void> {
    await clock.pass(milliseconds);
    await until(
      () => lists.every((list) => !list.getSnapshot().isFetching),
      'what was asked for is answered',
    );
  }

  const SERVER = `${location.origin}/console/api`;
  /** Another page of the server, which may be of another version. */
  function channelTo(server: string): BroadcastChannel {
    const channel = new BroadcastChannel(`datasource-elements ${server}`);
    channels.push(channel);
    return channel;
  }
  /** Waits until other tabs have heard all that one has said: what it says arrives in order. */
  async function heard(from: Tab, ...tabs: Pick<Tab, 'store'>[]): Promise<void> {
    const last = { id: `mark ${++marks}`, type: 'oauth2' } as DatasourceCredential;
    from.store.markCredential(last.id, 'needs-reauthorization');
    await until(() => tabs.every(({ store }) => store.statusOf(last).status !== 'connected'), 'all is heard');
  }

  it('a write in one makes the other read its list once, within a second', async () => {
    const [a, b] = [await open(), await open()];
    await a.store.renameCredential(NOTION, 'two', 'New');
    await heard(a, b);
    expect(b.reads(), 'news of the same change may follow').to.equal(0);
    await later(1_000);
    expect(b.reads()).to.equal(1);
    expect(b.names()).to.equal('One New');
    await later(60_000);
    expect(b.reads()).to.equal(1);
    expect(b.server.requests.length).to.equal(1);
  });

  it('the one that wrote reads its list once itself', async () => {
    const [a, b] = [await open(), await open()];
    await a.store.renameCredential(NOTION, 'two', 'New');
    await heard(a, b);
    await later(60_000);
    expect(b.reads()).to.equal(1);
    expect(a.reads()).to.equal(1);
  });

  describe('every write', () => {
    const WRITES: Record<string, (store: DatasourceStore) => Promise<unknown>> = {
      createCredential: (store) =>
        store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name: 'New' }),
      updateCredential: (store) => store.updateCredential(NOTION, { credentialId: 'one', credentials: {} }),
      renameCredential: (store) => store.renameCredential(NOTION, 'one', 'New'),
      setDefaultCredential: (store) => store.setDefaultCredential(NOTION, 'two'),
      deleteCredential: (store) => store.deleteCredential(NOTION, 'one'),
      removeCredential: async (store) => {
        const removed = store.removeCredential(NOTION, 'one');
        await later(0);
        return removed;
      },
      saveOAuthClient: (store) => store.saveOAuthClient(NOTION, { clientParams: {}, enabled: true }),
      deleteOAuthClient: (store) => store.deleteOAuthClient(NOTION),
    };
    for (const [name, write] of Object.entries(WRITES)) {
      it(`${name}: the others read once`, async () => {
        const [a, b, c] = [await open(), await open(), await open()];
        await write(a.store);
        await heard(a, b, c);
        await later(60_000);
        expect([b.reads(), c.reads()]).to.deep.equal([1, 1]);
        expect(b.list.getSnapshot().data).to.deep.equal(a.list.getSnapshot().data);
      });

      it(`${name} that is refused: the others hear nothing`, async () => {
        const [a, b] = [await open(), await open()];
        a.server.intercept((request) => (isRead(request) ? undefined : errorAnswer(400, 'x', 'No.')));
        await failureOf(write(a.store));
        await heard(a, b);
        await later(60_000);
        expect(b.reads()).to.equal(0);
      });
    }

    it('without an answer: the others read too, for it may have been carried out', async () => {
      const [a, b] = [await open(), await open()];
      a.server.intercept((request) => (isRead(request) ? undefined : Promise.reject(new TypeError('reset'))));
      await failureOf(a.store.renameCredential(NOTION, 'one', 'New'));
      await heard(a, b);
      await later(60_000);
      expect(b.reads()).to.equal(1);
    });

    it('and an authorization by OAuth', async () => {
      const opener = new FakeOpener();
      opener.install();
      stops.push(pretendFocus(true), () => opener.uninstall());
      const [a, b] = [await open(), await open()];
      const flow = a.store.authorize(NOTION);
      stops.push(() => flow.cancel());
      await until(() => flow.state.phase === 'waiting', 'the user is with the third party');
      a.server.connect(NOTION_ID, { id: 'three', name: 'Three' });
      await later(0);
      flow.confirm();
      await later(2_000);
      expect(await flow.result).to.have.property('status', 'authorized');
      await heard(a, b);
      await later(60_000);
      expect(b.reads()).to.equal(1);
      expect(b.names()).to.equal('One Two Three');
      expect(a.names()).to.equal('One Two Three');
    });
  });

  describe('many writes', () => {
    it('ten at once make one read', async () => {
      const [a, b] = [await open(), await open()];
      await Promise.all(
        Array.from({ length: 10 }, (_, i) => a.store.renameCredential(NOTION, 'one', `${i}`)),
      );
      await heard(a, b);
      await later(60_000);
      expect(b.reads()).to.equal(1);
    });

    it('ten, one every 100 ms, make three reads: one at first, then one each half second, the last within a second', async () => {
      const [a, b] = [await open(), await open()];
      const reads: number[] = [];
      const start = clock.now;
      b.server.intercept(({ path }) => {
        if (path === LIST) reads.push(clock.now - start);
        return undefined;
      });
      for (let i = 0; i < 10; i++) {
        await a.store.renameCredential(NOTION, 'one', `${i}`);
        await heard(a, b);
        await later(100);
      }
      const last = clock.now - 100 - start;
      await later(60_000);
      expect(reads).to.deep.equal([50, 550, 1_050]);
      expect(reads.at(-1)! - last).to.be.within(0, 1_000);
      expect(b.names()).to.equal('9 Two');
    });

    it('after a while, the next one is read at once again', async () => {
      const [a, b] = [await open(), await open()];
      for (const name of ['New', 'Newer']) {
        await a.store.renameCredential(NOTION, 'one', name);
        await heard(a, b);
        await later(50);
        expect(b.names()).to.equal(`${name} Two`);
        await later(5_000);
      }
      expect(b.reads()).to.equal(2);
    });
  });

  describe('who hears', () => {
    it('not the tabs of another server', async () => {
      const a = await open({ baseUrl: '/console/api' });
      const others = [
        await open({ baseUrl: '/other/api' }),
        await open({ baseUrl: 'https://api.example/console/api' }),
      ];
      const b = await open({ baseUrl: '/console/api' });
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, b);
      await later(60_000);
      expect(b.reads()).to.equal(1);
      expect(others.map((tab) => tab.reads())).to.deep.equal([0, 0]);
    });

    for (const baseUrl of [`${location.origin}/console/api`, '/console/api/', '/x/../console/api//'])
      it(`the same server by another name: ${baseUrl}`, async () => {
        const [a, b] = [await open(), await open({ baseUrl })];
        await a.store.renameCredential(NOTION, 'one', 'New');
        await heard(a, b);
        await later(60_000);
        expect(b.names()).to.equal('New Two');
      });

    it('a tab that shows a connection list reads that of the source that changed, and no other', async () => {
      const [a, b] = [await open(), await open()];
      const shown = [b.store.credentials(NOTION), b.store.credentials(JINA), b.store.defaultList()];
      for (const source of shown) stops.push((source as typeof b.list).subscribe(() => undefined));
      await until(() => shown.every((source) => source.getSnapshot().data), 'all is read');
      b.server.requests.length = 0;
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, b);
      await later(60_000);
      expect(b.server.requests.map(({ path }) => path)).to.have.members([
        LIST,
        '/auth/plugin/datasource/default-list',
        NOTION_PATH,
      ]);
    });

    it('changes of two sources at once make one read of the list', async () => {
      const [a, b] = [await open(), await open()];
      const shown = [b.store.credentials(NOTION), b.store.credentials(JINA)];
      for (const source of shown) stops.push(source.subscribe(() => undefined));
      await until(() => shown.every((source) => source.getSnapshot().data), 'all is read');
      b.server.requests.length = 0;
      await Promise.all([
        a.store.renameCredential(NOTION, 'one', 'New'),
        a.store.renameCredential(JINA, 'jina', 'Newer'),
      ]);
      await heard(a, b);
      await later(60_000);
      expect(b.reads()).to.equal(1);
      expect(b.server.requests.length).to.equal(3);
      expect(shown.map((source) => source.getSnapshot().data![0]!.name)).to.deep.equal(['New', 'Newer']);
    });

    it('a host’s pipeline query, where the host shares its cache', async () => {
      const queryClient = new QueryClient();
      const [a, b] = [await open(), await open({ queryClient })];
      queryClient.setQueryData(['pipeline', 'datasource'], 'old');
      let asked = 0;
      stops.push(
        new QueryObserver(queryClient, {
          queryKey: ['pipeline', 'datasource'],
          staleTime: Infinity,
          queryFn: () => Promise.resolve(`new ${++asked}`),
        }).subscribe(() => undefined),
      );
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, b);
      await later(60_000);
      expect(asked).to.equal(1);
      expect(b.reads()).to.equal(1);
    });

    it('what is not on show is not read, but is stale', async () => {
      const [a, b] = [await open(), await open()];
      b.store.queryClient.setQueryData(KEYS.notion, { result: [] });
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, b);
      await later(60_000);
      expect(b.server.requests.length).to.equal(1);
      expect(b.store.queryClient.getQueryState(KEYS.notion)!.isInvalidated).to.be.true;
    });

    it('a tab whose own edit is under way goes on to show it', async () => {
      const [a, b] = [await open(), await open()];
      const held = hold(b.server, (request) => !isRead(request));
      const written = b.store.renameCredential(NOTION, 'two', 'Mine');
      await until(() => held.count, 'the edit is under way');
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, b);
      await later(1_000);
      expect(b.reads()).to.equal(1);
      expect(b.names()).to.equal('New Mine');
      held.open();
      await written;
      expect(b.names()).to.equal('New Mine');
    });

    it('a tab whose first read the server answered before the change reads again', async () => {
      const a = await open();
      const server = new FakeServer();
      server.sources = sources;
      const first = holdAnswers(server, ({ path }) => path === LIST && first.count === 0);
      const store = createDatasourceStore({ fetch: server.fetch });
      const list = store.list();
      stops.push(
        list.subscribe(() => undefined),
        store.connect(),
        () => store.queryClient.clear(),
      );
      await until(() => first.count, 'the first read is under way');
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, { store });
      await later(1_000);
      first.open();
      await until(() => list.getSnapshot().data, 'the list is read');
      expect(list.getSnapshot().data![0]!.credentials_list[0]!.name).to.equal('New');
      expect(server.count('GET', LIST)).to.equal(2);
    });
  });

  describe('a hidden tab', () => {
    /** As the browser says it: to the document, and from there to the window. */
    function look(): void {
      stops.push(pretendVisibility('visible'));
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }
    /** The writer's own page looks hidden too; it does not matter to it. */
    async function changeWhileHidden(a: Tab, b: Tab, times = 1): Promise<void> {
      stops.push(pretendVisibility('hidden'));
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      for (let i = 0; i < times; i++) await a.store.renameCredential(NOTION, 'one', `New${i}`);
      await heard(a, b);
      await later(60_000);
    }

    it('reads nothing until it is looked at, and then once, whatever has happened', async () => {
      const [a, b] = [await open(), await open()];
      await changeWhileHidden(a, b, 3);
      expect(b.reads()).to.equal(0);
      look();
      await later(1_000);
      expect(b.reads()).to.equal(1);
      expect(b.names()).to.equal('New2 Two');
      look();
      await later(60_000);
      expect(b.reads()).to.equal(1);
    });

    for (const [whose, options] of [
      ['its own', () => ({})],
      ['the host’s', () => ({ queryClient: new QueryClient() })],
    ] as const)
      it(`with ${whose} query client, which reads what is old by itself: once all the same`, async () => {
        const { queryClient } = options() as { queryClient?: QueryClient };
        queryClient?.mount();
        if (queryClient) stops.push(() => queryClient.unmount());
        const [a, b] = [await open(), await open(queryClient ? { queryClient } : {})];
        await changeWhileHidden(a, b);
        const cached = b.store.queryClient.getQueryData(KEYS.list);
        b.store.queryClient.setQueryData(KEYS.list, cached, { updatedAt: Date.now() - 600_000 });
        expect(b.reads()).to.equal(0);
        look();
        await later(60_000);
        expect(b.reads()).to.equal(1);
        expect(b.names()).to.equal('New0 Two');
      });

    it('that is looked at and heard nothing reads nothing', async () => {
      const [a, b] = [await open(), await open()];
      look();
      await later(60_000);
      expect([a.reads(), b.reads()]).to.deep.equal([0, 0]);
    });
  });

  describe('notes that it does not understand', () => {
    const NOTES: unknown[] = [
      'text',
      7,
      null,
      undefined,
      [],
      {},
      { pluginId: 'langgenius/notion_datasource' },
      { provider: 'notion_datasource' },
      { pluginId: '../../etc', provider: 'notion_datasource' },
      { pluginId: 'langgenius/notion_datasource', provider: '../x' },
      { pluginId: null, provider: null },
      { pluginId: 5, provider: {} },
      { version: 2, kind: 'changed', ref: 'langgenius/notion_datasource/notion_datasource' },
      { credentialId: 'one' },
      { credentialId: 'one', status: 'broken' },
      { credentialId: 'one', status: null },
      { credentialId: 'one', status: { then: 'connected' } },
      { credentialId: 7, status: 'needs-reauthorization' },
      { credentialId: ['one'], status: 'needs-reauthorization' },
      new Map([['credentialId', 'one']]),
      new Error('note'),
    ];

    it('change nothing, and what it understands is heard after them', async () => {
      const b = await open();
      let told = 0;
      b.store.subscribe(() => told++);
      const channel = channelTo(SERVER);
      for (const note of NOTES) channel.postMessage(note);
      const timers = clock.pending;
      channel.postMessage({ credentialId: 'two', status: 'needs-reauthorization', message: { no: 'text' } });
      await until(() => told, 'the last one is heard');
      expect(clock.pending, 'no read is planned').to.equal(timers);
      expect(told).to.equal(1);
      const [one, two] = b.list.getSnapshot().data![0]!.credentials_list;
      expect(b.store.statusOf(one!).status).to.equal('connected');
      expect(b.store.statusOf(two!)).to.deep.equal({
        credentialId: 'two',
        status: 'needs-reauthorization',
        message: null,
      });
      channel.postMessage({ ...NOTION, since: 'another version' });
      await until(() => clock.pending > timers, 'the news is heard');
      await later(60_000);
      expect(b.reads()).to.equal(1);
    });
  });

  describe('the channel', () => {
    it('is open while the store is used, and not before or after', async () => {
      const store = createDatasourceStore({ fetch: new FakeServer().fetch });
      expect(counter.leftovers.channels).to.equal(0);
      const leave = [store.connect(), store.connect()];
      expect(counter.leftovers.channels).to.equal(1);
      expect(counter.leftovers.listeners).to.include('document visibilitychange');
      leave[0]!();
      expect(counter.leftovers.channels).to.equal(1);
      leave[1]!();
      expect(counter.leftovers).to.deep.equal({ listeners: [], timers: 0, channels: 0 });
      const again = store.connect();
      expect(counter.leftovers.channels).to.equal(1);
      again();
      expect(counter.leftovers.channels).to.equal(0);
      await settled();
    });

    it('of a store that nothing uses: it says what it has to say, and keeps nothing open', async () => {
      const b = await open();
      const server = new FakeServer();
      server.sources = sources;
      const store = createDatasourceStore({ fetch: server.fetch });
      const before = counter.leftovers.channels;
      const timers = clock.pending;
      await store.renameCredential(NOTION, 'one', 'New');
      store.markCredential('two', 'needs-reauthorization');
      expect(counter.leftovers.channels).to.equal(before);
      await until(() => clock.pending > timers, 'the change is heard');
      const two = b.list.getSnapshot().data![0]!.credentials_list[1]!;
      await until(() => b.store.statusOf(two).status === 'needs-reauthorization', 'the mark is heard');
      await later(60_000);
      expect(b.reads()).to.equal(1);
      expect(b.names()).to.equal('New Two');
    });

    it('that is closed hears nothing more', async () => {
      const [a, b, c] = [await open(), await open(), await open()];
      b.leave();
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, c);
      await later(60_000);
      expect([b.reads(), c.reads()]).to.deep.equal([0, 1]);
    });

    it('that is closed before it has read, and opened again: it reads then', async () => {
      const [a, b] = [await open(), await open()];
      const timers = clock.pending;
      await a.store.renameCredential(NOTION, 'one', 'New');
      await heard(a, b);
      b.leave();
      expect(clock.pending, 'the read is not planned any more').to.equal(timers);
      await later(60_000);
      expect(b.reads()).to.equal(0);
      stops.push(b.store.connect());
      await later(1_000);
      expect(b.reads()).to.equal(1);
      expect(b.names()).to.equal('New Two');
      await later(60_000);
      expect(b.reads()).to.equal(1);
    });

    for (const [name, replacement] of [
      ['is not there', undefined],
      [
        'is not granted',
        function (): void {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      ],
    ] as const)
      it(`${name}: everything else works`, async () => {
        const real = window.BroadcastChannel;
        window.BroadcastChannel = replacement as unknown as typeof BroadcastChannel;
        try {
          const a = await open();
          await a.store.renameCredential(NOTION, 'one', 'New');
          expect(a.names()).to.equal('New Two');
          a.store.markCredential('one', 'needs-reauthorization');
          a.leave();
          await a.store.renameCredential(NOTION, 'one', 'Newer');
          expect(a.names()).to.equal('Newer Two');
        } finally {
          window.BroadcastChannel = real;
        }
      });
  });
});
