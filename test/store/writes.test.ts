import { expect, waitUntil } from '@open-wc/testing';
import type { DatasourceError } from '../../src/api/errors.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { errorAnswer, FakeServer, json, type Recorded } from '../support/fake-server.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const ID = 'langgenius/notion_datasource/notion_datasource';
const PATH = `/auth/plugin/datasource/${ID}`;
const KEYS = {
  list: ['data-source-auth', 'list'],
  defaultList: ['data-source-auth', 'default-list'],
  notion: ['data-source-auth', 'specific-data-source', NOTION.pluginId, NOTION.provider],
  pipeline: ['pipeline', 'datasource'],
  other: ['data-source-auth', 'specific-data-source', 'a/b', 'c'],
};

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

describe('the writes of a store', () => {
  let server: FakeServer;
  let store: DatasourceStore;

  beforeEach(() => {
    server = new FakeServer();
    store = createDatasourceStore({ fetch: server.fetch });
    for (const key of Object.values(KEYS)) store.queryClient.setQueryData(key, { result: [] });
  });
  afterEach(() => store.queryClient.clear());

  /** The names of what is stale. */
  const stale = (): string[] =>
    Object.entries(KEYS)
      .filter(([, key]) => store.queryClient.getQueryState(key)?.isInvalidated)
      .map(([name]) => name);
  const ALL = ['list', 'defaultList', 'notion', 'pipeline'];
  const posts = (): Recorded[] => server.requests.filter(({ method }) => method === 'POST');
  const isCreate = ({ method, path }: Recorded): boolean => method === 'POST' && path === PATH;

  describe('createCredential', () => {
    it('finds the connection that the server made, which tells no id', async () => {
      const old = server.connect(ID, { type: 'api-key', name: 'Old' });
      const created = await store.createCredential(NOTION, {
        credentials: { integration_secret: 'x' },
        name: 'New',
      });
      expect(created).to.deep.include({ name: 'New', type: 'api-key' });
      expect(created.id).not.to.equal(old.id);
      expect(stale()).to.deep.equal(ALL);
    });

    it('finds it under the name that the server gave it', async () => {
      const created = await store.createCredential(NOTION, { credentials: { integration_secret: 'x' } });
      expect(created.name).to.equal('API KEY 1');
    });

    it('finds the one of its name when others appear at the same time', async () => {
      server.intercept((request) => {
        if (isCreate(request)) {
          queueMicrotask(() => {
            server.connect(ID, { name: 'By OAuth' });
            server.connect(ID, { name: 'Of a colleague', type: 'api-key' });
          });
        }
        return undefined;
      });
      const created = await store.createCredential(NOTION, {
        credentials: { integration_secret: 'x' },
        name: 'Mine',
      });
      expect(created).to.include({ name: 'Mine', type: 'api-key' });
    });

    it('finds it also when the server changed the name that was given', async () => {
      server.intercept((request) => {
        if (!isCreate(request)) return undefined;
        server.connect(ID, { name: 'Mine', type: 'api-key' });
        return json({ result: 'success' });
      });
      expect(
        await store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name: ' Mine ' }),
      ).to.have.property('name', 'Mine');
    });

    it('never takes a connection by OAuth for it', async () => {
      server.intercept((request) => {
        if (request.method === 'GET' && posts().length) server.connect(ID, { name: 'By OAuth' });
        return undefined;
      });
      expect(
        await store.createCredential(NOTION, { credentials: { integration_secret: 'x' } }),
      ).to.have.property('type', 'api-key');
    });

    it('50 calls at once for the same make one request, and get the same answer (D13)', async () => {
      const input = { credentials: { integration_secret: 'x' }, name: 'One' };
      const created = await Promise.all(
        Array.from({ length: 50 }, () => store.createCredential(NOTION, structuredClone(input))),
      );
      expect(posts()).to.have.length(1);
      expect(new Set(created).size).to.equal(1);
      expect(server.credentialsOf(ID)).to.have.length(1);
    });

    it('two different ones are two requests', async () => {
      const names = ['One', 'Two'];
      const created = await Promise.all(
        names.map((name) =>
          store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name }),
        ),
      );
      expect(created.map(({ name }) => name)).to.deep.equal(names);
      expect(posts()).to.have.length(2);
    });

    it('the same for two sources are two requests', async () => {
      const jina = { pluginId: 'langgenius/jina_datasource', provider: 'jinareader' };
      await Promise.all(
        [NOTION, jina].map((ref) =>
          store.createCredential(ref, { credentials: { integration_secret: 'x' } }),
        ),
      );
      expect(posts()).to.have.length(2);
    });

    it('the same again, once it is done, is another request', async () => {
      await store.createCredential(NOTION, { credentials: { integration_secret: 'x' } });
      await store.createCredential(NOTION, { credentials: { integration_secret: 'x' } });
      expect(server.credentialsOf(ID).map(({ name }) => name)).to.deep.equal(['API KEY 1', 'API KEY 2']);
    });

    it('the same again after a refusal is another request', async () => {
      let refuse = true;
      server.intercept((request) =>
        refuse && isCreate(request) ? errorAnswer(400, 'invalid_param', 'Failed to validate') : undefined,
      );
      await failureOf(store.createCredential(NOTION, { credentials: { integration_secret: 'x' } }));
      refuse = false;
      await store.createCredential(NOTION, { credentials: { integration_secret: 'x' } });
    });

    it('a refusal is an error, and nothing is made stale', async () => {
      server.connect(ID, { name: 'Taken', type: 'api-key' });
      const error = await failureOf(
        store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name: 'Taken' }),
      );
      expect(error).to.include({ code: 'invalid_param', message: 'Authorization name is already exists' });
      expect(stale()).to.be.empty;
      expect(server.requests).to.have.length(2);
    });

    /** Carries the write out or not, and answers with a failure of which the outcome cannot be known. */
    function loseAnswer(how: 'network' | 'page' | 'gateway timeout', carriedOut: boolean): void {
      server.intercept((request) => {
        if (!isCreate(request)) return undefined;
        if (carriedOut) {
          const { name } = request.body as { name: string };
          server.connect(ID, { name: name || 'API KEY 1', type: 'api-key' });
        }
        if (how === 'network') return Promise.reject(new TypeError('reset'));
        return how === 'page' ? new Response('<p>Sorry') : new Response('', { status: 504 });
      });
    }

    for (const how of ['network', 'page', 'gateway timeout'] as const) {
      it(`the answer is lost (${how}), but the server has it: success`, async () => {
        loseAnswer(how, true);
        const created = await store.createCredential(NOTION, {
          credentials: { integration_secret: 'x' },
          name: 'Mine',
        });
        expect(created.name).to.equal('Mine');
        expect(stale()).to.deep.equal(ALL);
        expect(posts()).to.have.length(1);
      });

      it(`the answer is lost (${how}), and the server does not have it: the error, and the lists are read again`, async () => {
        loseAnswer(how, false);
        const error = await failureOf(
          store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name: 'Mine' }),
        );
        expect(error.code).to.equal(
          { network: 'network', page: 'bad_response', 'gateway timeout': 'timeout' }[how],
        );
        expect(stale()).to.deep.equal(ALL);
        expect(posts()).to.have.length(1);
      });
    }

    it('the answer is lost, and what appeared is another name’s: no success with a colleague’s connection', async () => {
      loseAnswer('network', false);
      server.intercept((request) => {
        if (isCreate(request)) server.connect(ID, { name: 'Of a colleague', type: 'api-key' });
        return undefined;
      });
      const error = await failureOf(
        store.createCredential(NOTION, { credentials: { integration_secret: 'x' }, name: 'Mine' }),
      );
      expect(error.code).to.equal('network');
    });

    it('is stored, and one read after it fails: still a success, so that nobody stores it twice', async () => {
      let fail = false;
      server.intercept((request) => {
        if (isCreate(request)) fail = true;
        if (!fail || request.method !== 'GET') return undefined;
        fail = false;
        return errorAnswer(500, 'unknown', 'Internal Server Error');
      });
      const created = await store.createCredential(NOTION, { credentials: { integration_secret: 'x' } });
      expect(created.name).to.equal('API KEY 1');
      expect(posts()).to.have.length(1);
    });

    it('is accepted but never listed: an error that says so', async () => {
      server.intercept((request) => (isCreate(request) ? json({ result: 'success' }) : undefined));
      expect(
        await failureOf(store.createCredential(NOTION, { credentials: { integration_secret: 'x' } })),
      ).to.include({
        code: 'contract',
      });
      expect(stale()).to.deep.equal(ALL);
    });

    it('works for a member who may add but not manage: the list of all stands in (G3b)', async () => {
      server.intercept(({ method, path }) =>
        method === 'GET' && path === PATH ? errorAnswer(403, 'forbidden', 'No.') : undefined,
      );
      server.connect(ID, { name: 'Old', type: 'api-key' });
      const created = await store.createCredential(NOTION, {
        credentials: { integration_secret: 'x' },
        name: 'New',
      });
      expect(created.name).to.equal('New');
    });

    it('cannot read what there is: the error, and nothing is posted', async () => {
      server.intercept(({ method }) => (method === 'GET' ? errorAnswer(500, 'unknown', 'No.') : undefined));
      expect(
        await failureOf(store.createCredential(NOTION, { credentials: { integration_secret: 'x' } })),
      ).to.have.property('code', 'server');
      expect(posts()).to.be.empty;
    });

    describe('given up by its caller', () => {
      const INPUT = { credentials: { integration_secret: 'sk-canary' } };

      /** A post that the server stores or not, and does not answer before its caller gives up. */
      async function giveUp(stored: boolean): Promise<void> {
        server.intercept((request) => {
          if (!isCreate(request) || posts().length > 1) return undefined;
          if (stored) server.connect(ID, { type: 'api-key', name: 'API KEY 1' });
          return new Promise<Response>(() => undefined);
        });
        const controller = new AbortController();
        const run = store.createCredential(NOTION, INPUT, { signal: controller.signal });
        await waitUntil(() => posts().length === 1, 'it is posted');
        controller.abort();
        expect(await failureOf(run)).to.have.property('code', 'aborted');
        expect(server.signals[server.requests.findIndex(isCreate)]!.aborted).to.be.true;
      }

      it('before it is sent: it never is', async () => {
        const controller = new AbortController();
        server.intercept(({ method }) => {
          if (method === 'GET') controller.abort();
          return undefined;
        });
        const run = store.createCredential(NOTION, INPUT, { signal: controller.signal });
        expect(await failureOf(run)).to.have.property('code', 'aborted');
        expect(posts()).to.be.empty;
      });

      for (const stored of [true, false])
        it(`once it is sent: the lists are read again, for it may have been carried out (${stored})`, async () => {
          await giveUp(stored);
          await waitUntil(() => stale().length === ALL.length, 'the lists are stale');
        });

      it('asked for again, as after a remount, is the one that the list shows by then (D13)', async () => {
        await giveUp(true);
        expect(await store.createCredential(NOTION, structuredClone(INPUT))).to.have.property(
          'name',
          'API KEY 1',
        );
        expect(posts()).to.have.length(1);
        expect(server.credentialsOf(ID)).to.have.length(1);
      });

      it('asked for again once all about it is over is that one, too, and the same once more is another', async () => {
        await giveUp(true);
        await waitUntil(() => stale().length === ALL.length, 'the lists are stale');
        await store.createCredential(NOTION, structuredClone(INPUT));
        expect(posts()).to.have.length(1);
        server.intercept((request) => {
          if (isCreate(request)) server.connect(ID, { type: 'api-key', name: 'API KEY 2' });
          return isCreate(request) ? json({ result: 'success' }) : undefined;
        });
        expect(await store.createCredential(NOTION, structuredClone(INPUT))).to.have.property(
          'name',
          'API KEY 2',
        );
        expect(posts()).to.have.length(2);
      });

      it('asked for again is sent again when the list does not show it', async () => {
        await giveUp(false);
        expect(await store.createCredential(NOTION, structuredClone(INPUT))).to.have.property(
          'name',
          'API KEY 1',
        );
        expect(posts()).to.have.length(2);
        expect(server.credentialsOf(ID)).to.have.length(1);
      });

      it('once the server has stored it: its caller is told so all the same', async () => {
        const controller = new AbortController();
        let stored = false;
        server.intercept((request) => {
          if (stored && request.method === 'GET') controller.abort();
          stored ||= isCreate(request);
          return undefined;
        });
        const created = await store.createCredential(NOTION, INPUT, { signal: controller.signal });
        expect(created).to.have.property('name', 'API KEY 1');
        expect(controller.signal.aborted).to.be.true;
      });
    });

    describe('whose answer is lost, and the list cannot be read either', () => {
      const INPUT = { credentials: { integration_secret: 'sk-canary' }, name: '' };
      /** A post that is stored, with no answer and no list, until the server is back. */
      async function lose(): Promise<void> {
        let lost = true;
        server.intercept((request) => {
          if (isCreate(request) && posts().length === 1)
            server.connect(ID, { type: 'api-key', name: 'API KEY 1' });
          return lost && posts().length ? Promise.reject(new TypeError('reset')) : undefined;
        });
        await failureOf(store.createCredential(NOTION, INPUT));
        // Without the list nothing is sent blindly.
        await failureOf(store.createCredential(NOTION, structuredClone(INPUT)));
        expect(posts()).to.have.length(1);
        lost = false;
      }

      it('tried again, the list is read first, and nothing is stored twice (D13)', async () => {
        await lose();
        expect(await store.createCredential(NOTION, structuredClone(INPUT))).to.have.property(
          'name',
          'API KEY 1',
        );
        expect(posts()).to.have.length(1);
        expect(server.credentialsOf(ID)).to.have.length(1);
      });

      it('another key is another connection', async () => {
        await lose();
        await store.createCredential(NOTION, { credentials: { integration_secret: 'other' }, name: '' });
        expect(posts()).to.have.length(2);
      });

      it('tried again after another key was stored is sent, and not taken for that one', async () => {
        let lost = true;
        server.intercept((request) => {
          return lost && isCreate(request) ? Promise.reject(new TypeError('offline')) : undefined;
        });
        await failureOf(store.createCredential(NOTION, INPUT));
        lost = false;
        const other = await store.createCredential(NOTION, {
          credentials: { integration_secret: 'other' },
          name: '',
        });
        const mine = await store.createCredential(NOTION, structuredClone(INPUT));
        expect(mine.id).not.to.equal(other.id);
        expect(posts().map(({ body }) => body)).to.deep.equal([
          posts()[0]!.body,
          posts()[1]!.body,
          posts()[0]!.body,
        ]);
        expect(server.credentialsOf(ID)).to.have.length(2);
      });

      it('the same once more, after it was found, is another request', async () => {
        await lose();
        await store.createCredential(NOTION, structuredClone(INPUT));
        await store.createCredential(NOTION, structuredClone(INPUT));
        expect(posts()).to.have.length(2);
      });
    });

    it('50 callers of whom 49 give up: one request, and the last one gets the answer', async () => {
      const controllers = Array.from({ length: 50 }, () => new AbortController());
      server.intercept((request) => {
        // Before the server has answered.
        if (isCreate(request)) for (const controller of controllers.slice(0, 49)) controller.abort();
        return undefined;
      });
      const runs = controllers.map(({ signal }) =>
        store
          .createCredential(NOTION, { credentials: { integration_secret: 'x' } }, { signal })
          .catch((thrown: unknown) => thrown),
      );
      const results = (await Promise.all(runs)) as { code?: string; name?: string }[];
      expect(results.pop()).to.have.property('name', 'API KEY 1');
      expect(results.every(({ code }) => code === 'aborted')).to.be.true;
      expect(posts()).to.have.length(1);
    });

    for (const [how, answer] of [
      ['a time-out', () => new Promise<Response>(() => undefined)],
      ['a lost connection', () => Promise.reject(new TypeError('reset'))],
      ['an answer that is cut off', () => new Response('{"resu')],
      ['a gateway that got no answer', () => new Response('<p>', { status: 502 })],
    ] as const)
      for (const stored of [true, false])
        it(`${how}: the list is read, and ${stored ? 'shows it: a success' : 'does not show it: the error'} (D13)`, async () => {
          const quick = createDatasourceStore({ fetch: server.fetch, writeTimeout: 50 });
          server.intercept((request) => {
            if (!isCreate(request)) return undefined;
            if (stored) server.connect(ID, { type: 'api-key', name: 'Mine' });
            return answer();
          });
          const run = quick.createCredential(NOTION, {
            credentials: { integration_secret: 'x' },
            name: 'Mine',
          });
          if (stored) expect(await run).to.have.property('name', 'Mine');
          else expect((await failureOf(run)).retryable).to.be.true;
          const order = server.requests.map(({ method }) => method);
          expect(order.indexOf('GET', order.indexOf('POST')), 'read after the post').to.be.greaterThan(0);
          expect(posts()).to.have.length(1);
        });

    it('leaves nothing of what was posted in the cache', async () => {
      await store.createCredential(NOTION, { credentials: { integration_secret: 'sk-canary' }, name: 'x' });
      const caches = store.queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => [queryKey, state.data]);
      expect(JSON.stringify(caches)).not.to.contain('sk-canary');
      expect(store.queryClient.getMutationCache().getAll()).to.be.empty;
    });
  });

  interface Write {
    run: () => Promise<unknown>;
    method: string;
    path: string;
    body?: unknown;
  }
  const WRITES: Record<string, Write> = {
    updateCredential: {
      run: () =>
        store.updateCredential(NOTION, {
          credentialId: 'c',
          credentials: { integration_secret: 'b' },
          name: 'n',
        }),
      method: 'POST',
      path: `${PATH}/update`,
      body: { credential_id: 'c', credentials: { integration_secret: 'b' }, name: 'n' },
    },
    renameCredential: {
      run: () => store.renameCredential(NOTION, 'c', 'n'),
      method: 'POST',
      path: `${PATH}/update-name`,
      body: { credential_id: 'c', name: 'n' },
    },
    setDefaultCredential: {
      run: () => store.setDefaultCredential(NOTION, 'c'),
      method: 'POST',
      path: `${PATH}/default`,
      body: { id: 'c' },
    },
    deleteCredential: {
      run: () => store.deleteCredential(NOTION, 'c'),
      method: 'POST',
      path: `${PATH}/delete`,
      body: { credential_id: 'c' },
    },
    saveOAuthClient: {
      run: () => store.saveOAuthClient(NOTION, { clientParams: { a: 'b' }, enabled: false }),
      method: 'POST',
      path: `${PATH}/custom-client`,
      body: { client_params: { a: 'b' }, enable_oauth_custom_client: false },
    },
    deleteOAuthClient: {
      run: () => store.deleteOAuthClient(NOTION),
      method: 'DELETE',
      path: `${PATH}/custom-client`,
    },
  };

  for (const [name, { run, method, path, body }] of Object.entries(WRITES))
    describe(name, () => {
      beforeEach(() => server.connect(ID, { id: 'c', type: 'api-key' }));

      it('is sent, and makes stale what it should', async () => {
        await run();
        expect(server.requests).to.have.length(1);
        expect(server.requests[0]).to.deep.include({ method, path, body });
        expect(stale()).to.deep.equal(ALL);
      });

      it('asked for 20 times at once, is sent once', async () => {
        await Promise.all(Array.from({ length: 20 }, run));
        expect(server.requests).to.have.length(1);
        await run();
        expect(server.requests).to.have.length(2);
      });

      for (const status of [400, 403, 500])
        it(`refused with ${status}: the error, and nothing is made stale`, async () => {
          server.intercept(() => errorAnswer(status, 'x', 'No.'));
          expect(await failureOf(run())).to.include({ status, message: 'No.' });
          expect(stale()).to.be.empty;
          expect(server.requests).to.have.length(1);
        });

      it('without an answer: the error, and the lists are read again, for it may have been carried out', async () => {
        server.intercept((request) =>
          request.method === 'GET' ? undefined : Promise.reject(new TypeError('reset')),
        );
        expect(await failureOf(run())).to.have.property('code', 'network');
        expect(stale()).to.deep.equal(ALL);
        expect(server.requests, 'a write is never sent twice by itself').to.have.length(1);
      });
    });

  describe('of what somebody else changed in the meantime (D14)', () => {
    const answer = (path: string, status: number, message: string): (() => void) =>
      server.intercept((request) =>
        request.method === 'POST' && request.path.endsWith(path)
          ? errorAnswer(status, 'x', message)
          : undefined,
      );

    for (const status of [404, 410])
      it(`a removal that gets a ${status} is done: the connection is gone from what is on show`, async () => {
        const { id } = server.connect(ID, { name: 'Old' });
        const source = store.credentials(NOTION);
        const stop = source.subscribe(() => undefined);
        await source.refetch();
        server.credentialsOf(ID).length = 0;
        answer('/delete', status, 'Not found.');
        await store.deleteCredential(NOTION, id);
        expect(source.getSnapshot().data).to.deep.equal([]);
        stop();
      });

    it('two removals of one connection are both done', async () => {
      const { id } = server.connect(ID);
      const other = createDatasourceStore({ fetch: server.fetch });
      await Promise.all([store.deleteCredential(NOTION, id), other.deleteCredential(NOTION, id)]);
      expect(server.credentialsOf(ID)).to.be.empty;
    });

    const CHANGES: Record<string, [path: string, run: (id: string) => Promise<unknown>]> = {
      rename: ['/update-name', (id) => store.renameCredential(NOTION, id, 'New')],
      update: [
        '/update',
        (id) =>
          store.updateCredential(NOTION, { credentialId: id, credentials: { integration_secret: 'b' } }),
      ],
      'set default': ['/default', (id) => store.setDefaultCredential(NOTION, id)],
    };
    for (const [name, [path, run]] of Object.entries(CHANGES))
      for (const [status, message] of [
        [404, 'Gone.'],
        [409, 'Conflict.'],
        [400, 'provider not found'],
        [400, 'Datasource provider not found'],
        [400, 'Authorization name is already exists'],
      ] as const)
        it(`${name} that gets ${status} “${message}”: the error, and the list is read before it is given out`, async () => {
          const { id } = server.connect(ID, { name: 'Old' });
          const source = store.credentials(NOTION);
          const stop = source.subscribe(() => undefined);
          await source.refetch();
          server.credentialsOf(ID)[0]!.name = 'By somebody else';
          answer(path, status, message);
          expect(await failureOf(run(id))).to.include({ status, message });
          expect(source.getSnapshot().data!.map((credential) => credential.name)).to.deep.equal([
            'By somebody else',
          ]);
          stop();
        });
  });

  for (const [how, answer] of [
    ['a lost connection', () => Promise.reject(new TypeError('reset'))],
    ['an answer that is cut off', () => new Response('{"resu')],
    ['a gateway that got no answer', () => new Response('<p>', { status: 502 })],
  ] as const)
    it(`${how}: what is on show is read before the error is given out (D13)`, async () => {
      const { id } = server.connect(ID, { name: 'Old' });
      const source = store.credentials(NOTION);
      const stop = source.subscribe(() => undefined);
      await source.refetch();
      server.intercept(({ path }) => {
        if (!path.endsWith('/update-name')) return undefined;
        server.credentialsOf(ID)[0]!.name = 'New';
        return answer();
      });
      await failureOf(store.renameCredential(NOTION, id, 'New'));
      expect(source.getSnapshot().data!.map(({ name }) => name)).to.deep.equal(['New']);
      stop();
    });

  it('is over only when what is on show was read again', async () => {
    store.queryClient.removeQueries();
    const source = store.credentials(NOTION);
    const stop = source.subscribe(() => undefined);
    await waitUntil(() => source.getSnapshot().data);
    const { id } = server.connect(ID, { name: 'Old' });
    await store.renameCredential(NOTION, id, 'New');
    expect(source.getSnapshot().data!.map(({ name }) => name)).to.deep.equal(['New']);
    await store.deleteCredential(NOTION, id);
    expect(source.getSnapshot().data).to.deep.equal([]);
    stop();
  });

  it('different writes of one connection do not stand in for each other', async () => {
    server.intercept(({ method }) => (method === 'POST' ? json({ result: 'success' }) : undefined));
    await Promise.all([
      store.renameCredential(NOTION, 'c', 'One'),
      store.renameCredential(NOTION, 'c', 'Two'),
      store.renameCredential(NOTION, 'd', 'One'),
      store.setDefaultCredential(NOTION, 'c'),
      store.deleteCredential(NOTION, 'c'),
    ]);
    expect(server.requests).to.have.length(5);
  });
});
