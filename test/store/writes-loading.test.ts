import { expect } from '@open-wc/testing';
import { flowTracking } from '../../src/store/store.js';
import { tabSync, writing } from '../../src/store/writes.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store.js';
import { settled } from '../authorization/support/clock.js';
import { FakeServer } from '../support/fake-server.js';
import { SlowPart } from '../support/slow-part.js';
import { failureOf, hold, isWrite, NOTION, NOTION_ID, posts, Shown, until } from './support/shown.js';

describe('writes before the part that makes them is there', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let part: SlowPart;
  let shown: Shown | undefined;

  beforeEach(async () => {
    part = await SlowPart.of(writing);
    server = new FakeServer();
    server.connect(NOTION_ID, { id: 'one', name: 'One' });
    server.connect(NOTION_ID, { id: 'two', name: 'Two' });
    store = createDatasourceStore({ fetch: server.fetch, undoTime: 60_000 });
  });
  afterEach(() => {
    shown?.stop();
    shown = undefined;
    part.restore();
  });

  const writes = () => server.requests.filter(isWrite);
  const show = async (): Promise<Shown> => {
    shown = new Shown(store);
    await shown.loaded();
    return shown;
  };

  it('load it once, and send nothing until then', async () => {
    const runs = [
      store.renameCredential(NOTION, 'one', 'First'),
      store.setDefaultCredential(NOTION, 'two'),
      store.createCredential(NOTION, { name: 'Three', credentials: { integration_secret: 's' } }),
    ];
    await settled();
    expect([part.loads, writes().length]).to.deep.equal([1, 0]);
    part.arrive();
    await Promise.all(runs);
    expect([part.loads, writes().length]).to.deep.equal([1, 3]);
  });

  it('bring it with the connections past the cache too, which are asked for once it is there', async () => {
    const reads = (): number => server.count('GET', `/auth/plugin/datasource/${NOTION_ID}`);
    const failed = failureOf(store.readCredentials(NOTION));
    part.fail();
    expect((await failed).code).to.equal('network');
    const read = store.readCredentials(NOTION);
    await settled();
    expect([part.loads, reads()]).to.deep.equal([2, 0]);
    part.arrive();
    expect((await read).map(({ name }) => name)).to.deep.equal(['One', 'Two']);
    expect(reads()).to.equal(1);
  });

  it('are sent once for two equal calls, which end alike', async () => {
    const input = { name: 'Three', credentials: { integration_secret: 's' } };
    const runs = [store.createCredential(NOTION, input), store.createCredential(NOTION, { ...input })];
    part.arrive();
    const [one, other] = await Promise.all(runs);
    expect(writes()).to.have.length(1);
    expect(one).to.equal(other);
    expect(one).to.include({ name: 'Three' });
  });

  it('are sent once too where the second call comes when the part has just come', async () => {
    const held = hold(server, isWrite);
    const first = store.deleteCredential(NOTION, 'two');
    part.arrive();
    await until(() => held.count, 'the write');
    const second = store.deleteCredential(NOTION, 'two');
    held.open();
    await Promise.all([first, second]);
    expect(writes()).to.have.length(1);
  });

  it('keep the order in which they were asked for: the server ends with the last', async () => {
    const runs = ['A', 'B', 'C'].map((name) => store.renameCredential(NOTION, 'one', name));
    part.arrive();
    await Promise.all(runs);
    expect(writes().map(({ body }) => (body as { name: string }).name)).to.deep.equal(['A', 'B', 'C']);
    expect(server.credentialsOf(NOTION_ID)[0]!.name).to.equal('C');
  });

  it('show an edit once the part is there, before the server has answered', async () => {
    const views = await show();
    const held = hold(server, posts('update-name'));
    const renamed = store.renameCredential(NOTION, 'one', 'First');
    await settled();
    expect(views.all).to.equal('One* Two');
    part.arrive();
    await until(() => held.count, 'the write');
    expect(views.all).to.equal('First* Two');
    held.open();
    await renamed;
    await views.loaded();
    expect(views.all).to.equal('First* Two');
  });

  it('show the next edit in the call itself', async () => {
    const views = await show();
    const first = store.renameCredential(NOTION, 'one', 'First');
    part.arrive();
    await first;
    await views.loaded();
    const held = hold(server, isWrite);
    const second = store.renameCredential(NOTION, 'two', 'Second');
    expect(views.all).to.equal('First* Second');
    held.open();
    await second;
  });

  it('reject and send nothing where the part cannot be loaded; another try works', async () => {
    const views = await show();
    const failed = [
      failureOf(store.renameCredential(NOTION, 'one', 'First')),
      failureOf(store.removeCredential(NOTION, 'two')),
      failureOf(store.getAuthorizationUrl(NOTION)),
    ];
    part.fail();
    for (const error of await Promise.all(failed)) expect(error.code).to.equal('network');
    expect(writes()).to.be.empty;
    expect(views.all).to.equal('One* Two');
    expect(store.removals.has('two')).to.equal(false);
    const again = store.renameCredential(NOTION, 'one', 'First');
    part.arrive();
    await again;
    await views.loaded();
    expect([part.loads, views.all]).to.deep.equal([2, 'First* Two']);
  });

  it('can be undone, as a removal, once the part is there', async () => {
    const outcome = store.removeCredential(NOTION, 'two');
    expect(store.removals.has('two'), 'nothing is shown that cannot be undone').to.equal(false);
    part.arrive();
    await until(() => store.removals.has('two'), 'the removal');
    expect(store.removals.canUndo('two')).to.equal(true);
    expect(store.removals.undo('two')).to.equal(true);
    expect(await outcome).to.equal('undone');
    expect(writes()).to.be.empty;
  });

  it('end alike as removals of the same connection', async () => {
    const outcomes = [store.removeCredential(NOTION, 'two'), store.removeCredential(NOTION, 'two')];
    part.arrive();
    await until(() => store.removals.has('two'), 'the removal');
    store.removals.undo('two');
    expect(await Promise.all(outcomes)).to.deep.equal(['undone', 'undone']);
  });

  it('are given up at once, by a signal, and send nothing when the part comes', async () => {
    const views = await show();
    const given = new AbortController();
    const { signal } = given;
    const input = { name: 'Three', credentials: { integration_secret: 's' } };
    const failed = [
      failureOf(store.createCredential(NOTION, input, { signal })),
      failureOf(store.updateCredential(NOTION, { credentialId: 'one', name: 'First' }, { signal })),
      failureOf(store.renameCredential(NOTION, 'one', 'First', { signal })),
      failureOf(store.setDefaultCredential(NOTION, 'two', { signal })),
      failureOf(store.deleteCredential(NOTION, 'two', { signal })),
      failureOf(store.saveOAuthClient(NOTION, { enabled: true, params: {} } as never, { signal })),
      failureOf(store.deleteOAuthClient(NOTION, { signal })),
      failureOf(store.getAuthorizationUrl(NOTION, {}, { signal })),
    ];
    await settled();
    given.abort();
    for (const error of await Promise.all(failed)) expect(error.code).to.equal('aborted');
    const before = server.requests.length;
    part.arrive();
    await settled();
    expect(server.requests.length).to.equal(before);
    expect(
      views.seen.filter((text) => text.includes('First')),
      'what was shown of it',
    ).to.be.empty;
  });

  it('are given up by one of two who asked for the same, and made for the other', async () => {
    const given = new AbortController();
    const left = failureOf(store.deleteCredential(NOTION, 'two', { signal: given.signal }));
    const stayed = store.deleteCredential(NOTION, 'two');
    given.abort();
    expect((await left).code).to.equal('aborted');
    part.arrive();
    await stayed;
    expect(writes()).to.have.length(1);
  });

  it('are not begun where they were given up before', async () => {
    const error = await failureOf(store.deleteCredential(NOTION, 'two', { signal: AbortSignal.abort() }));
    expect(error.code).to.equal('aborted');
    expect(writes()).to.be.empty;
  });
});

