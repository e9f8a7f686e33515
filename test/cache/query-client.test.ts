/*
 * What this package relies on in TanStack Query and no other test reaches. It runs on the library, and with
 * `BUILD=cdn-cache` on what the files for script tags have in its place.
 */
import { expect } from '@open-wc/testing';
import { QueryClient, QueryObserver, replaceEqualDeep, type QueryKey } from '@tanstack/query-core';
import { Clock, pretendVisibility } from '../authorization/support/clock.js';

const KEY = ['a', 'b'];
const MINUTES = 60_000;
const failing = (): Promise<never> => Promise.reject(new Error('no'));

describe('the query client', () => {
  const clock = new Clock();
  let client: QueryClient;
  let stops: (() => void)[];

  beforeEach(() => {
    clock.install({ date: true });
    client = new QueryClient();
    client.mount();
    stops = [() => client.unmount(), () => client.clear()];
  });
  afterEach(() => {
    for (const stop of stops.reverse()) stop();
    clock.uninstall();
  });

  const stateOf = (queryKey: QueryKey = KEY) => client.getQueryCache().find({ queryKey })!.state;
  const queryOf = (queryKey: QueryKey = KEY) => client.getQueryCache().find({ queryKey })!;
  /** Reads, whatever comes of it. */
  const read = (options?: { cancelRefetch: boolean }): void =>
    void queryOf()
      .fetch(undefined, options)
      .catch(() => undefined);
  const keysOf = (filters?: Parameters<ReturnType<QueryClient['getQueryCache']>['findAll']>[0]): string[] =>
    client
      .getQueryCache()
      .findAll(filters)
      .map(({ queryKey }) => JSON.stringify(queryKey));

  interface Options {
    queryKey?: QueryKey;
    enabled?: boolean;
    gcTime?: number;
    networkMode?: 'online' | 'always';
    retry?: boolean | number;
    retryDelay?: number | ((failures: number) => number);
    staleTime?: number;
  }
  /** Shows what is read, until the function that it returns is called. */
  function show(queryFn: (context: { signal: AbortSignal }) => unknown, options: Options = {}): () => void {
    const observer = new QueryObserver(client, {
      queryKey: KEY,
      staleTime: Infinity,
      networkMode: 'always',
      ...options,
      queryFn,
    });
    const stop = observer.subscribe(() => undefined);
    stops.push(stop);
    return stop;
  }
  /** A read that waits to be answered, once for each time that it is sent. */
  function held(looksAtSignal = false) {
    const reads: { answer: (data: unknown) => void; fail: (error: Error) => void; signal?: AbortSignal }[] =
      [];
    const queryFn = (context: { signal: AbortSignal }): Promise<unknown> =>
      new Promise((answer, fail) => {
        reads.push({ answer, fail, ...(looksAtSignal && { signal: context.signal }) });
      });
    return { reads, queryFn };
  }
  const settle = (): Promise<void> => clock.pass(0);

  function offline(): () => void {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    window.dispatchEvent(new Event('offline'));
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      delete (navigator as { onLine?: boolean }).onLine;
      window.dispatchEvent(new Event('online'));
    };
    stops.push(end);
    return end;
  }
  function hide(): () => void {
    const end = pretendVisibility('hidden');
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    let isOver = false;
    const look = (): void => {
      if (isOver) return;
      isOver = true;
      end();
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
    stops.push(look);
    return look;
  }

  describe('knows its queries by their keys', () => {
    it('an object in a key is the same in any order of its members', () => {
      client.setQueryData(['x', { a: 1, b: { c: 2, d: [3] } }], 'data');
      expect(client.getQueryData(['x', { b: { d: [3], c: 2 }, a: 1 }])).to.equal('data');
      expect(client.getQueryData(['x', { a: 1, b: { c: 2, d: [4] } }])).to.equal(undefined);
      expect(client.getQueryCache().getAll()[0]!.queryHash).to.equal('["x",{"a":1,"b":{"c":2,"d":[3]}}]');
    });

    it('finds those that begin with a key, or have what an object in it has', () => {
      for (const key of [['x'], ['x', 'y'], ['x', { a: 1, b: 2 }], ['xy'], ['y', 'x']])
        client.setQueryData(key, 1);
      expect(keysOf({ queryKey: ['x'] })).to.deep.equal(['["x"]', '["x","y"]', '["x",{"a":1,"b":2}]']);
      expect(keysOf({ queryKey: ['x', { b: 2 }] })).to.deep.equal(['["x",{"a":1,"b":2}]']);
      expect(keysOf({ queryKey: ['x', { b: 3 }] })).to.deep.equal([]);
      expect(keysOf({ queryKey: ['x', { c: 3 }] })).to.deep.equal([]);
      expect(keysOf({ queryKey: ['x'], exact: true })).to.deep.equal(['["x"]']);
      expect(keysOf()).to.have.length(5);
      expect(client.getQueryCache().find({ queryKey: ['y'] })).to.equal(undefined);
      expect(client.getQueryCache().find({ queryKey: ['y'], exact: false })!.queryKey).to.deep.equal([
        'y',
        'x',
      ]);
    });

    it('finds those on show, old, being read, or as a function says', async () => {
      client.setQueryData(['old'], 1);
      await client.invalidateQueries({ queryKey: ['old'] });
      client.setQueryData(['new'], 1);
      show(held().queryFn, { queryKey: ['shown'] });
      expect(keysOf({ type: 'active' })).to.deep.equal(['["shown"]']);
      expect(keysOf({ type: 'inactive' })).to.deep.equal(['["old"]', '["new"]']);
      expect(keysOf({ type: 'all' })).to.have.length(3);
      expect(keysOf({ stale: true })).to.deep.equal(['["old"]', '["shown"]']);
      expect(keysOf({ stale: false })).to.deep.equal(['["new"]']);
      show(() => 1, { queryKey: ['aged'], staleTime: 1_000 });
      await clock.pass(999);
      expect(keysOf({ queryKey: ['aged'], stale: true })).to.deep.equal([]);
      await clock.pass(10);
      expect(keysOf({ queryKey: ['aged'], stale: true })).to.deep.equal(['["aged"]']);
      expect(keysOf({ fetchStatus: 'fetching' })).to.deep.equal(['["shown"]']);
      expect(keysOf({ predicate: ({ queryKey }) => queryKey[0] === 'new' })).to.deep.equal(['["new"]']);
    });
  });

  describe('keeps what it is given', () => {
    it('in a state of which nothing is missing', () => {
      client.setQueryData(KEY, 'data', { updatedAt: 5 });
      expect(stateOf()).to.deep.equal({
        data: 'data',
        dataUpdateCount: 1,
        dataUpdatedAt: 5,
        error: null,
        errorUpdateCount: 0,
        errorUpdatedAt: 0,
        fetchFailureCount: 0,
        fetchFailureReason: null,
        fetchMeta: null,
        isInvalidated: false,
        status: 'success',
        fetchStatus: 'idle',
      });
      client.setQueryData(KEY, 'later');
      expect(stateOf().dataUpdatedAt).to.equal(Date.now());
    });

    it('what a function makes of what was there, and nothing where that is nothing', () => {
      expect(client.setQueryData(KEY, () => undefined)).to.equal(undefined);
      expect(keysOf()).to.be.empty;
      expect(client.setQueryData(KEY, 1)).to.equal(1);
      expect(client.setQueryData<number>(KEY, (before) => before! + 1)).to.equal(2);
      expect(client.setQueryData(KEY, undefined)).to.equal(undefined);
      expect(client.getQueryData(KEY)).to.equal(2);
    });

    it('as the objects that it had, where they say the same', () => {
      const before = { list: [{ id: 1 }, { id: 2 }] };
      client.setQueryData(KEY, before);
      const after = client.setQueryData(KEY, { list: [{ id: 1 }, { id: 3 }] }) as typeof before;
      expect(after.list[0]).to.equal(before.list[0]);
      expect(after.list[1]).to.deep.equal({ id: 3 });
      expect(client.setQueryData(KEY, structuredClone(after))).to.equal(after);
    });

    it('and tells what happens to it', async () => {
      const events: string[] = [];
      const stop = client.getQueryCache().subscribe((event) => {
        if (event.type.startsWith('observerResults') || event.type.startsWith('observerOptions')) return;
        events.push(event.type === 'updated' ? event.action.type : event.type);
        expect(event.query.queryKey).to.deep.equal(KEY);
      });
      client.setQueryData(KEY, 1);
      await client.invalidateQueries({ queryKey: KEY });
      await client.invalidateQueries({ queryKey: KEY });
      const leave = show(() => 2);
      await settle();
      leave();
      queryOf().setState({ data: 3 });
      client.clear();
      client.clear();
      stop();
      client.setQueryData(KEY, 4);
      expect(events).to.deep.equal([
        ...['added', 'success', 'invalidate', 'observerAdded', 'fetch', 'success', 'observerRemoved'],
        ...['setState', 'removed'],
      ]);
    });
  });

  describe('drops what nobody shows', () => {
    it('after five minutes, and after the longest time that was asked for', async () => {
      client.setQueryData(KEY, 1);
      await clock.pass(5 * MINUTES - 1);
      expect(client.getQueryData(KEY)).to.equal(1);
      await clock.pass(1);
      expect(keysOf()).to.be.empty;
      const leave = show(() => 1, { gcTime: 9 * MINUTES });
      await settle();
      leave();
      show(() => 1, { gcTime: 1 })();
      await clock.pass(9 * MINUTES - 1);
      expect(client.getQueryData(KEY)).to.equal(1);
      await clock.pass(1);
      expect(client.getQueryData(KEY)).to.equal(undefined);
    });

    it('and not what is shown, or is for ever', async () => {
      show(() => 1);
      show(() => 2, { queryKey: ['ever'], gcTime: Infinity })();
      await settle();
      await clock.pass(60 * MINUTES);
      expect(keysOf()).to.deep.equal(['["a","b"]', '["ever"]']);
    });

    it('nor what is read, until five minutes after that', async () => {
      const { reads, queryFn } = held();
      show(queryFn)();
      await clock.pass(6 * MINUTES);
      expect(stateOf().fetchStatus).to.equal('fetching');
      reads[0]!.answer(1);
      await clock.pass(5 * MINUTES - 1);
      expect(client.getQueryData(KEY)).to.equal(1);
      await clock.pass(1);
      expect(keysOf()).to.be.empty;
    });
  });

  describe('reads', () => {
    it('once for all that ask at the same time, in that moment', async () => {
      const { reads, queryFn } = held();
      show(queryFn);
      expect(reads).to.have.length(1);
      show(queryFn);
      read();
      expect(reads).to.have.length(1);
      reads[0]!.answer('data');
      await settle();
      expect(stateOf()).to.include({
        data: 'data',
        status: 'success',
        fetchStatus: 'idle',
        dataUpdateCount: 1,
      });
    });

    it('with the context of the query', () => {
      let context: unknown;
      show((given) => new Promise(() => (context = given)));
      expect(context).to.have.property('queryKey').deep.equal(KEY);
      expect(context).to.have.property('signal').instanceOf(AbortSignal);
    });

    for (const [name, queryFn, message] of [
      [
        'throws',
        () => {
          throw new Error('thrown');
        },
        'thrown',
      ],
      ['rejects', () => Promise.reject(new Error('rejected')), 'rejected'],
      ['gives nothing', () => undefined, '["a","b"] data is undefined'],
    ] as const)
      it(`and has failed when the function ${name}`, async () => {
        show(queryFn, { retry: false });
        await settle();
        expect(stateOf()).to.include({
          status: 'error',
          fetchStatus: 'idle',
          errorUpdateCount: 1,
          fetchFailureCount: 1,
          isInvalidated: true,
        });
        expect(stateOf().errorUpdatedAt).to.equal(Date.now());
        expect(stateOf().error).to.have.property('message', message);
        expect(stateOf().fetchFailureReason).to.equal(stateOf().error);
      });

    it('and forgets the failure of a first read when it begins again', async () => {
      const { reads, queryFn } = held();
      show(queryFn, { retry: false });
      reads[0]!.fail(new Error('no'));
      await settle();
      read();
      expect(stateOf()).to.include({
        status: 'pending',
        error: null,
        fetchFailureCount: 0,
        fetchStatus: 'fetching',
      });
    });

    it('and keeps data and failure of a later one until the next has ended', async () => {
      const { reads, queryFn } = held();
      client.setQueryData(KEY, 'old');
      show(queryFn, { retry: false });
      const rejected = queryOf()
        .fetch()
        .catch((error: unknown) => error);
      reads[0]!.fail(new Error('no'));
      expect(await rejected).to.have.property('message', 'no');
      read();
      expect(stateOf()).to.include({ data: 'old', status: 'error', fetchStatus: 'fetching' });
      reads[1]!.answer('new');
      await settle();
      expect(stateOf()).to.include({ data: 'new', status: 'success', error: null, isInvalidated: false });
    });

    it('without a function fails', async () => {
      client.setQueryData(KEY, 'old');
      const end = client.refetchQueries({ queryKey: KEY });
      await clock.pass(60_000);
      await end;
      expect(stateOf()).to.include({ data: 'old', status: 'error' });
      expect(stateOf().error!.message).to.contain('Missing queryFn');
    });
  });

  describe('tries again', () => {
    it('three times, after one, two and four seconds', async () => {
      const tries: number[] = [];
      const begin = clock.now;
      show(() => {
        tries.push(clock.now - begin);
        return failing();
      });
      await settle();
      expect(stateOf()).to.include({
        fetchFailureCount: 1,
        status: 'pending',
        fetchStatus: 'fetching',
        error: null,
      });
      expect(stateOf().fetchFailureReason).to.have.property('message', 'no');
      await clock.pass(60_000);
      expect(tries).to.deep.equal([0, 1_000, 3_000, 7_000]);
      expect(stateOf()).to.include({ status: 'error', fetchFailureCount: 4, errorUpdateCount: 1 });
    });

    it('for ever, at last every half minute, when it shall', async () => {
      let tries = 0;
      show(() => (tries++, failing()), { retry: true });
      await clock.pass(31_000);
      const before = tries;
      await clock.pass(300_000);
      expect(tries - before).to.equal(10);
    });

    it('as often and after as long as is said', async () => {
      const tries: number[] = [];
      const begin = clock.now;
      show(() => (tries.push(clock.now - begin), failing()), {
        retry: 2,
        retryDelay: (failures) => 10 + failures,
      });
      await clock.pass(1_000);
      expect(tries).to.deep.equal([0, 10, 21]);
    });

    it('and is as if nothing had been when that succeeds', async () => {
      const { reads, queryFn } = held();
      show(queryFn);
      reads[0]!.fail(new Error('no'));
      await clock.pass(1_000);
      reads[1]!.answer('data');
      await settle();
      expect(stateOf()).to.include({
        data: 'data',
        fetchFailureCount: 0,
        fetchFailureReason: null,
        errorUpdateCount: 0,
      });
    });

    it('not while nobody sees the page, and at once when it is seen again', async () => {
      const { reads, queryFn } = held();
      show(queryFn);
      const look = hide();
      reads[0]!.fail(new Error('no'));
      await clock.pass(60_000);
      expect(reads).to.have.length(1);
      expect(stateOf().fetchStatus).to.equal('paused');
      look();
      await settle();
      expect(stateOf().fetchStatus).to.equal('fetching');
      expect(reads.length).to.equal(2);
      reads.at(-1)!.answer('data');
      await settle();
      expect(stateOf().data).to.equal('data');
    });

    it('not when nobody waits for it any more, but again when somebody does', async () => {
      const { reads, queryFn } = held();
      show(queryFn)();
      reads[0]!.fail(new Error('no'));
      await clock.pass(60_000);
      expect(reads).to.have.length(1);
      expect(stateOf().status).to.equal('error');
      show(queryFn, { queryKey: ['c'] })();
      show(queryFn, { queryKey: ['c'] });
      reads[1]!.fail(new Error('no'));
      await clock.pass(60_000);
      expect(reads).to.have.length(3);
    });
  });

  describe('waits to be online with what is not to be read always', () => {
    it('before the first try', async () => {
      const back = offline();
      let reads = 0;
      show(() => ++reads, { networkMode: 'online' });
      await clock.pass(60_000);
      expect(reads).to.equal(0);
      expect(stateOf()).to.include({ status: 'pending', fetchStatus: 'paused' });
      back();
      await settle();
      expect(stateOf()).to.include({ data: 1, fetchStatus: 'idle' });
    });

    it('before another try', async () => {
      const { reads, queryFn } = held();
      show(queryFn, { networkMode: 'online' });
      const back = offline();
      reads[0]!.fail(new Error('no'));
      await clock.pass(60_000);
      expect(reads).to.have.length(1);
      expect(stateOf().fetchStatus).to.equal('paused');
      back();
      await settle();
      expect(reads).to.have.length(2);
    });

    it('is as before when nobody waits with it', async () => {
      offline();
      show(() => 1, { networkMode: 'online' })();
      await settle();
      expect(stateOf()).to.include({ status: 'pending', fetchStatus: 'idle' });
    });

    it('and a wait for it is not waited for', async () => {
      client.setQueryData(KEY, 'old');
      show(() => 'new', { networkMode: 'online' });
      offline();
      await client.invalidateQueries({ queryKey: KEY });
      expect(stateOf()).to.include({ data: 'old', fetchStatus: 'paused', isInvalidated: true });
    });
  });

  describe('gives up a read', () => {
    it('when the last one leaves and it can be stopped, as if it had not begun', async () => {
      const { reads, queryFn } = held(true);
      client.setQueryData(KEY, 'old', { updatedAt: 1 });
      await client.invalidateQueries({ queryKey: KEY });
      const leave = show(queryFn);
      const alsoLeave = show(queryFn);
      leave();
      expect(reads[0]!.signal!.aborted).to.be.false;
      alsoLeave();
      expect(reads[0]!.signal!.aborted).to.be.true;
      expect(stateOf()).to.include({
        data: 'old',
        dataUpdatedAt: 1,
        fetchStatus: 'idle',
        isInvalidated: true,
      });
      reads[0]!.answer('late');
      await settle();
      expect(client.getQueryData(KEY)).to.equal('old');
    });

    it('but not one that cannot be stopped', async () => {
      const { reads, queryFn } = held();
      show(queryFn)();
      expect(stateOf().fetchStatus).to.equal('fetching');
      reads[0]!.answer('data');
      await settle();
      expect(client.getQueryData(KEY)).to.equal('data');
    });

    it('for a newer one, whose answer the older one then has', async () => {
      const { reads, queryFn } = held(true);
      client.setQueryData(KEY, 'old');
      show(queryFn);
      const first = queryOf().fetch();
      const second = queryOf().fetch(undefined, { cancelRefetch: true });
      expect(reads.map(({ signal }) => signal!.aborted)).to.deep.equal([true, false]);
      reads[1]!.answer('new');
      reads[0]!.answer('late');
      expect(await Promise.all([first, second])).to.deep.equal(['new', 'new']);
      expect(client.getQueryData(KEY)).to.equal('new');
    });

    it('not for a newer one while there is nothing to show', () => {
      const { reads, queryFn } = held();
      show(queryFn);
      read({ cancelRefetch: true });
      expect(reads).to.have.length(1);
    });

    it('and says so, unless it shall not', async () => {
      const { queryFn } = held();
      show(queryFn);
      await queryOf().cancel();
      expect(stateOf()).to.include({ status: 'error', fetchStatus: 'idle', errorUpdateCount: 1 });
      expect(stateOf().error!.message).to.equal('CancelledError');
      const failed = queryOf()
        .fetch()
        .catch(() => 'failed');
      await queryOf().cancel({ silent: true });
      expect(stateOf()).to.include({ status: 'pending', fetchStatus: 'fetching', errorUpdateCount: 1 });
      expect(await failed).to.equal('failed');
    });

    it('as before it, or as was set meanwhile', async () => {
      const { queryFn } = held();
      client.setQueryData(KEY, 'old');
      show(queryFn);
      const ended = queryOf().fetch();
      await queryOf().cancel({ revert: true });
      expect(await ended).to.equal('old');
      expect(stateOf()).to.include({ data: 'old', fetchStatus: 'idle' });
      read();
      client.setQueryData(KEY, 'set');
      expect(stateOf().fetchStatus, 'it goes on').to.equal('fetching');
      await queryOf().cancel({ revert: true });
      expect(stateOf()).to.include({ data: 'set', fetchStatus: 'idle' });
    });

    it('that waits between two tries', async () => {
      const { reads, queryFn } = held(true);
      const leave = show(queryFn);
      reads[0]!.fail(new Error('no'));
      await settle();
      leave();
      await clock.pass(60_000);
      expect(reads).to.have.length(1);
      expect(stateOf()).to.include({ status: 'pending', fetchStatus: 'idle', error: null });
    });

    it('that is paused', async () => {
      const { reads, queryFn } = held(true);
      const look = hide();
      const leave = show(queryFn);
      reads[0]!.fail(new Error('no'));
      await clock.pass(60_000);
      leave();
      look();
      await clock.pass(60_000);
      expect(reads).to.have.length(1);
      expect(stateOf()).to.include({ status: 'pending', fetchStatus: 'idle' });
    });

    it('of what is dropped', async () => {
      const { reads, queryFn } = held(true);
      show(queryFn);
      client.clear();
      expect(reads[0]!.signal!.aborted).to.be.true;
      reads[0]!.answer('late');
      await settle();
      expect(keysOf()).to.be.empty;
    });

    it('whose signal is looked at only in a later try, too', async () => {
      let signal: AbortSignal | undefined;
      const leave = show((context) => {
        if (!signal) signal = new AbortController().signal;
        else signal = context.signal;
        return failing();
      });
      await clock.pass(1_000);
      leave();
      expect(signal!.aborted).to.be.true;
    });
  });

  describe('reads again', () => {
    /** Counts the reads of what is on show. */
    function counted(options: Options = {}): () => number {
      let reads = 0;
      show(() => Promise.resolve(++reads), options);
      return () => reads;
    }

    it('what is on show and old when the page is seen again, and nothing else', async () => {
      const old = counted({ staleTime: 0 });
      const fresh = counted({ queryKey: ['fresh'] });
      const off = counted({ queryKey: ['off'], enabled: false });
      client.setQueryData(['unseen'], 1);
      await settle();
      const look = hide();
      await settle();
      expect(old()).to.equal(1);
      look();
      await settle();
      expect([old(), fresh(), off()]).to.deep.equal([2, 1, 0]);
    });

    it('when the connection is back', async () => {
      const online = counted({ staleTime: 0, networkMode: 'online' });
      await settle();
      offline()();
      await settle();
      expect(online()).to.equal(2);
    });

    it('neither before it is mounted nor after it is unmounted', async () => {
      const old = counted({ staleTime: 0 });
      await settle();
      client.unmount();
      hide()();
      await settle();
      expect(old()).to.equal(1);
      client.mount();
      hide()();
      await settle();
      expect(old()).to.equal(2);
    });

    it('after an event only when its other listeners have heard it', async () => {
      const old = counted({ staleTime: 0 });
      await settle();
      let before = 0;
      const hear = (): void => void (before = old());
      window.addEventListener('visibilitychange', hear);
      hide()();
      window.removeEventListener('visibilitychange', hear);
      await settle();
      expect([before, old()]).to.deep.equal([1, 2]);
    });

    it('what is made stale: on show by default, or all, or the others, or none', async () => {
      const shown = counted();
      await settle();
      show(() => 'unseen', { queryKey: ['a', 'unseen'] })();
      await settle();
      const counts = (): unknown[] => [shown(), stateOf(['a', 'unseen']).dataUpdateCount];
      await client.invalidateQueries({ queryKey: ['a'] });
      expect(counts()).to.deep.equal([2, 1]);
      expect(stateOf(['a', 'unseen']).isInvalidated).to.be.true;
      await client.invalidateQueries({ queryKey: ['a'], refetchType: 'none' });
      expect(counts()).to.deep.equal([2, 1]);
      expect(stateOf().isInvalidated).to.be.true;
      await client.invalidateQueries({ queryKey: ['a'], refetchType: 'inactive' });
      expect(counts()).to.deep.equal([2, 2]);
      await client.invalidateQueries({ queryKey: ['a'], refetchType: 'all' });
      expect(counts()).to.deep.equal([3, 3]);
      await client.refetchQueries();
      expect(counts()).to.deep.equal([4, 4]);
      await client.invalidateQueries();
      expect(counts()).to.deep.equal([5, 4]);
    });

    it('not what is switched off, or was never read', async () => {
      const off = counted({ enabled: false });
      client.getQueryCache().build(client, client.defaultQueryOptions({ queryKey: ['never'] }));
      await client.refetchQueries();
      expect(off()).to.equal(0);
      expect(stateOf(['never']).fetchStatus).to.equal('idle');
    });

    it('giving up what is under way, or joining it', async () => {
      const { reads, queryFn } = held();
      client.setQueryData(KEY, 'old');
      show(queryFn);
      void client.refetchQueries();
      void client.refetchQueries(undefined, { cancelRefetch: false });
      expect(reads).to.have.length(1);
      void client.refetchQueries();
      expect(reads).to.have.length(2);
    });

    it('and rejects for a failure only when it shall', async () => {
      client.setQueryData(KEY, 'old');
      show(failing, { retry: false });
      expect(await client.refetchQueries()).to.equal(undefined);
      const caught = await client.refetchQueries({}, { throwOnError: true }).catch((error: unknown) => error);
      expect(caught).to.have.property('message', 'no');
      expect(await client.invalidateQueries()).to.equal(undefined);
    });
  });
});

