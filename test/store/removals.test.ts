import { expect } from '@open-wc/testing';
import type { DatasourceStoreOptions } from '../../src/store/options.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { Clock, settled } from '../authorization/support/clock.js';
import { errorAnswer, FakeServer, type Recorded } from '../support/fake-server.js';
import { LeakCounter } from '../support/leaks.js';
import {
  failureOf,
  hold,
  holdAnswers,
  isRead,
  isWrite,
  LIST,
  NOTION,
  NOTION_ID,
  NOTION_PATH,
  posts,
  Shown,
  until,
} from './support/shown.js';

describe('removing a connection', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let clock: Clock;
  let counter: LeakCounter;
  /** Whether each request was to outlive the page, in the order of the server's requests. */
  let keptAlive: unknown[];
  let stops: (() => void)[];

  beforeEach(() => {
    // Outside of the clock, so that it sees the page's own timers again when all is over.
    counter = new LeakCounter();
    clock = new Clock();
    clock.install();
    stops = [];
    server = new FakeServer();
    for (const id of ['one', 'two', 'three']) server.connect(NOTION_ID, { id, name: id });
    setUp();
  });
  afterEach(() => {
    for (const stop of stops) stop();
    clock.uninstall();
    counter.restore();
  });

  function setUp(options: DatasourceStoreOptions = {}): void {
    keptAlive = [];
    store = createDatasourceStore({
      fetch: (input, init) => {
        keptAlive.push(init && 'keepalive' in init ? init.keepalive : 'absent');
        return server.fetch(input, init);
      },
      ...options,
    });
    const { queryClient } = store;
    queryClient.setDefaultOptions({ queries: { retryDelay: 0 } });
    stops.push(() => queryClient.clear());
  }

  const remove = (id = 'two'): Promise<unknown> => store.removeCredential(NOTION, id);
  const sent = (): unknown[] =>
    server.requests.filter(isWrite).map(({ body }) => (body as { credential_id: string }).credential_id);
  const left = (): string[] => server.credentialsOf(NOTION_ID).map(({ id }) => id);
  const leave = (how: 'pagehide' | 'freeze'): boolean =>
    (how === 'pagehide' ? window : document).dispatchEvent(new Event(how));
  const listeners = (): string[] => counter.leftovers.listeners;
  const LISTENERS = ['document freeze', 'window pagehide'];

  describe('the delay', () => {
    for (const [undoTime, delay] of [
      [undefined, 6_000],
      [1_000, 1_000],
      [60_000, 60_000],
    ] as const)
      it(`undoTime ${undoTime}: sent after ${delay} milliseconds, and not before`, async () => {
        setUp(undoTime === undefined ? {} : { undoTime });
        const outcome = remove();
        expect(store.removals.has('two')).to.be.true;
        expect(store.removals.canUndo('two')).to.be.true;
        await clock.pass(delay - 1);
        expect(server.requests.length).to.equal(0);
        expect(store.removals.canUndo('two')).to.be.true;
        await clock.pass(1);
        expect(await outcome).to.equal('removed');
        expect(server.requests.length).to.equal(1);
        const [{ method, path, body }] = server.requests as [Recorded];
        expect({ method, path, body }).to.deep.equal({
          method: 'POST',
          path: `${NOTION_PATH}/delete`,
          body: { credential_id: 'two' },
        });
        expect(keptAlive).to.deep.equal(['absent']);
        expect(left()).to.deep.equal(['one', 'three']);
        expect(store.removals.has('two')).to.be.false;
      });

    it('0: sent at once', async () => {
      setUp({ undoTime: 0 });
      const outcome = remove();
      await clock.pass(0);
      expect(sent()).to.deep.equal(['two']);
      expect(await outcome).to.equal('removed');
    });

    it('a connection that nobody removes is none', () => {
      expect(store.removals.has('two')).to.be.false;
      expect(store.removals.canUndo('two')).to.be.false;
      expect(store.removals.undo('two')).to.be.false;
    });

    it('asked for again in the meantime: one request, the delay of the first, the same outcome', async () => {
      const first = remove();
      await clock.pass(4_000);
      const second = remove();
      await clock.pass(2_000);
      expect(await Promise.all([first, second])).to.deep.equal(['removed', 'removed']);
      expect(sent()).to.deep.equal(['two']);
      await clock.pass(10_000);
      expect(sent()).to.have.length(1);
    });

    it('asked for again while it is being sent: one request', async () => {
      const held = hold(server, isWrite);
      const first = remove();
      await clock.pass(6_000);
      await until(() => held.count, 'it is being sent');
      const second = remove();
      await clock.pass(10_000);
      held.open();
      expect(await Promise.all([first, second])).to.deep.equal(['removed', 'removed']);
      expect(sent()).to.deep.equal(['two']);
    });
  });

  describe('undo', () => {
    it('before it is sent: nothing is, and the connection is as it was', async () => {
      const outcome = remove();
      await clock.pass(5_999);
      expect(store.removals.undo('two')).to.be.true;
      expect(await outcome).to.equal('undone');
      expect(store.removals.has('two')).to.be.false;
      expect(store.removals.undo('two')).to.be.false;
      await clock.pass(60_000);
      leave('pagehide');
      leave('freeze');
      await settled();
      expect(server.requests.length).to.equal(0);
      expect(clock.pending).to.equal(0);
    });

    it('and removed again: the whole delay once more', async () => {
      const undone = remove();
      await clock.pass(5_000);
      store.removals.undo('two');
      expect(await undone).to.equal('undone');
      const removed = remove();
      await clock.pass(5_999);
      expect(server.requests.length).to.equal(0);
      await clock.pass(1);
      expect(await removed).to.equal('removed');
      expect(sent()).to.deep.equal(['two']);
    });

    it('once it is being sent comes too late', async () => {
      const held = hold(server, isWrite);
      const outcome = remove();
      await clock.pass(6_000);
      await until(() => held.count, 'it is being sent');
      expect(store.removals.canUndo('two')).to.be.false;
      expect(store.removals.undo('two')).to.be.false;
      expect(store.removals.has('two'), 'it is still on its way out').to.be.true;
      held.open();
      expect(await outcome).to.equal('removed');
    });
  });

  describe('the page is left', () => {
    for (const how of ['pagehide', 'freeze'] as const) {
      it(`${how}: sent before the event is over, so that it outlives the page, and once`, async () => {
        const outcome = remove();
        leave(how);
        // No task is run any more.
        for (let i = 0; i < 10; i++) await Promise.resolve();
        expect(sent()).to.deep.equal(['two']);
        expect(keptAlive).to.deep.equal([true]);
        expect(store.removals.canUndo('two')).to.be.false;
        expect(await outcome).to.equal('removed');
        expect(clock.pending).to.equal(0);
        await clock.pass(60_000);
        expect(sent()).to.have.length(1);
      });

      it(`${how} after it was sent: not again`, async () => {
        const held = hold(server, isWrite);
        const outcome = remove();
        await clock.pass(6_000);
        await until(() => held.count, 'it is being sent');
        leave(how);
        held.open();
        await outcome;
        leave(how);
        await settled();
        expect(sent()).to.deep.equal(['two']);
      });
    }

    it('by both, one after the other: one request', async () => {
      const held = hold(server, isWrite);
      const outcome = remove();
      let told = 0;
      stops.push(store.subscribe(() => told++));
      leave('pagehide');
      leave('freeze');
      expect(told).to.equal(1);
      await until(() => held.count, 'it is being sent');
      held.open();
      await outcome;
      expect(sent()).to.deep.equal(['two']);
    });

    it('and comes back: what is removed then has its delay', async () => {
      const first = remove();
      leave('pagehide');
      await first;
      const second = remove('three');
      await clock.pass(5_999);
      expect(sent()).to.deep.equal(['two']);
      store.removals.undo('three');
      expect(await second).to.equal('undone');
    });
  });

  describe('listeners on the page', () => {
    it('there are none before, and none after it was undone', async () => {
      expect(listeners()).to.deep.equal([]);
      void remove();
      expect(listeners()).to.deep.equal(LISTENERS);
      store.removals.undo('two');
      expect(listeners()).to.deep.equal([]);
      await settled();
    });

    it('none after it was confirmed', async () => {
      const outcome = remove();
      await clock.pass(6_000);
      await outcome;
      expect(listeners()).to.deep.equal([]);
    });

    it('none after it was refused', async () => {
      server.intercept(() => errorAnswer(400, 'x', 'No.'));
      const outcome = failureOf(remove());
      leave('pagehide');
      await outcome;
      expect(listeners()).to.deep.equal([]);
    });

    it('they stay while another one is scheduled', async () => {
      const kept = remove('one');
      void remove('two');
      store.removals.undo('two');
      expect(listeners()).to.deep.equal(LISTENERS);
      leave('pagehide');
      expect(await kept).to.equal('removed');
      expect(sent()).to.deep.equal(['one']);
      expect(listeners()).to.deep.equal([]);
    });
  });

  describe('a failure', () => {
    for (const [status, code] of [
      [400, 'invalid_param'],
      [403, 'forbidden'],
      [500, 'server'],
    ] as const)
      it(`${status}: rejects with the server’s error, and the connection is back`, async () => {
        const shown = new Shown(store);
        stops.push(() => shown.stop());
        await shown.loaded();
        server.intercept((request) => (isWrite(request) ? errorAnswer(status, 'x', 'No.') : undefined));
        const outcome = failureOf(remove());
        await clock.pass(6_000);
        expect(await outcome).to.include({ status, code, message: 'No.' });
        expect(store.removals.has('two')).to.be.false;
        expect(shown.all).to.equal('one* two three');
        expect(server.requests.filter(isRead), 'nothing is read again').to.have.length(3);
      });

    it('can be tried again', async () => {
      let broken = true;
      server.intercept((request) => (broken && isWrite(request) ? errorAnswer(500, 'x', 'No.') : undefined));
      const first = failureOf(remove());
      await clock.pass(6_000);
      await first;
      broken = false;
      const second = remove();
      await clock.pass(6_000);
      expect(await second).to.equal('removed');
    });

    for (const carriedOut of [true, false])
      it(`no answer: rejects, and what is on show is read again (${carriedOut ? 'done' : 'not done'})`, async () => {
        const shown = new Shown(store);
        stops.push(() => shown.stop());
        await shown.loaded();
        server.intercept((request) => {
          if (!isWrite(request)) return undefined;
          if (carriedOut) server.credentialsOf(NOTION_ID).splice(1, 1);
          return Promise.reject(new TypeError('reset'));
        });
        const outcome = failureOf(remove());
        await clock.pass(6_000);
        expect(await outcome).to.have.property('code', 'network');
        expect(store.removals.has('two')).to.be.false;
        await until(() => server.requests.filter(isRead).length === 6, 'it is read again');
        await shown.loaded();
        expect(shown.all).to.equal(carriedOut ? 'one* three' : 'one* two three');
      });
  });

  describe('the row', () => {
    /** Whether an element shows the connection, each time that it is told to look. */
    async function watch(): Promise<{ shown: Shown; looks: boolean[]; visible: () => boolean }> {
      const shown = new Shown(store);
      stops.push(() => shown.stop());
      await shown.loaded();
      const visible = (): boolean =>
        !store.removals.has('two') &&
        Object.values(shown.now).some((connections) => connections.includes('two'));
      const looks: boolean[] = [];
      const look = (): unknown => looks.push(visible());
      stops.push(store.subscribe(look));
      for (const source of [shown.list, shown.defaultList]) stops.push(source.subscribe(look));
      stops.push(shown.credentials.subscribe(look));
      return { shown, looks, visible };
    }

    for (const [name, read] of [
      ['is slow', () => undefined],
      ['fails', () => errorAnswer(403, 'x', 'Later.')],
    ] as const)
      it(`does not come back between the server’s answer and a read that ${name}`, async () => {
        const { looks, shown, visible } = await watch();
        const held = hold(server, isRead, read);
        const outcome = remove();
        expect(visible()).to.be.false;
        await clock.pass(6_000);
        await until(() => held.count === 3, 'it is read again');
        expect(shown.all).to.equal('one* three');
        await clock.pass(2_000);
        expect(await outcome).to.equal('removed');
        expect(store.removals.has('two')).to.be.false;
        expect(visible()).to.be.false;
        held.open();
        await until(() => shown.states.every(({ isFetching }) => !isFetching), 'it was read');
        expect(looks).to.include(false).and.not.to.include(true);
      });

    it('nor by a read that the server answered before the removal', async () => {
      const { looks, shown } = await watch();
      const old = holdAnswers(server, (request) => isRead(request) && old.count < 3);
      const outcome = remove();
      void Promise.all([shown.list.refetch(), shown.defaultList.refetch(), shown.credentials.refetch()]);
      await until(() => old.count === 3, 'reads are under way');
      await clock.pass(6_000);
      old.open();
      expect(await outcome).to.equal('removed');
      await shown.loaded();
      expect(shown.all).to.equal('one* three');
      expect(looks).to.include(false).and.not.to.include(true);
    });

    it('is there all along for those who only read, until the server has confirmed it', async () => {
      const { shown } = await watch();
      const outcome = remove();
      await clock.pass(5_999);
      await shown.list.refetch();
      expect(shown.all).to.equal('one* two three');
      store.removals.undo('two');
      await outcome;
      expect(shown.all).to.equal('one* two three');
    });

    it('a connection that is the only one that is removed is read once', async () => {
      const list = store.list();
      stops.push(list.subscribe(() => undefined));
      await until(() => list.getSnapshot().data, 'it is read');
      const outcome = remove();
      await clock.pass(6_000);
      await outcome;
      await clock.pass(60_000);
      expect(server.count('GET', LIST)).to.equal(2);
    });
  });

  it('tells whoever listens when it begins, when it is sent, and when it is over', async () => {
    const states: string[] = [];
    const look = (): unknown =>
      states.push(
        `${store.removals.has('two') ? 'out' : 'in'}${store.removals.canUndo('two') ? ', undo' : ''}`,
      );
    const stop = store.subscribe(look);
    const outcome = remove();
    await clock.pass(6_000);
    await outcome;
    void remove('three');
    store.removals.undo('three');
    expect(states).to.deep.equal(['out, undo', 'out', 'in', 'in', 'in']);
    stop();
    void remove('one');
    store.removals.undo('one');
    expect(states).to.have.length(5);
  });

  it('a listener that throws keeps nothing from being sent', async () => {
    const seen: unknown[] = [];
    const { onerror } = window;
    const { error } = console;
    window.onerror = (event) => seen.push(event) > 0;
    console.error = () => undefined;
    try {
      const stop = store.subscribe(() => {
        throw new Error('the listener fails');
      });
      let told = 0;
      stops.push(store.subscribe(() => told++));
      const outcome = remove();
      await clock.pass(6_000);
      expect(await outcome).to.equal('removed');
      stop();
      await settled();
      expect(told).to.equal(3);
      expect(seen).to.have.length(3);
      expect(seen.join()).to.contain('the listener fails');
    } finally {
      window.onerror = onerror;
      console.error = error;
    }
  });

  describe('several at once', () => {
    it('each has its own delay and its own end', async () => {
      server.intercept((request) => {
        const { credential_id: id } = (request.body ?? {}) as { credential_id?: string };
        return id === 'three' ? errorAnswer(400, 'x', 'Not this one.') : undefined;
      });
      const one = remove('one');
      await clock.pass(1_000);
      const two = remove('two');
      const three = failureOf(remove('three'));
      await clock.pass(4_999);
      expect(sent()).to.be.empty;
      await clock.pass(1);
      expect(await one).to.equal('removed');
      expect(sent()).to.deep.equal(['one']);
      store.removals.undo('two');
      expect(await two).to.equal('undone');
      await clock.pass(1_000);
      expect(await three).to.have.property('message', 'Not this one.');
      expect(sent()).to.deep.equal(['one', 'three']);
      expect(left()).to.deep.equal(['two', 'three']);
      expect(['one', 'two', 'three'].map((id) => store.removals.has(id))).to.deep.equal([
        false,
        false,
        false,
      ]);
      expect(listeners()).to.deep.equal([]);
      expect(clock.pending).to.equal(0);
    });

    it('all that are left are sent when the page is left', async () => {
      const outcomes = ['one', 'two', 'three'].map((id) => remove(id));
      store.removals.undo('two');
      leave('pagehide');
      for (let i = 0; i < 10; i++) await Promise.resolve();
      expect(sent()).to.deep.equal(['one', 'three']);
      expect(keptAlive).to.deep.equal([true, true]);
      expect(await Promise.all(outcomes)).to.deep.equal(['removed', 'undone', 'removed']);
      expect(left()).to.deep.equal(['two']);
    });
  });

  it('deleteCredential sends at once, and the row is gone before the next read', async () => {
    const shown = new Shown(store);
    stops.push(() => shown.stop());
    await shown.loaded();
    shown.seen.length = 0;
    const reads = hold(server, isRead);
    const deleted = store.deleteCredential(NOTION, 'two');
    await until(() => reads.count === 3, 'it is read again');
    expect(server.requests.filter(posts('delete')).length).to.equal(1);
    expect(shown.all).to.equal('one* three');
    reads.open();
    await deleted;
    expect([...new Set(shown.seen.map((line) => line.split(': ')[1]))]).to.deep.equal(['one* three']);
  });
});
