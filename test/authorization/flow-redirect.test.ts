import { expect } from '@open-wc/testing';
import { Claim } from '../../src/authorization/claim.js';
import { readRedirect, takeRedirect, type RedirectRecord } from '../../src/authorization/redirect-record.js';
import { LeakCounter } from '../support/leaks.js';
import { settled } from './support/clock.js';
import { credential, FlowBench, REF, SERVER, type Beginning, type Run } from './support/flow-bench.js';

/** To go there changes nothing but the fragment, so this page stays. */
const HERE = location.href;
const THERE = `${HERE.split('#')[0]}#authorize`;
const KEY = 'datasource-elements:redirect';

const show = (type: 'pagehide' | 'pageshow', persisted = true): boolean =>
  window.dispatchEvent(new PageTransitionEvent(type, { persisted }));

describe('AuthorizationFlow with the whole page (E1, E2)', () => {
  let bench: FlowBench;

  beforeEach(() => {
    bench = new FlowBench();
    bench.install();
  });
  afterEach(() => {
    bench.uninstall();
    history.replaceState(null, '', HERE);
  });

  const redirect = (overrides: Partial<Beginning> = {}, credentialId?: string): Promise<Run> =>
    bench.waiting(
      { mode: 'redirect', getAuthorizationUrl: () => Promise.resolve(THERE), ...overrides },
      credentialId,
    );

  describe('on the way there', () => {
    it('opens no window, remembers what it is about, and goes', async () => {
      const startedAt = Date.now();
      await redirect({ readAccount: () => Promise.resolve('anne') }, 'old');
      expect(bench.opener.calls).to.be.empty;
      expect(location.href).to.equal(THERE);
      const record = { ...readRedirect()! };
      expect(record.owner).to.match(/^[0-9a-f]{32}$/);
      expect(record).to.deep.equal({
        server: SERVER,
        owner: record.owner,
        ref: REF,
        credentialId: 'old',
        before: ['old'],
        account: 'anne',
        startedAt,
        returnTo: HERE,
      });
    });

    it('holds the claim for as long as it takes, though the page is left', async () => {
      await redirect();
      show('pagehide');
      const other = new Claim(SERVER, 'another', 'x');
      expect(other.otherHolder).to.include({ until: Date.now() + 120_000 });
    });

    it('keeps no secret in the tab', async () => {
      await redirect();
      expect(sessionStorage.getItem(KEY)).not.to.contain('authorize');
    });

    it('goes nowhere that is not safe, and remembers nothing', async () => {
      const run = bench.begin({
        mode: 'redirect',
        getAuthorizationUrl: () => Promise.resolve('javascript:window.__pwned=1'),
      });
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'unsafe_url');
      expect(location.href).to.equal(HERE);
      expect(sessionStorage.length).to.equal(0);
      expect(window).not.to.have.property('__pwned');
    });

    it('is given up: what it remembered is forgotten', async () => {
      const run = await redirect();
      run.flow.cancel();
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
      expect(readRedirect()).to.equal(null);
      expect(bench.stopped, 'the page is not left after that').to.equal(1);
    });

    it('is given up before it goes, or after it came back: whatever else the page loads goes on', async () => {
      const early = bench.begin({
        mode: 'redirect',
        getAuthorizationUrl: () => new Promise(() => undefined),
      });
      early.flow.cancel();
      const late = await redirect();
      show('pagehide');
      show('pageshow');
      late.flow.cancel();
      await bench.endedWith(late, { status: 'cancelled', reason: 'user' });
      expect(bench.stopped).to.equal(0);
    });

    it('goes there again on request', async () => {
      const { flow } = await redirect();
      history.replaceState(null, '', HERE);
      sessionStorage.clear();
      flow.reopen();
      expect(location.href).to.equal(THERE);
      expect(readRedirect()).not.to.equal(null);
    });

    it('stays when nobody shows it any more, until it is shown and asked for again', async () => {
      let answer!: (url: string) => void;
      const run = bench.begin({
        mode: 'redirect',
        getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)),
      });
      await settled();
      run.flow.unmount();
      answer(THERE);
      await settled();
      expect(run.flow.state).to.include({ phase: 'waiting', paused: true });
      expect(location.href).to.equal(HERE);
      expect(readRedirect()).to.equal(null);
      run.flow.remount();
      expect(run.flow.reopenable).to.be.true;
      expect(location.href).to.equal(HERE);
      run.flow.reopen();
      expect(location.href).to.equal(THERE);
    });

    it('goes on without storage (E4)', async () => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      try {
        await redirect();
        expect(location.href).to.equal(THERE);
      } finally {
        Storage.prototype.setItem = setItem;
      }
    });
  });

  describe('back by the browser’s cache', () => {
    it('looks at once, and ends after 10 seconds without a new connection', async () => {
      const run = await redirect();
      await bench.clock.pass(2_000);
      const reads = bench.reads;
      show('pagehide');
      show('pageshow');
      await bench.clock.pass(1_000);
      expect(bench.reads).to.be.greaterThan(reads);
      expect(readRedirect(), 'nothing is resumed twice').to.equal(null);
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      await bench.clock.pass(10_000);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('finds the new connection', async () => {
      const run = await redirect();
      show('pagehide');
      bench.credentials.push(credential('new'));
      show('pageshow');
      await bench.clock.pass(1_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    // Once: the page that was left looked too, found the same connection, and told of it a second time.
    describe('after another load of the page took what was kept, and told how it ended', () => {
      it('gives way, reads nothing, and stops nothing else that the page loads', async () => {
        const run = await redirect();
        show('pagehide');
        takeRedirect(SERVER);
        bench.credentials.push(credential('new'));
        const reads = bench.reads;
        show('pageshow');
        await bench.endedWith(run, { status: 'cancelled', reason: 'taken_over' });
        expect(bench.reads).to.equal(reads);
        expect(bench.stopped).to.equal(0);
      });

      it('leaves alone what that one went away for since', async () => {
        const run = await redirect();
        show('pagehide');
        const theirs = JSON.stringify({ ...takeRedirect(SERVER), owner: 'b2' });
        sessionStorage.setItem(KEY, theirs);
        show('pageshow');
        await settled();
        expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'taken_over' }]);
        expect(sessionStorage.getItem(KEY)).to.equal(theirs);
      });

      it('gives way also when it had come back before, and went there again', async () => {
        const run = await redirect();
        show('pagehide');
        show('pageshow');
        expect(run.flow.state.phase, 'nobody took it').to.equal('waiting');
        show('pagehide');
        show('pageshow');
        expect(run.flow.state.phase, 'nor was there anything to take').to.equal('waiting');
        history.replaceState(null, '', HERE);
        run.flow.reopen();
        show('pagehide');
        takeRedirect(SERVER);
        show('pageshow');
        await bench.endedWith(run, { status: 'cancelled', reason: 'taken_over' });
      });
    });

    for (const fails of ['could not be kept', 'cannot be looked for', 'is too old'] as const)
      it(`looks when what it remembers ${fails}`, async () => {
        const { setItem, getItem } = Storage.prototype;
        const fail = (): never => {
          throw new DOMException('denied', 'SecurityError');
        };
        try {
          if (fails === 'could not be kept') Storage.prototype.setItem = fail;
          const run = await redirect();
          show('pagehide');
          if (fails === 'cannot be looked for') Storage.prototype.getItem = fail;
          if (fails === 'is too old')
            sessionStorage.setItem(KEY, JSON.stringify({ ...readRedirect(), startedAt: 0 }));
          bench.credentials.push(credential('new'));
          show('pageshow');
          await bench.clock.pass(1_000);
          expect(run.outcomes[0]).to.include({ status: 'authorized' });
        } finally {
          Object.assign(Storage.prototype, { setItem, getItem });
        }
      });

    it('takes a page that is merely shown for none that is back', async () => {
      const { flow } = await redirect();
      show('pageshow', false);
      await bench.clock.pass(20_000);
      expect(flow.state).to.include({ phase: 'waiting', windowClosed: false });
    });
  });

  describe('back on a page that was loaded anew', () => {
    const record = (more: Partial<RedirectRecord> = {}): RedirectRecord => ({
      server: SERVER,
      owner: 'a1',
      ref: REF,
      before: ['old'],
      account: null,
      startedAt: Date.now() - 20_000,
      returnTo: HERE,
      ...more,
    });
    const REPORT = { type: 'oauth_callback' } as const;
    const DENIED = { ...REPORT, success: false, error: 'access_denied' };
    const resume = (more?: Partial<RedirectRecord>, overrides?: Partial<Beginning>, id?: string) =>
      bench.waiting(overrides, id, record(more));

    it('asks for no address, opens nothing, navigates nowhere, and looks at once', async () => {
      const { flow } = await resume();
      expect(flow.mode).to.equal('redirect');
      expect(flow.reopenable).to.be.false;
      await bench.clock.pass(0);
      expect(bench.asked).to.deep.equal(['credentials']);
      expect(bench.opener.calls).to.be.empty;
      expect(location.href).to.equal(HERE);
    });

    it('with a report: the new connection is found', async () => {
      bench.credentials.push(credential('new'));
      const run = await resume({ report: REPORT });
      await bench.clock.pass(0);
      await bench.endedWith(run, { status: 'authorized', confirmed: true, reauthorized: false });
    });

    it('with a report: the connection that was authorized again is', async () => {
      const run = await resume({ report: REPORT, credentialId: 'old' }, {}, 'old');
      await bench.clock.pass(0);
      await bench.endedWith(run, { status: 'authorized', confirmed: true, reauthorized: true });
    });

    it('with the report of an error: it fails with that, unless there is a new connection', async () => {
      const denied = await resume({ report: DENIED });
      await bench.clock.pass(0);
      await bench.endedWith(denied, { status: 'failed' });
      expect(denied.outcomes[0]).to.have.nested.property('error.code', 'access_denied');
      bench.credentials.push(credential('new'));
      const found = await resume({ report: DENIED });
      await bench.clock.pass(0);
      await bench.endedWith(found, { status: 'authorized' });
    });

    it('without a report: it ends after 10 seconds, unless there is a new connection', async () => {
      const run = await resume();
      await bench.clock.pass(9_000);
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      await bench.clock.pass(2_000);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('without a report: a connection that was authorized again needs the user’s word', async () => {
      const run = await resume({ credentialId: 'old' }, {}, 'old');
      await bench.clock.pass(2_000);
      expect(run.outcomes).to.be.empty;
      run.flow.confirm();
      await bench.clock.pass(1_000);
      await bench.endedWith(run, { status: 'authorized', confirmed: false, reauthorized: true });
    });

    it('after more than 5 minutes: one last look', async () => {
      bench.credentials.push(credential('new'));
      const found = await resume({ startedAt: Date.now() - 400_000 });
      await bench.clock.pass(1_000);
      await bench.endedWith(found, { status: 'authorized' });
      bench.credentials.pop();
      const late = await resume({ startedAt: Date.now() - 400_000 });
      await bench.clock.pass(3_000);
      await bench.endedWith(late, { status: 'failed' });
      expect(late.outcomes[0]).to.have.nested.property('error.code', 'expired');
    });

    it('after the clock was set back: 5 minutes at most', async () => {
      const run = await resume({ startedAt: Date.now() + 3_600_000 });
      expect(run.flow.state.phase).to.equal('waiting');
      run.flow.cancel();
      await bench.endedWith(run, { status: 'cancelled' });
    });

    it('cannot go there again: to ask for it changes nothing, and it ends as it would have', async () => {
      const run = await resume();
      await bench.clock.pass(5_000);
      run.flow.reopen();
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      await bench.clock.pass(6_000);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('takes its claim again, if nobody else has', async () => {
      new Claim(SERVER, 'a1', 'acme/plugin/source').takeAlong();
      const { flow } = await resume();
      expect(new Claim(SERVER, 'x', 'x').otherHolder).to.include({ owner: 'a1', until: Date.now() + 15_000 });
      flow.cancel();
      expect(new Claim(SERVER, 'x', 'x').otherHolder).to.equal(null);
    });

    it('gives way to another tab that took over meanwhile', async () => {
      new Claim(SERVER, 'another', 'x').take();
      const run = bench.begin({}, undefined, record());
      await settled();
      expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'taken_over' }]);
      expect(new Claim(SERVER, 'x', 'x').otherHolder).to.include({ owner: 'another' });
    });

    it('with somebody else signed in: account_changed, and nothing is taken for a success (C7)', async () => {
      bench.credentials.push(credential('new'));
      const run = await resume({ account: 'anne' }, { readAccount: () => Promise.resolve('bob') });
      await bench.clock.pass(0);
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'account_changed');
    });
  });

  describe('and windows', () => {
    it('a window gets no copy of what an earlier redirect left in the tab', async () => {
      sessionStorage.setItem(KEY, '{}');
      await bench.waiting();
      expect(sessionStorage.getItem(KEY)).to.equal(null);
    });

    it('knows that it is one, and the page that opens it does not take itself for one (A13)', () => {
      let known: string | null = null;
      const { open } = window;
      window.open = (...args) => {
        known = sessionStorage.getItem('datasource-elements:authorization-window');
        return open.call(window, ...args);
      };
      bench.begin();
      expect(known).to.match(new RegExp(`^${Date.now()} [0-9a-f]{32}$`));
      expect(sessionStorage.length).to.equal(0);
    });
  });

  it('leaves nothing behind', async () => {
    const leaks = new LeakCounter();
    const run = await redirect();
    run.flow.cancel();
    await bench.endedWith(run, { status: 'cancelled' });
    expect(leaks.leftovers).to.deep.equal({ listeners: [], timers: 0, channels: 0 });
    leaks.restore();
  });
});
