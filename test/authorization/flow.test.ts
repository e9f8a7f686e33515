import { expect } from '@open-wc/testing';
import { DatasourceError } from '../../src/api/errors.js';
import { pretendFocus, settled } from './support/clock.js';
import { credential, FlowBench, URL_TEXT } from './support/flow-bench.js';

describe('AuthorizationFlow', () => {
  let bench: FlowBench;

  beforeEach(() => {
    bench = new FlowBench();
    bench.install();
  });
  afterEach(() => bench.uninstall());

  describe('the start', () => {
    it('opens a blank window at once, before anything is asked for (A2)', async () => {
      bench.begin();
      expect(bench.opener.calls).to.have.length(1);
      expect(bench.opener.calls[0]![0]).to.equal('about:blank');
      expect(bench.asked).to.be.empty;
      expect(bench.opener.last.document.body.textContent).to.equal('Opening…');
      await settled();
      expect(bench.opener.last.visited).to.deep.equal([URL_TEXT]);
    });

    it('names each window so that nobody can guess it, and keeps the tie to it (A3, A12)', () => {
      bench.begin();
      bench.begin({ takeOver: true });
      const [first, second] = bench.opener.calls.map(([, name]) => String(name));
      expect(first).to.match(/^datasource-[0-9a-f]{32}$/);
      expect(first).not.to.equal(second);
      for (const [, , features] of bench.opener.calls) expect(features).not.to.match(/noopener|noreferrer/);
    });

    it('prepares first, then notes what there is, and navigates last', async () => {
      await bench.waiting({
        prepare: () => {
          bench.asked.push('prepare');
          return Promise.resolve();
        },
      });
      expect(bench.asked[0]).to.equal('prepare');
      expect(bench.asked.slice(1)).to.have.members(['credentials', 'url']);
      expect(bench.opener.last.visited).to.have.length(1);
    });

    it('a window that is blocked ends it, and the server is not asked (A1)', async () => {
      bench.opener.blocked = true;
      const run = bench.begin({ prepare: () => Promise.reject(new Error('never')) });
      expect(run.flow.state.phase).to.equal('settled');
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'popup_blocked');
      expect(bench.asked).to.be.empty;
    });

    it('a browser that throws instead of opening a window counts as one that blocks it (A16)', async () => {
      window.open = () => {
        throw new DOMException('not here', 'NotSupportedError');
      };
      const run = bench.begin();
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'popup_blocked');
    });

    it('a window that is closed as soon as it opens counts as blocked', async () => {
      const open = window.open;
      window.open = (...args) => {
        const popup = open.call(window, ...args)!;
        popup.close();
        return popup;
      };
      const run = bench.begin();
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'popup_blocked');
    });

    for (const [what, environment] of Object.entries({
      'preparing fails': { prepare: () => Promise.reject(new DatasourceError('invalid_param', 'No.')) },
      'the list cannot be read': {
        readCredentials: () => Promise.reject(new DatasourceError('forbidden', 'No.')),
      },
      'the address cannot be fetched': {
        getAuthorizationUrl: () => Promise.reject(new DatasourceError('no_oauth_client', 'No.')),
      },
      'the host throws': { prepare: () => Promise.reject(new TypeError('No.')) },
    }))
      it(`${what}: it fails with that error, and the window is closed (A4)`, async () => {
        const run = bench.begin(environment);
        await settled();
        expect(bench.opener.last.closed).to.be.true;
        expect(bench.opener.last.visited).to.be.empty;
        expect(run.outcomes[0]).to.have.nested.property('error.message', 'No.');
        await bench.endedWith(run, { status: 'failed' });
      });

    for (const address of ['javascript:alert(1)', 'http://idp.example/', 'https://a@idp.example/', '/x', ''])
      it(`the address ${JSON.stringify(address)} is not opened (C3)`, async () => {
        const run = bench.begin({ getAuthorizationUrl: () => Promise.resolve(address) });
        await settled();
        expect(bench.opener.last.visited).to.be.empty;
        expect(bench.opener.last.closed).to.be.true;
        expect(run.outcomes[0]).to.have.nested.property('error.code', 'unsafe_url');
        await bench.endedWith(run, { status: 'failed' });
      });

    it('the window closed meanwhile: it is cancelled, what is under way is given up, no timer is left', async () => {
      let given: AbortSignal | undefined;
      const run = bench.begin({
        getAuthorizationUrl: (signal) => ((given = signal), new Promise(() => undefined)),
      });
      bench.opener.last.close();
      await bench.clock.pass(300);
      expect(given!.aborted).to.be.true;
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('cancelled meanwhile: the window closes, and an address that arrives later is not opened', async () => {
      let answer!: (address: string) => void;
      const run = bench.begin({ getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)) });
      await settled();
      run.flow.cancel();
      answer(URL_TEXT);
      await settled();
      expect(bench.opener.last.closed).to.be.true;
      expect(bench.opener.last.visited).to.be.empty;
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('cancelled while it prepares: the server is not asked for an address, which would spoil another flow', async () => {
      let prepared!: () => void;
      const run = bench.begin({ prepare: () => new Promise((resolve) => (prepared = resolve)) });
      run.flow.cancel();
      prepared();
      await settled();
      expect(bench.asked).to.be.empty;
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('reopened meanwhile: the new window gets the address', async () => {
      let answer!: (address: string) => void;
      const { flow } = bench.begin({
        getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)),
      });
      await settled();
      bench.opener.last.close();
      flow.reopen();
      answer(URL_TEXT);
      await settled();
      expect(bench.opener.popups.map(({ visited }) => visited.length)).to.deep.equal([0, 1]);
    });

    it('that never comes to an end is ended by the deadline', async () => {
      const run = bench.begin({ prepare: () => new Promise(() => undefined) });
      await bench.clock.pass(300_000);
      expect(bench.opener.last.closed).to.be.true;
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'expired');
    });
  });

  describe('while the user is away', () => {
    it('a page that is suspended until time is up still has its last look', async () => {
      let slow = false;
      const run = await bench.waiting({
        readCredentials: async () => {
          if (slow) await new Promise((resolve) => setTimeout(resolve, 500));
          return [...bench.credentials];
        },
      });
      await bench.clock.pass(5_000);
      slow = true;
      bench.credentials.push(credential('new'));
      // Whatever was due meanwhile runs at once, one after the other.
      bench.clock.now += 400_000;
      await bench.clock.pass(3_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('a new connection that a poll finds ends it, and the window closes', async () => {
      const run = await bench.waiting();
      await bench.clock.pass(20_000);
      expect(run.outcomes).to.be.empty;
      bench.credentials.push(credential('new'));
      await bench.clock.pass(10_000);
      expect(bench.opener.last.closed).to.be.true;
      expect(bench.asked.at(-1)).to.equal('authorized');
      await bench.endedWith(run, {
        status: 'authorized',
        credential: credential('new'),
        reauthorized: false,
        confirmed: true,
      });
    });

    for (const type of ['focus', 'pageshow', 'online'])
      it(`${type}: it looks at once`, async () => {
        await bench.waiting();
        await bench.clock.pass(30_000);
        const before = bench.reads;
        await bench.clock.pass(1_000);
        window.dispatchEvent(new Event(type));
        await bench.clock.pass(0);
        expect(bench.reads).to.be.within(before + 1, before + 2);
      });

    it('a read that fails ends nothing (D9)', async () => {
      let broken = false;
      const run = await bench.waiting({
        readCredentials: () =>
          broken
            ? Promise.reject(new DatasourceError('network', 'x'))
            : Promise.resolve([...bench.credentials]),
      });
      broken = true;
      await bench.clock.pass(60_000);
      expect(run.flow.state.phase).to.equal('waiting');
      bench.credentials.push(credential('new'));
      broken = false;
      await bench.clock.pass(10_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('"I have finished" without a new connection says so, and it goes on', async () => {
      const { flow } = await bench.waiting();
      await bench.clock.pass(2_000);
      flow.confirm();
      expect(flow.state).to.include({ userConfirmed: true });
      await bench.clock.pass(1_000);
      expect(flow.state).to.include({ phase: 'waiting', userConfirmed: false, notFoundYet: true });
    });

    it('a connection that is authorized again ends on the user’s word, unconfirmed', async () => {
      const run = await bench.waiting({}, 'old');
      await bench.clock.pass(30_000);
      expect(run.outcomes).to.be.empty;
      run.flow.confirm();
      await bench.clock.pass(1_000);
      await bench.endedWith(run, {
        status: 'authorized',
        credential: credential('old'),
        reauthorized: true,
        confirmed: false,
      });
    });

    it('cancel closes the window', async () => {
      const run = await bench.waiting();
      run.flow.cancel();
      expect(bench.opener.last.closed).to.be.true;
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('a window that throws at every touch changes nothing', async () => {
      const run = await bench.waiting();
      const popup = bench.opener.last;
      const fail = (): never => {
        throw new DOMException('cross-origin', 'SecurityError');
      };
      popup.focus = popup.close = fail;
      run.flow.reopen();
      run.flow.cancel();
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    });
  });

  describe('a window that is closed, or only looks so', () => {
    it('is no end by itself: it looks at once, and success within the time of grace counts (A8)', async () => {
      const run = await bench.waiting();
      await bench.clock.pass(5_000);
      const before = bench.reads;
      bench.opener.last.close();
      await bench.clock.pass(1_300);
      expect(bench.reads).to.be.greaterThan(before);
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      await bench.clock.pass(5_000);
      bench.credentials.push(credential('new'));
      await bench.clock.pass(4_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('ends it after 10 seconds that the user is back on the page, after one last look', async () => {
      const run = await bench.waiting();
      await bench.clock.pass(1_500);
      bench.opener.last.close();
      await bench.clock.pass(9_000);
      expect(run.flow.state.phase).to.equal('waiting');
      const before = bench.reads;
      await bench.clock.pass(3_000);
      expect(bench.reads).to.be.greaterThan(before);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('a connection that only the last look finds still counts', async () => {
      const run = await bench.waiting();
      bench.opener.last.close();
      await bench.clock.pass(10_250);
      bench.credentials.push(credential('new'));
      await bench.clock.pass(3_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('ends nothing while the user is elsewhere: a page with COOP looks closed too (A6)', async () => {
      const run = await bench.waiting();
      pretendFocus(false);
      bench.opener.last.closed = true;
      await bench.clock.pass(120_000);
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      pretendFocus(true);
      bench.credentials.push(credential('new'));
      await bench.clock.pass(11_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('short looks at the page do not add up to the end (A6)', async () => {
      const run = await bench.waiting();
      pretendFocus(false);
      bench.opener.last.closed = true;
      for (let look = 0; look < 4; look++) {
        await bench.clock.pass(20_000);
        pretendFocus(true);
        await bench.clock.pass(4_000);
        pretendFocus(false);
      }
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true, lastChance: null });
      pretendFocus(true);
      await bench.clock.pass(13_000);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('a user who says that they have finished may say it again when it could not be checked', async () => {
      let broken = false;
      const run = await bench.waiting(
        {
          readCredentials: () =>
            broken
              ? Promise.reject(new DatasourceError('network', 'x'))
              : Promise.resolve([...bench.credentials]),
        },
        'old',
      );
      bench.opener.last.close();
      await bench.clock.pass(8_000);
      broken = true;
      run.flow.confirm();
      await bench.clock.pass(1_000);
      expect(run.flow.state).to.include({ phase: 'waiting', notChecked: true });
      broken = false;
      await bench.clock.pass(7_000);
      expect(run.flow.state).to.include({ phase: 'waiting', lastChance: null });
      run.flow.confirm();
      await bench.clock.pass(1_000);
      await bench.endedWith(run, { status: 'authorized', confirmed: false });
    });

    it('the last look that fails is made up for by the next one', async () => {
      let broken = false;
      const run = await bench.waiting({
        readCredentials: () =>
          broken
            ? Promise.reject(new DatasourceError('network', 'x'))
            : Promise.resolve([...bench.credentials]),
      });
      bench.opener.last.close();
      broken = true;
      await bench.clock.pass(20_000);
      expect(run.flow.state.phase).to.equal('waiting');
      broken = false;
      await bench.clock.pass(11_000);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('reopened: the time of grace is over, and the same address is shown', async () => {
      const { flow } = await bench.waiting();
      bench.opener.last.close();
      await bench.clock.pass(5_000);
      flow.reopen();
      expect(bench.opener.popups).to.have.length(2);
      expect(bench.opener.last.visited).to.deep.equal([URL_TEXT]);
      expect(flow.state).to.include({ phase: 'waiting', windowClosed: false });
      await bench.clock.pass(60_000);
      expect(flow.state.phase).to.equal('waiting');
      bench.opener.last.close();
      await bench.clock.pass(13_000);
      expect(flow.state).to.deep.include({ phase: 'settled' });
    });

    it('reopening is blocked: it says so, and goes on as before', async () => {
      const run = await bench.waiting();
      bench.opener.last.close();
      await bench.clock.pass(2_000);
      bench.opener.blocked = true;
      run.flow.reopen();
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      expect(run.flow.state).to.have.nested.property('blocked.code', 'popup_blocked');
      await bench.clock.pass(13_000);
      await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('reopen brings a window that is open to the front, and opens no second one (A10)', async () => {
      const { flow } = await bench.waiting();
      for (let i = 0; i < 50; i++) flow.reopen();
      expect(bench.opener.popups).to.have.length(1);
      expect(bench.opener.last.focused).to.equal(50);
      expect(bench.opener.last.visited).to.have.length(1);
    });
  });

  describe('the deadline (A9)', () => {
    it('ends it after 5 minutes, after one last look, and closes the window', async () => {
      const run = await bench.waiting();
      await bench.clock.pass(299_000);
      expect(run.flow.state.phase).to.equal('waiting');
      await bench.clock.pass(3_000);
      expect(bench.opener.last.closed).to.be.true;
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'expired');
    });

    it('a success that only the last look finds still counts', async () => {
      const run = await bench.waiting();
      await bench.clock.pass(299_990);
      bench.credentials.push(credential('new'));
      await bench.clock.pass(2_000);
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('holds also when the window is reopened in the middle of the last look', async () => {
      let hold: (() => void) | null = null;
      let slow = false;
      const run = await bench.waiting({
        readCredentials: async () => {
          if (slow) await new Promise<void>((resolve) => (hold = resolve));
          return [...bench.credentials];
        },
      });
      await bench.clock.pass(290_000);
      bench.opener.last.closed = true;
      slow = true;
      await bench.clock.pass(10_500);
      expect(hold).not.to.equal(null);
      run.flow.reopen();
      slow = false;
      hold!();
      await bench.clock.pass(2_000);
      await bench.endedWith(run, { status: 'failed' });
      expect(bench.opener.last.closed).to.be.true;
    });
  });

  describe('the window after the success', () => {
    it('gets a second for its next page when nothing was heard of it', async () => {
      const run = await bench.waiting();
      bench.credentials.push(credential('new'));
      await bench.clock.pass(1_000);
      expect(run.outcomes[0]?.status).to.equal('authorized');
      expect(bench.opener.last.closed).to.be.false;
      await bench.clock.pass(999);
      expect(bench.opener.last.closed).to.be.false;
      await bench.clock.pass(1);
      expect(bench.opener.last.closed).to.be.true;
      await bench.endedWith(run, { status: 'authorized' });
    });

    it('is closed at once when its callback page has reported', async () => {
      const run = await bench.waiting();
      bench.credentials.push(credential('new'));
      bench.message();
      await bench.clock.pass(500);
      expect(run.outcomes[0]?.status).to.equal('authorized');
      expect(bench.opener.last.closed).to.be.true;
    });
  });

  describe('who listens', () => {
    it('hears each change, and the result only when the cache is up to date', async () => {
      let upToDate!: () => void;
      const run = bench.begin({ onAuthorized: () => new Promise((resolve) => (upToDate = resolve)) });
      const phases: string[] = [];
      run.flow.subscribe(() => phases.push(run.flow.state.phase));
      await settled();
      expect(phases).to.deep.equal(['waiting']);
      bench.credentials.push(credential('new'));
      await bench.clock.pass(1_000);
      expect(run.outcomes).to.be.empty;
      expect(phases).to.deep.equal(['waiting']);
      upToDate();
      await settled();
      expect(phases).to.deep.equal(['waiting', 'settled']);
      await bench.endedWith(run, { status: 'authorized' });
      expect(phases).to.deep.equal(['waiting', 'settled']);
    });

    it('hears nothing once it has unsubscribed', async () => {
      const { flow } = bench.begin();
      let heard = 0;
      flow.subscribe(() => heard++)();
      await bench.clock.pass(5_000);
      flow.cancel();
      await settled();
      expect(heard).to.equal(0);
    });

    it('gets the same state until something changes', async () => {
      const { flow } = await bench.waiting();
      const { state } = flow;
      window.dispatchEvent(new Event('focus'));
      await bench.clock.pass(0);
      expect(flow.state.phase).to.equal('waiting');
      expect({ ...flow.state }).to.deep.equal({ ...state });
    });

    it('and throws does not end the flow, nor keep others from hearing', async () => {
      const seen: unknown[] = [];
      const { onerror } = window;
      const { error } = console;
      window.onerror = (event) => seen.push(event) > 0;
      console.error = () => undefined;
      const run = bench.begin();
      let heard = 0;
      const unsubscribe = run.flow.subscribe(() => {
        throw new Error('the listener fails');
      });
      run.flow.subscribe(() => heard++);
      await settled();
      unsubscribe();
      window.onerror = onerror;
      console.error = error;
      expect(run.flow.state.phase).to.equal('waiting');
      expect(heard).to.equal(1);
      expect(seen.join()).to.contain('the listener fails');
      expect(seen).to.have.length(1);
    });

    it('gets the result also when bringing the cache up to date fails', async () => {
      const run = await bench.waiting({ onAuthorized: () => Promise.reject(new Error('cache')) });
      bench.credentials.push(credential('new'));
      await bench.clock.pass(1_000);
      await bench.endedWith(run, { status: 'authorized' });
    });
  });
});