describe('what is equal before and after', () => {
  class Point {
    x = 1;
  }
  const bare = (members: object): object => Object.assign(Object.create(null) as object, members);
  const date = new Date(0);
  const point = new Point();

  for (const [name, before, after] of [
    ['texts', 'a', 'a'],
    ['empty lists', [], []],
    ['empty objects', {}, {}],
    ['objects in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['deep ones', { a: [{ b: [null, 1, 'x', true] }] }, { a: [{ b: [null, 1, 'x', true] }] }],
    ['objects without a prototype', bare({ a: 1 }), bare({ a: 1 })],
    ['members that are undefined', { a: undefined }, { a: undefined }],
    ['the same instance', { a: date }, { a: date }],
  ] as const)
    it(`${name}: is that of before`, () => {
      expect(replaceEqualDeep(before, after)).to.equal(before);
    });

  for (const [name, before, after] of [
    ['another value', { a: 1 }, { a: 2 }],
    ['a member more', { a: 1 }, { a: 1, b: 2 }],
    ['a member fewer', { a: 1, b: 2 }, { a: 1 }],
    ['another member', { a: undefined }, { b: undefined }],
    ['an item more', [1], [1, 2]],
    ['an item fewer', [1, 2], [1]],
    ['a list for an object', { 0: 1 }, [1]],
    ['an object for a list', [1], { 0: 1 }],
    ['null for an object', { a: {} }, { a: null }],
    ['an object for null', { a: null }, { a: {} }],
    ['what objects inherit', {}, { toString: 'x' }],
    ['no number', [NaN], [NaN]],
    ['an instance of a class', { a: point }, { a: new Point() }],
    ['a date', { a: date }, { a: new Date(0) }],
  ] as const)
    it(`${name}: is what is new`, () => {
      const result = replaceEqualDeep(before, after as unknown);
      expect(result).not.to.equal(before);
      expect(result).to.deep.equal(after);
    });

  it('is that of before as far as it goes, and neither of the two is changed', () => {
    const before = Object.freeze({ a: Object.freeze([{ b: 1 }, { c: 2 }]), d: { e: 3 } });
    const after = Object.freeze({ a: Object.freeze([{ b: 1 }, { c: 4 }]), d: { e: 3 } });
    const result = replaceEqualDeep(before, after);
    expect(result).to.deep.equal(after);
    expect(result.d).to.equal(before.d);
    expect(result.a[0]).to.equal(before.a[0]);
  });

  it('is not looked for so deep that the stack ends', () => {
    const deep = (): unknown => JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    expect(() => replaceEqualDeep(deep(), deep())).not.to.throw();
  });
});
