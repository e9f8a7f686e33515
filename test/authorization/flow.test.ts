import { expect } from '@open-wc/testing';
import { DatasourceError } from '../../src/api/errors.js';
import type { DatasourceCredential } from '../../src/api/types.js';
import { AuthorizationFlow, type FlowEnvironment } from '../../src/authorization/flow.js';
import type { AuthorizationOutcome } from '../../src/authorization/outcome.js';
import { Clock, pretendFocus, pretendVisibility, settled } from './support/clock.js';
import { FakeOpener } from './support/fake-popup.js';

const REF = { pluginId: 'acme/plugin', provider: 'source' };
const URL_TEXT = 'https://idp.example/authorize?client_id=x';

const credential = (id: string): DatasourceCredential => ({
  id,
  type: 'oauth2',
  name: id,
  is_default: false,
  avatar_url: null,
  credential: {},
});

describe('AuthorizationFlow', () => {
  let clock: Clock;
  let opener: FakeOpener;
  let restore: (() => void)[];
  let flows: AuthorizationFlow[];
  /** What the server has. */
  let credentials: DatasourceCredential[];
  /** What the flow asked its surroundings for, in order. */
  let asked: string[];

  beforeEach(() => {
    clock = new Clock();
    clock.install();
    opener = new FakeOpener();
    opener.install();
    restore = [pretendVisibility('visible'), pretendFocus(true)];
    credentials = [credential('old')];
    asked = [];
    flows = [];
  });

  afterEach(() => {
    for (const flow of flows) flow.cancel();
    for (const undo of restore) undo();
    opener.uninstall();
    clock.uninstall();
  });

  interface Run {
    flow: AuthorizationFlow;
    /** Every outcome that was given out. */
    outcomes: AuthorizationOutcome[];
  }

  function begin(overrides: Partial<FlowEnvironment> = {}, credentialId?: string): Run {
    const flow = new AuthorizationFlow(REF, credentialId, {
      readCredentials: () => {
        asked.push('credentials');
        return Promise.resolve([...credentials]);
      },
      getAuthorizationUrl: () => {
        asked.push('url');
        return Promise.resolve(URL_TEXT);
      },
      onAuthorized: () => {
        asked.push('authorized');
        return Promise.resolve();
      },
      origins: new Set([location.origin]),
      openingText: 'Opening…',
      ...overrides,
    });
    flows.push(flow);
    const outcomes: AuthorizationOutcome[] = [];
    void flow.result.then((outcome) => outcomes.push(outcome));
    return { flow, outcomes };
  }

  async function waiting(overrides: Partial<FlowEnvironment> = {}, credentialId?: string): Promise<Run> {
    const run = begin(overrides, credentialId);
    await settled();
    expect(run.flow.state.phase).to.equal('waiting');
    return run;
  }

  const reads = (): number => asked.filter((what) => what === 'credentials').length;
  const callback = (): boolean =>
    window.dispatchEvent(
      new MessageEvent('message', {
        data: { type: 'oauth_callback' },
        origin: location.origin,
        // A fake window cannot be a message's source, so its answer is replaced by the page's own.
        source: window,
      }),
    );

  /** It has ended with this, once, and left nothing behind. */
  async function endedWith({ flow, outcomes }: Run, expected: object): Promise<void> {
    await settled();
    expect(outcomes).to.have.length(1);
    expect(outcomes[0]).to.deep.include(expected);
    expect(flow.state.phase).to.equal('settled');
    expect(clock.pending, 'timers').to.equal(0);
    const before = asked.length;
    for (const type of ['focus', 'pageshow', 'online']) window.dispatchEvent(new Event(type));
    callback();
    flow.cancel();
    flow.confirm();
    flow.reopen();
    await clock.pass(600_000);
    expect(asked.length, 'requests after the end').to.equal(before);
    expect(outcomes).to.have.length(1);
    expect(clock.pending, 'timers, later').to.equal(0);
  }

  describe('the start', () => {
    it('opens a blank window at once, before anything is asked for (A2)', async () => {
      begin();
      expect(opener.calls).to.have.length(1);
      expect(opener.calls[0]![0]).to.equal('about:blank');
      expect(asked).to.be.empty;
      expect(opener.last.document.body.textContent).to.equal('Opening…');
      await settled();
      expect(opener.last.visited).to.deep.equal([URL_TEXT]);
    });

    it('names each window so that nobody can guess it, and keeps the tie to it (A3, A12)', () => {
      begin();
      begin();
      const [first, second] = opener.calls.map(([, name]) => String(name));
      expect(first).to.match(/^datasource-[0-9a-f]{32}$/);
      expect(first).not.to.equal(second);
      for (const [, , features] of opener.calls) expect(features).not.to.match(/noopener|noreferrer/);
    });

    it('prepares first, then notes what there is, and navigates last', async () => {
      await waiting({
        prepare: () => {
          asked.push('prepare');
          return Promise.resolve();
        },
      });
      expect(asked[0]).to.equal('prepare');
      expect(asked.slice(1)).to.have.members(['credentials', 'url']);
      expect(opener.last.visited).to.have.length(1);
    });

    it('a window that is blocked ends it, and the server is not asked (A1)', async () => {
      opener.blocked = true;
      const run = begin({ prepare: () => Promise.reject(new Error('never')) });
      expect(run.flow.state.phase).to.equal('settled');
      await endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'popup_blocked');
      expect(asked).to.be.empty;
    });

    it('a window that is closed as soon as it opens counts as blocked', async () => {
      const open = window.open;
      window.open = (...args) => {
        const popup = open.call(window, ...args)!;
        popup.close();
        return popup;
      };
      const run = begin();
      await endedWith(run, { status: 'failed' });
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
        const run = begin(environment);
        await settled();
        expect(opener.last.closed).to.be.true;
        expect(opener.last.visited).to.be.empty;
        expect(run.outcomes[0]).to.have.nested.property('error.message', 'No.');
        await endedWith(run, { status: 'failed' });
      });

    for (const address of ['javascript:alert(1)', 'http://idp.example/', 'https://a@idp.example/', '/x', ''])
      it(`the address ${JSON.stringify(address)} is not opened (C3)`, async () => {
        const run = begin({ getAuthorizationUrl: () => Promise.resolve(address) });
        await settled();
        expect(opener.last.visited).to.be.empty;
        expect(opener.last.closed).to.be.true;
        expect(run.outcomes[0]).to.have.nested.property('error.code', 'unsafe_url');
        await endedWith(run, { status: 'failed' });
      });

    it('the window closed meanwhile: it is cancelled, what is under way is given up, no timer is left', async () => {
      let given: AbortSignal | undefined;
      const run = begin({
        getAuthorizationUrl: (signal) => ((given = signal), new Promise(() => undefined)),
      });
      opener.last.close();
      await clock.pass(300);
      expect(given!.aborted).to.be.true;
      await endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('cancelled meanwhile: the window closes, and an address that arrives later is not opened', async () => {
      let answer!: (address: string) => void;
      const run = begin({ getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)) });
      await settled();
      run.flow.cancel();
      answer(URL_TEXT);
      await settled();
      expect(opener.last.closed).to.be.true;
      expect(opener.last.visited).to.be.empty;
      await endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('cancelled while it prepares: the server is not asked for an address, which would spoil another flow', async () => {
      let prepared!: () => void;
      const run = begin({ prepare: () => new Promise((resolve) => (prepared = resolve)) });
      run.flow.cancel();
      prepared();
      await settled();
      expect(asked).to.be.empty;
      await endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('reopened meanwhile: the new window gets the address', async () => {
      let answer!: (address: string) => void;
      const { flow } = begin({ getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)) });
      await settled();
      opener.last.close();
      flow.reopen();
      answer(URL_TEXT);
      await settled();
      expect(opener.popups.map(({ visited }) => visited.length)).to.deep.equal([0, 1]);
    });

    it('that never comes to an end is ended by the deadline', async () => {
      const run = begin({ prepare: () => new Promise(() => undefined) });
      await clock.pass(300_000);
      expect(opener.last.closed).to.be.true;
      await endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'expired');
    });
  });

  describe('while the user is away', () => {
    it('a new connection that a poll finds ends it, and the window closes', async () => {
      const run = await waiting();
      await clock.pass(20_000);
      expect(run.outcomes).to.be.empty;
      credentials.push(credential('new'));
      await clock.pass(10_000);
      expect(opener.last.closed).to.be.true;
      expect(asked.at(-1)).to.equal('authorized');
      await endedWith(run, {
        status: 'authorized',
        credential: credential('new'),
        reauthorized: false,
        confirmed: true,
      });
    });

    for (const type of ['focus', 'pageshow', 'online'])
      it(`${type}: it looks at once`, async () => {
        await waiting();
        await clock.pass(30_000);
        const before = reads();
        await clock.pass(1_000);
        window.dispatchEvent(new Event(type));
        await clock.pass(0);
        expect(reads()).to.be.within(before + 1, before + 2);
      });

    it('a read that fails ends nothing (D9)', async () => {
      let broken = false;
      const run = await waiting({
        readCredentials: () =>
          broken ? Promise.reject(new DatasourceError('network', 'x')) : Promise.resolve([...credentials]),
      });
      broken = true;
      await clock.pass(60_000);
      expect(run.flow.state.phase).to.equal('waiting');
      credentials.push(credential('new'));
      broken = false;
      await clock.pass(10_000);
      await endedWith(run, { status: 'authorized' });
    });

    it('"I have finished" without a new connection says so, and it goes on', async () => {
      const { flow } = await waiting();
      await clock.pass(2_000);
      flow.confirm();
      expect(flow.state).to.include({ userConfirmed: true });
      await clock.pass(1_000);
      expect(flow.state).to.include({ phase: 'waiting', userConfirmed: false, notFoundYet: true });
    });

    it('a connection that is authorized again ends on the user’s word, unconfirmed', async () => {
      const run = await waiting({}, 'old');
      await clock.pass(30_000);
      expect(run.outcomes).to.be.empty;
      run.flow.confirm();
      await clock.pass(1_000);
      await endedWith(run, {
        status: 'authorized',
        credential: credential('old'),
        reauthorized: true,
        confirmed: false,
      });
    });

    it('cancel closes the window', async () => {
      const run = await waiting();
      run.flow.cancel();
      expect(opener.last.closed).to.be.true;
      await endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('a window that throws at every touch changes nothing', async () => {
      const run = await waiting();
      const popup = opener.last;
      const fail = (): never => {
        throw new DOMException('cross-origin', 'SecurityError');
      };
      popup.focus = popup.close = fail;
      run.flow.reopen();
      run.flow.cancel();
      await endedWith(run, { status: 'cancelled', reason: 'user' });
    });
  });

  describe('a window that is closed, or only looks so', () => {
    it('is no end by itself: it looks at once, and success within the time of grace counts (A8)', async () => {
      const run = await waiting();
      await clock.pass(5_000);
      const before = reads();
      opener.last.close();
      await clock.pass(1_300);
      expect(reads()).to.be.greaterThan(before);
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      await clock.pass(5_000);
      credentials.push(credential('new'));
      await clock.pass(4_000);
      await endedWith(run, { status: 'authorized' });
    });

    it('ends it after 10 seconds that the user is back on the page, after one last look', async () => {
      const run = await waiting();
      await clock.pass(1_500);
      opener.last.close();
      await clock.pass(9_000);
      expect(run.flow.state.phase).to.equal('waiting');
      const before = reads();
      await clock.pass(3_000);
      expect(reads()).to.be.greaterThan(before);
      await endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('a connection that only the last look finds still counts', async () => {
      const run = await waiting();
      opener.last.close();
      await clock.pass(10_250);
      credentials.push(credential('new'));
      await clock.pass(3_000);
      await endedWith(run, { status: 'authorized' });
    });

    it('ends nothing while the user is elsewhere: a page with COOP looks closed too (A6)', async () => {
      const run = await waiting();
      pretendFocus(false);
      opener.last.closed = true;
      await clock.pass(120_000);
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      pretendFocus(true);
      credentials.push(credential('new'));
      await clock.pass(11_000);
      await endedWith(run, { status: 'authorized' });
    });

    it('the last look that fails is made up for by the next one', async () => {
      let broken = false;
      const run = await waiting({
        readCredentials: () =>
          broken ? Promise.reject(new DatasourceError('network', 'x')) : Promise.resolve([...credentials]),
      });
      opener.last.close();
      broken = true;
      await clock.pass(20_000);
      expect(run.flow.state.phase).to.equal('waiting');
      broken = false;
      await clock.pass(11_000);
      await endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('reopened: the time of grace is over, and the same address is shown', async () => {
      const { flow } = await waiting();
      opener.last.close();
      await clock.pass(5_000);
      flow.reopen();
      expect(opener.popups).to.have.length(2);
      expect(opener.last.visited).to.deep.equal([URL_TEXT]);
      expect(flow.state).to.include({ phase: 'waiting', windowClosed: false });
      await clock.pass(60_000);
      expect(flow.state.phase).to.equal('waiting');
      opener.last.close();
      await clock.pass(13_000);
      expect(flow.state).to.deep.include({ phase: 'settled' });
    });

    it('reopening is blocked: it goes on as before', async () => {
      const run = await waiting();
      opener.last.close();
      await clock.pass(2_000);
      opener.blocked = true;
      run.flow.reopen();
      expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
      await clock.pass(13_000);
      await endedWith(run, { status: 'cancelled', reason: 'window_closed' });
    });

    it('reopen brings a window that is open to the front, and opens no second one (A10)', async () => {
      const { flow } = await waiting();
      for (let i = 0; i < 50; i++) flow.reopen();
      expect(opener.popups).to.have.length(1);
      expect(opener.last.focused).to.equal(50);
      expect(opener.last.visited).to.have.length(1);
    });
  });

  describe('the deadline (A9)', () => {
    it('ends it after 5 minutes, after one last look, and closes the window', async () => {
      const run = await waiting();
      await clock.pass(299_000);
      expect(run.flow.state.phase).to.equal('waiting');
      await clock.pass(3_000);
      expect(opener.last.closed).to.be.true;
      await endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'expired');
    });

    it('a success that only the last look finds still counts', async () => {
      const run = await waiting();
      await clock.pass(299_990);
      credentials.push(credential('new'));
      await clock.pass(2_000);
      await endedWith(run, { status: 'authorized' });
    });

    it('holds also when the window is reopened in the middle of the last look', async () => {
      let hold: (() => void) | null = null;
      let slow = false;
      const run = await waiting({
        readCredentials: async () => {
          if (slow) await new Promise<void>((resolve) => (hold = resolve));
          return [...credentials];
        },
      });
      await clock.pass(290_000);
      opener.last.closed = true;
      slow = true;
      await clock.pass(10_500);
      expect(hold).not.to.equal(null);
      run.flow.reopen();
      slow = false;
      hold!();
      await clock.pass(2_000);
      await endedWith(run, { status: 'failed' });
      expect(opener.last.closed).to.be.true;
    });
  });

  describe('who listens', () => {
    it('hears each change, and the result only when the cache is up to date', async () => {
      let upToDate!: () => void;
      const run = begin({ onAuthorized: () => new Promise((resolve) => (upToDate = resolve)) });
      const phases: string[] = [];
      run.flow.subscribe(() => phases.push(run.flow.state.phase));
      await settled();
      expect(phases).to.deep.equal(['waiting']);
      credentials.push(credential('new'));
      await clock.pass(1_000);
      expect(run.outcomes).to.be.empty;
      expect(phases).to.deep.equal(['waiting']);
      upToDate();
      await settled();
      expect(phases).to.deep.equal(['waiting', 'settled']);
      await endedWith(run, { status: 'authorized' });
      expect(phases).to.deep.equal(['waiting', 'settled']);
    });

    it('hears nothing once it has unsubscribed', async () => {
      const { flow } = begin();
      let heard = 0;
      flow.subscribe(() => heard++)();
      await clock.pass(5_000);
      flow.cancel();
      await settled();
      expect(heard).to.equal(0);
    });

    it('gets the same state until something changes', async () => {
      const { flow } = await waiting();
      const { state } = flow;
      window.dispatchEvent(new Event('focus'));
      await clock.pass(0);
      expect(flow.state.phase).to.equal('waiting');
      expect({ ...flow.state }).to.deep.equal({ ...state });
    });

    it('and throws does not end the flow, nor keep others from hearing', async () => {
      const seen: unknown[] = [];
      const { onerror } = window;
      const { error } = console;
      window.onerror = (event) => seen.push(event) > 0;
      console.error = () => undefined;
      const run = begin();
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
      const run = await waiting({ onAuthorized: () => Promise.reject(new Error('cache')) });
      credentials.push(credential('new'));
      await clock.pass(1_000);
      await endedWith(run, { status: 'authorized' });
    });
  });
});