describe('authorizations before a part that they need is there', () => {
  let parts: SlowPart[];
  let server: FakeServer;
  let store: DatasourceStore;
  const { open } = window;

  beforeEach(() => {
    // What tests before left there.
    localStorage.clear();
    sessionStorage.clear();
    server = new FakeServer();
    store = createDatasourceStore({ fetch: server.fetch });
    window.open = () => null;
    parts = [];
  });
  afterEach(() => {
    store.flows.current?.cancel();
    window.open = open;
    for (const part of parts) part.restore();
    localStorage.clear();
    sessionStorage.clear();
  });

  for (const [name, part] of [
    ['writes', writing],
    ['follows an authorization', flowTracking],
  ] as const) {
    it(`fail where what ${name} cannot be loaded, and go nowhere`, async () => {
      parts = [await SlowPart.of(part)];
      const here = location.href;
      const flow = store.authorize(NOTION, { flow: 'redirect' });
      await until(() => parts[0]!.loads, 'it is asked for');
      parts[0]!.fail();
      const outcome = await flow.result;
      expect(outcome).to.include({ status: 'failed' });
      expect(outcome).to.have.nested.property('error.code', 'network');
      expect([location.href, localStorage.length, sessionStorage.length]).to.deep.equal([here, 0, 0]);
      expect(server.requests.filter(({ path }) => path.includes('get-authorization-url'))).to.be.empty;
    });
  }
});

describe('tabs before the part that keeps them in step is there', () => {
  let part: SlowPart;
  let server: FakeServer;
  const stores: (() => void)[] = [];

  beforeEach(async () => {
    part = await SlowPart.of(tabSync);
    server = new FakeServer();
    server.connect(NOTION_ID, { id: 'one', name: 'One' });
  });
  afterEach(() => {
    for (const stop of stores.splice(0)) stop();
    part.restore();
  });

  const tab = (): DatasourceStore => {
    const store = createDatasourceStore({ fetch: server.fetch });
    stores.push(store.connect());
    return store;
  };

  it('hear of each other once it is there, also of what was said before', async () => {
    const here = tab();
    const there = tab();
    here.markCredential('one', 'needs-reauthorization', 'Key expired');
    const [credential] = server.credentialsOf(NOTION_ID) as never[];
    expect(here.statusOf(credential!).message, 'in this tab at once').to.equal('Key expired');
    part.arrive();
    await until(() => there.statusOf(credential!).message === 'Key expired', 'the other tab hears of it');
  });

  it('work by themselves where it cannot be loaded', async () => {
    const store = tab();
    part.fail();
    await settled();
    await store.renameCredential(NOTION, 'one', 'First');
    expect(server.credentialsOf(NOTION_ID)[0]!.name).to.equal('First');
  });

  it('hear nothing where all have left when it comes', async () => {
    const opened: string[] = [];
    const { BroadcastChannel } = window;
    window.BroadcastChannel = class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        opened.push(name);
      }
    };
    try {
      tab();
      for (const stop of stores.splice(0)) stop();
      part.arrive();
      await settled();
    } finally {
      window.BroadcastChannel = BroadcastChannel;
    }
    expect(opened).to.be.empty;
  });
});
