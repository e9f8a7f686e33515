import { expect, waitUntil } from '@open-wc/testing';
import type { DatasourceError } from '../../src/api/errors.js';
import { createDatasourceStore } from '../../src/store/store.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };

describe('DatasourceStore', () => {
  describe('the reads of the original hooks', () => {
    it('the list, the default list, and the connections of one source', async () => {
      const server = new FakeServer();
      server.connect('langgenius/notion_datasource/notion_datasource', { name: 'Mine' });
      const store = createDatasourceStore({ fetch: server.fetch });
      const sources = [store.list(), store.defaultList(), store.credentials(NOTION)];
      const stops = sources.map((source) => source.subscribe(() => undefined));
      await waitUntil(() => sources.every((source) => source.getSnapshot().data));
      expect(sources[0]!.getSnapshot().data).to.have.length(2);
      expect(sources[1]!.getSnapshot().data).to.have.length(2);
      expect(sources[2]!.getSnapshot().data!.map(({ name }) => name)).to.deep.equal(['Mine']);
      for (const stop of stops) stop();
      store.queryClient.clear();
    });

    it('the address to authorize', async () => {
      const server = new FakeServer();
      const store = createDatasourceStore({ fetch: server.fetch });
      expect(await store.getAuthorizationUrl(NOTION, { credentialId: 'c' })).to.equal(
        server.authorizationUrl,
      );
      expect(server.requests[0]!.query.toString()).to.equal('credential_id=c');
    });

    const KEYS = {
      list: ['data-source-auth', 'list'],
      defaultList: ['data-source-auth', 'default-list'],
      notion: ['data-source-auth', 'specific-data-source', NOTION.pluginId, NOTION.provider],
      other: ['data-source-auth', 'specific-data-source', 'a/b', 'c'],
      pipeline: ['pipeline', 'datasource'],
    };
    const INVALIDATORS = {
      list: (store: ReturnType<typeof createDatasourceStore>) => store.invalidateList(),
      defaultList: (store: ReturnType<typeof createDatasourceStore>) => store.invalidateDefaultList(),
      notion: (store: ReturnType<typeof createDatasourceStore>) => store.invalidateCredentials(NOTION),
    };
    for (const [name, invalidate] of Object.entries(INVALIDATORS))
      it(`the invalidation of ${name} makes stale that alone`, async () => {
        const store = createDatasourceStore();
        for (const key of Object.values(KEYS)) store.queryClient.setQueryData(key, { result: [] });
        await invalidate(store);
        for (const [other, key] of Object.entries(KEYS))
          expect(store.queryClient.getQueryState(key)!.isInvalidated, other).to.equal(other === name);
        store.queryClient.clear();
      });

    it('an invalidated list is read again where it is on show', async () => {
      const server = new FakeServer();
      const store = createDatasourceStore({ fetch: server.fetch });
      const list = store.list();
      const stop = list.subscribe(() => undefined);
      await waitUntil(() => list.getSnapshot().data);
      server.sources = [];
      await store.invalidateList();
      expect(list.getSnapshot().data).to.deep.equal([]);
      stop();
      store.queryClient.clear();
    });
  });

  describe('the end of the session', () => {
    it('is told to the option and to each listener, until it unsubscribes', async () => {
      const server = new FakeServer();
      server.intercept(() => errorAnswer(401, 'unauthorized', 'Sign in.'));
      const heard: string[] = [];
      const hear =
        (name: string) =>
        ({ code, message }: DatasourceError): unknown =>
          heard.push(`${name}: ${code} ${message}`);
      const store = createDatasourceStore({ fetch: server.fetch, onSessionExpired: hear('option') });
      const stop = store.onSessionExpired(hear('first'));
      store.onSessionExpired(hear('second'));
      await store.deleteCredential(NOTION, 'c').catch(() => undefined);
      expect(heard).to.deep.equal([
        'option: session_expired Sign in.',
        'first: session_expired Sign in.',
        'second: session_expired Sign in.',
      ]);
      stop();
      heard.length = 0;
      await store.deleteCredential(NOTION, 'c').catch(() => undefined);
      expect(heard).to.have.length(2);
    });

    it('is told also when a cached read finds out', async () => {
      const server = new FakeServer();
      server.intercept(() => errorAnswer(401, 'unauthorized', 'Sign in.'));
      const store = createDatasourceStore({ fetch: server.fetch });
      let heard = 0;
      store.onSessionExpired(() => heard++);
      const list = store.list();
      const stop = list.subscribe(() => undefined);
      await waitUntil(() => list.getSnapshot().error);
      expect(list.getSnapshot().error).to.have.property('code', 'session_expired');
      expect(heard).to.equal(1);
      stop();
      store.queryClient.clear();
    });
  });

  it('has the texts that the host puts in the place of the built-in ones', () => {
    expect(createDatasourceStore().labels).to.deep.equal({});
    const labels = { save: 'Speichern' };
    expect(createDatasourceStore({ labels }).labels).to.deep.equal(labels);
  });

  for (const [baseUrl, origin] of [
    [undefined, location.origin],
    ['/console/api', location.origin],
    ['console/api', location.origin],
    ['https://api.example/console/api', 'https://api.example'],
    ['http://api.example:5001', 'http://api.example:5001'],
    ['//api.example/x', `${location.protocol}//api.example`],
  ] as const)
    it(`the API of ${baseUrl} is at ${origin}`, () => {
      expect(createDatasourceStore(baseUrl === undefined ? {} : { baseUrl }).apiOrigin).to.equal(origin);
    });

  for (const baseUrl of ['http://', 'https://:80', 'https://['])
    it(`an address that is none (${baseUrl}) is an error of each request, and none of the store’s own`, async () => {
      const store = createDatasourceStore({ baseUrl });
      expect(store.apiOrigin).to.equal('');
      const list = store.list();
      const stop = list.subscribe(() => undefined);
      await waitUntil(() => list.getSnapshot().error);
      expect(list.getSnapshot().error).to.have.property('code', 'config');
      stop();
      store.queryClient.clear();
    });
});
