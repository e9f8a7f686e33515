import { expect } from '@open-wc/testing';
import { QueryClient } from '@tanstack/query-core';
import type { DatasourceStoreOptions } from '../../src/store/options.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { Clock, settled } from '../authorization/support/clock.js';
import { errorAnswer, FakeServer, type Recorded } from '../support/fake-server.js';
import {
  failureOf,
  hold,
  holdAnswers,
  isRead,
  isWrite,
  JINA,
  JINA_ID,
  KEYS,
  LIST,
  NOTION,
  NOTION_ID,
  posts,
  Shown,
  until,
} from './support/shown.js';

describe('edits that show before the server has confirmed them', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let shown: Shown;
  let stops: (() => void)[];

  beforeEach(async () => {
    stops = [];
    server = new FakeServer();
    server.connect(NOTION_ID, { id: 'one', name: 'One' });
    server.connect(NOTION_ID, { id: 'two', name: 'Two' });
    server.connect(NOTION_ID, { id: 'three', name: 'Three' });
    server.connect(JINA_ID, { id: 'jina', name: 'Key', type: 'api-key' });
    await setUp();
  });
  afterEach(() => {
    for (const stop of stops) stop();
  });

  async function setUp(options: DatasourceStoreOptions = {}): Promise<void> {
    store = createDatasourceStore({ fetch: server.fetch, ...options });
    store.queryClient.setDefaultOptions({ queries: { retryDelay: 0 } });
    shown = new Shown(store);
    await shown.loaded();
    shown.seen.length = 0;
    server.requests.length = 0;
    const { queryClient } = store;
    const mine = shown;
    stops.push(() => {
      mine.stop();
      queryClient.clear();
    });
  }

  const cached = (): unknown[] => Object.values(KEYS).map((key) => store.queryClient.getQueryData(key));
  const refuse = (match: (request: Recorded) => boolean): (() => void) =>
    server.intercept((request) =>
      match(request) ? errorAnswer(403, 'forbidden', 'Managers only.') : undefined,
    );
  /** What any view has shown since `shown.seen` was emptied, each once. */
  const everShown = (): string[] => [...new Set(shown.seen.map((line) => line.split(': ')[1]!))];

  const EDITS = {
    rename: {
      run: () => store.renameCredential(NOTION, 'two', 'New'),
      path: 'update-name',
      after: 'One* New Three',
    },
    'set default': {
      run: () => store.setDefaultCredential(NOTION, 'two'),
      path: 'default',
      after: 'One Two* Three',
    },
  };
  const BEFORE = 'One* Two Three';

  for (const [name, { run, path, after }] of Object.entries(EDITS))
    describe(name, () => {
      it('shows in every view before anything has been sent', async () => {
        const written = run();
        expect(shown.all).to.equal(after);
        expect(everShown(), 'every listener was told').to.deep.equal([after]);
        expect(shown.seen).to.have.length(5);
        await written;
        expect(shown.all).to.equal(after);
      });

      it('survives a read that lands while it is under way', async () => {
        const held = hold(server, posts(path));
        const written = run();
        await until(() => held.count, 'the write is under way');
        await Promise.all([shown.list.refetch(), shown.defaultList.refetch(), shown.credentials.refetch()]);
        expect(server.requests.filter(isRead).length).to.equal(3);
        expect(shown.all).to.equal(after);
        held.open();
        await written;
        expect(everShown()).to.deep.equal([after]);
      });

      it('is the same array for all that show the same read, and leaves alone what it does not concern', async () => {
        const [one, two, three] = shown.credentials.getSnapshot().data!;
        const jina = shown.list.getSnapshot().data![1];
        const held = hold(server, posts(path));
        const written = run();
        const list = shown.list.getSnapshot().data!;
        expect(list === shown.sameList.getSnapshot().data, 'lists').to.be.true;
        expect(list === store.list().getSnapshot().data, 'a list that comes later').to.be.true;
        const credentials = shown.credentials.getSnapshot().data!;
        expect(credentials === shown.sameCredentials.getSnapshot().data, 'connections').to.be.true;
        expect(credentials === store.credentials(NOTION).getSnapshot().data, 'later ones').to.be.true;
        expect(list[1] === jina, 'the other source').to.be.true;
        expect(credentials[1] === two, 'the edited connection').to.be.false;
        expect(credentials[2] === three, 'another connection').to.be.true;
        expect(credentials[0] === one, 'the old default one').to.equal(name === 'rename');
        expect(shown.list.getSnapshot() === shown.list.getSnapshot(), 'the snapshot').to.be.true;
        held.open();
        await written;
      });

      for (const [status, code] of [
        [400, 'invalid_param'],
        [403, 'forbidden'],
        [500, 'server'],
      ] as const)
        it(`refused with ${status}: the server’s error, the very data of before, and no read`, async () => {
          const held = hold(server, posts(path), () => errorAnswer(status, 'x', 'No.'));
          const data = shown.states.map((state) => state.data);
          const inCache = cached();
          const written = failureOf(run());
          expect(shown.all).to.equal(after);
          held.open();
          expect(await written).to.include({ code, status, message: 'No.' });
          expect(shown.all).to.equal(BEFORE);
          expect(shown.states.every((state, index) => state.data === data[index])).to.be.true;
          expect(cached().every((answer, index) => answer === inCache[index])).to.be.true;
          await settled();
          expect(server.requests.filter(isRead).length).to.equal(0);
          expect(everShown()).to.deep.equal([after, BEFORE]);
        });

      it('touches the cache when the server has confirmed it, not before', async () => {
        const held = hold(server, posts(path));
        holdAnswers(server, isRead);
        const before = cached();
        const texts = before.map((answer) => JSON.stringify(answer));
        const written = run();
        await until(() => held.count, 'the write is under way');
        expect(cached().every((answer, index) => answer === before[index])).to.be.true;
        held.open();
        await until(() => server.requests.some(isRead), 'it is read again');
        expect(
          before.map((answer) => JSON.stringify(answer)),
          'what was cached is not changed in place',
        ).to.deep.equal(texts);
        for (const answer of cached()) {
          const text = JSON.stringify(answer);
          if (name === 'rename') expect(text).to.contain('"New"').and.not.to.contain('"Two"');
          else expect(text).to.contain('"id":"two","name":"Two","type":"oauth2","is_default":true');
        }
        shown.stop();
        store.queryClient.clear();
        await written;
      });

      it('shows nothing old between the confirmation and the next read', async () => {
        const held = hold(server, isRead);
        const written = run();
        await until(() => held.count === 3, 'it is read again');
        expect(shown.all).to.equal(after);
        held.open();
        await written;
        await shown.loaded();
        expect(everShown()).to.deep.equal([after]);
      });

      it('nor when that read fails', async () => {
        server.intercept((request) => (isRead(request) ? errorAnswer(403, 'x', 'Later.') : undefined));
        await run();
        expect(shown.list.getSnapshot().error).to.have.property('message', 'Later.');
        expect(shown.all).to.equal(after);
        expect(everShown()).to.deep.equal([after]);
      });

      it('nor when that read takes long: the write is over after two seconds', async () => {
        const clock = new Clock();
        clock.install();
        try {
          const held = hold(server, isRead);
          let over = false;
          void run().then(() => (over = true));
          await until(() => held.count === 3, 'it is read again');
          await clock.pass(1_999);
          expect(over).to.be.false;
          await clock.pass(1);
          expect(over).to.be.true;
          await clock.pass(5_000);
          expect(shown.all).to.equal(after);
          held.open();
          await until(() => shown.states.every(({ isFetching }) => !isFetching), 'it was read');
          expect(everShown()).to.deep.equal([after]);
        } finally {
          clock.uninstall();
        }
      });

      it('nor when a read that the server answered before the write comes in after it', async () => {
        const old = holdAnswers(server, (request) => isRead(request) && old.count < 3);
        void Promise.all([shown.list.refetch(), shown.defaultList.refetch(), shown.credentials.refetch()]);
        await until(() => old.count === 3, 'reads are under way');
        const again = hold(server, isRead);
        const written = run();
        shown.seen.length = 0;
        await until(() => again.count === 3, 'it is read once more');
        old.open();
        await settled();
        expect(shown.all).to.equal(after);
        again.open();
        await written;
        expect(everShown()).to.deep.equal([after]);
      });

      it('one write, and one read of a list that is on show alone', async () => {
        shown.stop();
        const list = store.list();
        stops.push(list.subscribe(() => undefined));
        await run();
        expect(server.requests.map(({ method, path: asked }) => `${method} ${asked}`)).to.deep.equal([
          `POST /auth/plugin/datasource/${NOTION_ID}/${path}`,
          `GET ${LIST}`,
        ]);
      });

      for (const carriedOut of [true, false])
        for (const how of ['network', 'timeout', 'aborted', 'bad_response'] as const)
          it(`without an answer (${how}): dropped at once, then what the server has (${carriedOut ? 'done' : 'not done'})`, async () => {
            if (how === 'timeout') await setUp({ writeTimeout: 20 });
            const controller = new AbortController();
            const { signal } = controller;
            server.intercept((request) => {
              if (!posts(path)(request)) return undefined;
              const [, credential] = server.credentialsOf(NOTION_ID);
              if (carriedOut && path === 'update-name') credential!.name = 'New';
              else if (carriedOut)
                for (const other of server.credentialsOf(NOTION_ID)) other.is_default = other === credential;
              if (how === 'aborted') queueMicrotask(() => controller.abort());
              if (how === 'network') return Promise.reject(new TypeError('reset'));
              return how === 'bad_response'
                ? new Response('<p>Sorry')
                : new Promise<Response>(() => undefined);
            });
            const reads = hold(server, isRead);
            const written = failureOf(
              name === 'rename'
                ? store.renameCredential(NOTION, 'two', 'New', { signal })
                : store.setDefaultCredential(NOTION, 'two', { signal }),
            );
            expect(shown.all).to.equal(after);
            expect(await written).to.have.property('code', how);
            expect(shown.all).to.equal(BEFORE);
            await until(() => reads.count === 3, 'it is read again');
            reads.open();
            await shown.loaded();
            expect(shown.all).to.equal(carriedOut ? after : BEFORE);
          });

      it('a first read that the server answered before the write is repeated', async () => {
        shown.stop();
        store.queryClient.clear();
        const first = holdAnswers(server, ({ path: asked }) => asked === LIST && first.count === 0);
        const list = store.list();
        stops.push(list.subscribe(() => undefined));
        await until(() => first.count, 'the first read is under way');
        const written = run();
        await until(() => server.count('GET', LIST) === 2, 'it is read once more');
        first.open();
        await written;
        const names = list.getSnapshot().data![0]!.credentials_list;
        expect(names.map((item) => (item.is_default ? `${item.name}*` : item.name)).join(' ')).to.equal(
          after,
        );
        expect(list.getSnapshot()).to.include({ error: null, isFetching: false });
      });

      it('of a connection that is not listed changes nothing that is shown', async () => {
        const held = hold(server, isWrite);
        const written =
          name === 'rename'
            ? store.renameCredential(NOTION, 'gone', 'New')
            : store.setDefaultCredential(NOTION, 'gone');
        expect(shown.all).to.equal(BEFORE);
        refuse(isWrite);
        held.open();
        await written.catch(() => undefined);
        expect(everShown()).to.deep.equal([BEFORE]);
      });
    });

  describe('a cache that the host shares', () => {
    const answers = (): Record<string, unknown> => ({
      list: { result: structuredClone(server.sources), page: 1 },
      defaultList: { result: structuredClone(server.sources).slice(0, 1), page: 2 },
      notion: { result: structuredClone(server.credentialsOf(NOTION_ID)), page: 3 },
    });
    let queryClient: QueryClient;

    beforeEach(() => {
      queryClient = new QueryClient();
      store = createDatasourceStore({ fetch: server.fetch, queryClient });
    });
    afterEach(() => queryClient.clear());

    it('is rewritten on confirmation, with all that the host has in it besides', async () => {
      for (const [name, answer] of Object.entries(answers()))
        queryClient.setQueryData(KEYS[name as 'list'], answer);
      await store.renameCredential(NOTION, 'two', 'New');
      await store.setDefaultCredential(NOTION, 'three');
      const expected = answers();
      for (const [name, key] of Object.entries(KEYS)) {
        expect(queryClient.getQueryData(key), name).to.deep.equal(expected[name]);
        expect(queryClient.getQueryState(key)!.isInvalidated, name).to.be.true;
      }
    });

    it('is left alone by a refusal', async () => {
      for (const [name, answer] of Object.entries(answers()))
        queryClient.setQueryData(KEYS[name as 'list'], answer);
      const before = Object.values(KEYS).map((key) => queryClient.getQueryState(key));
      refuse(isWrite);
      await failureOf(store.renameCredential(NOTION, 'two', 'New'));
      const after = Object.values(KEYS).map((key) => queryClient.getQueryState(key));
      expect(after.every((state, index) => state === before[index])).to.be.true;
    });

    it('gets no entry for what it does not hold', async () => {
      await store.renameCredential(NOTION, 'two', 'New');
      expect(queryClient.getQueryCache().getAll().length).to.equal(0);
    });

    for (const [name, data] of Object.entries({
      'a text': 'text',
      'a number': 0,
      nothing: null,
      'a list': [],
      'another shape': { items: [] },
      'no list': { result: 'text' },
      'a list of nothing': { result: [null] },
      'a source without connections': {
        result: [{ plugin_id: NOTION.pluginId, name: NOTION.provider, credentials_list: undefined }],
      },
    }))
      it(`${name} under our keys breaks no write, and stays what it is`, async () => {
        for (const key of Object.values(KEYS)) queryClient.setQueryData(key, data);
        await store.renameCredential(NOTION, 'two', 'New');
        await store.setDefaultCredential(NOTION, 'two');
        await store.deleteCredential(NOTION, 'one');
        expect(server.requests.length).to.equal(3);
        for (const key of Object.values(KEYS)) expect(queryClient.getQueryData(key)).to.deep.equal(data);
      });

    it('of the wrong shape while an edit is under way: a refusal shows the last good data as it was', async () => {
      const mine = new Shown(store);
      stops.push(() => mine.stop());
      await mine.loaded();
      const held = hold(server, isWrite, () => errorAnswer(400, 'x', 'No.'));
      const written = failureOf(store.renameCredential(NOTION, 'two', 'New'));
      for (const key of Object.values(KEYS)) queryClient.setQueryData(key, 'text');
      expect(mine.all).to.equal('One* New Three');
      expect(mine.list.getSnapshot().error).to.have.property('code', 'contract');
      held.open();
      await written;
      expect(mine.all).to.equal(BEFORE);
    });
  });

  describe('several at once', () => {
    /**
     * Makes the server answer each write when it is told to, in any order, after carrying it out at once.
     *
     * @param refused the one that it does not carry out.
     */
    function answersInTurn(refused = -1): {
      answer: (index: number, response?: Response) => void;
      count: () => number;
    } {
      const waiting: ((response: Response) => void)[] = [];
      server.intercept((request) => {
        if (!isWrite(request)) return undefined;
        const body = request.body as { credential_id?: string; id?: string; name?: string };
        for (const id of waiting.length === refused ? [] : [NOTION_ID, JINA_ID])
          for (const credential of server.credentialsOf(id)) {
            if (credential.id === body.credential_id) credential.name = body.name!;
            if (body.id && id === NOTION_ID) credential.is_default = credential.id === body.id;
          }
        return new Promise((resolve) => waiting.push(resolve));
      });
      return {
        answer: (index, response = new Response('{"result":"success"}')) => waiting[index]!(response),
        count: () => waiting.length,
      };
    }
    const NO = (): Response => errorAnswer(400, 'x', 'No.');

    for (const order of [
      [0, 1],
      [1, 0],
    ])
      it(`a name and the default of one connection, answered in the order ${order.join()}`, async () => {
        const writes = answersInTurn();
        const written = [
          store.renameCredential(NOTION, 'two', 'New'),
          store.setDefaultCredential(NOTION, 'two'),
        ];
        expect(shown.all).to.equal('One New* Three');
        await until(() => writes.count() === 2, 'both are sent');
        shown.seen.length = 0;
        for (const index of order) {
          writes.answer(index);
          await written[index];
          expect(shown.all).to.equal('One New* Three');
        }
        expect(everShown()).to.deep.equal(['One New* Three']);
      });

    it('one is refused: the other one stays', async () => {
      const writes = answersInTurn();
      const renamed = store.renameCredential(NOTION, 'two', 'New');
      const refused = failureOf(store.setDefaultCredential(NOTION, 'two'));
      await until(() => writes.count() === 2, 'both are sent');
      for (const credential of server.credentialsOf(NOTION_ID))
        credential.is_default = credential.id === 'one';
      writes.answer(1, NO());
      await refused;
      expect(shown.all).to.equal('One* New Three');
      writes.answer(0);
      await renamed;
      expect(shown.all).to.equal('One* New Three');
    });

    const TWICE = {
      'two names for one connection': {
        run: () => [
          store.renameCredential(NOTION, 'two', 'First'),
          store.renameCredential(NOTION, 'two', 'Second'),
        ],
        first: 'One* First Three',
        second: 'One* Second Three',
      },
      'two default ones': {
        run: () => [store.setDefaultCredential(NOTION, 'two'), store.setDefaultCredential(NOTION, 'three')],
        first: 'One Two* Three',
        second: 'One Two Three*',
      },
    };
    for (const [name, { run, first, second }] of Object.entries(TWICE)) {
      it(`${name}: the later one shows throughout, and is sent when the earlier one is answered`, async () => {
        const writes = answersInTurn();
        const written = run();
        expect(shown.all).to.equal(second);
        await until(() => writes.count() === 1, 'the earlier one is sent');
        shown.seen.length = 0;
        writes.answer(0);
        await until(() => writes.count() === 2, 'the later one is sent');
        writes.answer(1);
        await Promise.all(written);
        expect(everShown()).to.deep.equal([second]);
      });

      it(`${name}: the later one is refused, and the earlier one shows`, async () => {
        const writes = answersInTurn(1);
        const [earlier, later] = run();
        await until(() => writes.count() === 1, 'the earlier one is sent');
        writes.answer(0);
        await until(() => writes.count() === 2, 'the later one is sent');
        writes.answer(1, NO());
        await failureOf(later!);
        await earlier;
        expect(shown.all).to.equal(first);
      });

      it(`${name}: the earlier one is refused, and the later one shows throughout`, async () => {
        const writes = answersInTurn();
        const [earlier, later] = run();
        const refused = failureOf(earlier!);
        await until(() => writes.count() === 1, 'the earlier one is sent');
        shown.seen.length = 0;
        writes.answer(0, NO());
        await refused;
        await until(() => writes.count() === 2, 'the later one is sent');
        writes.answer(1);
        await later;
        expect(everShown()).to.deep.equal([second]);
      });
    }

    it('there and back again: three are sent, one after another, and the last one wins', async () => {
      const writes = answersInTurn();
      const names = ['First', 'Second', 'First'];
      const written = names.map((name) => store.renameCredential(NOTION, 'two', name));
      expect(new Set(written).size).to.equal(3);
      for (const index of [0, 1, 2]) {
        await until(() => writes.count() === index + 1, `number ${index} is sent`);
        expect(shown.all).to.equal('One* First Three');
        writes.answer(index);
      }
      await Promise.all(written);
      expect(shown.all).to.equal('One* First Three');
      expect(server.credentialsOf(NOTION_ID)[1]!.name).to.equal('First');
    });

    it('the same as the last one is that one', async () => {
      const writes = answersInTurn();
      const once = store.setDefaultCredential(NOTION, 'two');
      expect(store.setDefaultCredential(NOTION, 'two') === once).to.be.true;
      await until(() => writes.count() === 1, 'one is sent');
      writes.answer(0);
      await once;
      expect(writes.count()).to.equal(1);
    });

    it('names of two connections do not stand in each other’s way', async () => {
      const writes = answersInTurn();
      const written = [
        store.renameCredential(NOTION, 'one', 'First'),
        store.renameCredential(NOTION, 'two', 'Second'),
      ];
      await until(() => writes.count() === 2, 'both are sent');
      const reads = hold(server, isRead);
      shown.seen.length = 0;
      writes.answer(1);
      await until(() => reads.count === 3, 'the second one is confirmed');
      expect(shown.all).to.equal('First* Second Three');
      writes.answer(0, NO());
      await failureOf(written[0]!);
      expect(shown.all).to.equal('One* Second Three');
      shown.stop();
      store.queryClient.clear();
      await written[1];
    });

    it('of two sources: each shows, and is rolled back, by itself', async () => {
      const writes = answersInTurn();
      const jina = store.credentials(JINA);
      stops.push(jina.subscribe(() => undefined));
      await until(() => jina.getSnapshot().data, 'it is read');
      const refused = failureOf(store.renameCredential(NOTION, 'two', 'New'));
      const written = store.renameCredential(JINA, 'jina', 'Other');
      const jinaNames = (): (string | undefined)[] => [
        jina.getSnapshot().data![0]!.name,
        shown.list.getSnapshot().data![1]!.credentials_list[0]!.name,
        shown.defaultList.getSnapshot().data![1]!.credentials_list[0]!.name,
      ];
      expect(shown.all).to.equal('One* New Three');
      expect(jinaNames()).to.deep.equal(['Other', 'Other', 'Other']);
      await until(() => writes.count() === 2, 'both are sent');
      server.credentialsOf(NOTION_ID)[1]!.name = 'Two';
      writes.answer(0, NO());
      await refused;
      expect(shown.all).to.equal(BEFORE);
      expect(jinaNames()).to.deep.equal(['Other', 'Other', 'Other']);
      writes.answer(1);
      await written;
      expect(jinaNames()).to.deep.equal(['Other', 'Other', 'Other']);
      expect(shown.all).to.equal(BEFORE);
    });

    it('the same id in two sources is edited in the one that is meant', async () => {
      server.credentialsOf(JINA_ID)[0]!.id = 'two';
      await shown.list.refetch();
      const held = hold(server, isWrite);
      const written = store.renameCredential(NOTION, 'two', 'New');
      expect(shown.list.getSnapshot().data![1]!.credentials_list[0]!.name).to.equal('Key');
      expect(store.credentials(JINA).getSnapshot().data).to.equal(undefined);
      store.queryClient.setQueryData(
        ['data-source-auth', 'specific-data-source', JINA.pluginId, JINA.provider],
        {
          result: structuredClone(server.credentialsOf(JINA_ID)),
        },
      );
      expect(store.credentials(JINA).getSnapshot().data![0]!.name).to.equal('Key');
      held.open();
      await written;
    });
  });
});
