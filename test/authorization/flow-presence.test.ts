import { expect } from '@open-wc/testing';
import { LeakCounter } from '../support/leaks.js';
import { settled } from './support/clock.js';
import { credential, FlowBench, REF, SERVER, URL_TEXT } from './support/flow-bench.js';

const NOTHING = { listeners: [], timers: 0, channels: 0 };

describe('AuthorizationFlow, when nobody on the page shows it (A14)', () => {
  let bench: FlowBench;
  let leaks: LeakCounter;

  beforeEach(() => {
    bench = new FlowBench();
    bench.install();
    leaks = new LeakCounter();
  });
  afterEach(() => {
    leaks.restore();
    bench.uninstall();
  });

  /** It listens to nothing, waits for nothing and asks for nothing, whatever happens. */
  async function isSilent(): Promise<void> {
    expect(leaks.leftovers).to.deep.equal(NOTHING);
    expect(bench.clock.pending, 'timers').to.equal(0);
    expect(localStorage.length, 'claims').to.equal(0);
    const asked = bench.asked.length;
    bench.signs();
    await bench.clock.pass(60_000);
    expect(bench.asked.length, 'requests').to.equal(asked);
    expect(leaks.leftovers).to.deep.equal(NOTHING);
  }

  it('while the address is fetched: it falls silent, but the window gets its address', async () => {
    let answer!: (address: string) => void;
    const { flow, outcomes } = bench.begin({
      getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)),
    });
    await settled();
    flow.unmount();
    await isSilent();
    answer(URL_TEXT);
    await settled();
    expect(flow.state).to.include({ phase: 'waiting', paused: true });
    expect(bench.opener.last.visited).to.deep.equal([URL_TEXT]);
    await isSilent();
    expect(outcomes).to.be.empty;
  });

  it('while the address is fetched: what fails ends it', async () => {
    let fail!: (error: Error) => void;
    const run = bench.begin({ getAuthorizationUrl: () => new Promise((_, reject) => (fail = reject)) });
    await settled();
    run.flow.unmount();
    fail(new Error('No.'));
    await bench.endedWith(run, { status: 'failed' });
    expect(bench.opener.last.closed).to.be.true;
  });

  it('while the user is away: it falls silent, and the window stays (A14)', async () => {
    const { flow, outcomes } = await bench.waiting();
    await bench.clock.pass(5_000);
    flow.unmount();
    expect(bench.opener.last.closed).to.be.false;
    bench.credentials.push(credential('new'));
    await isSilent();
    expect(outcomes).to.be.empty;
  });

  it('during a read: what it brings is not heard', async () => {
    let hold: (() => void) | null = null;
    let given: AbortSignal | undefined;
    let slow = false;
    const run = await bench.waiting({
      readCredentials: async (signal) => {
        given = signal;
        if (slow) await new Promise<void>((resolve) => (hold = resolve));
        return [...bench.credentials];
      },
    });
    slow = true;
    bench.credentials.push(credential('new'));
    await bench.clock.pass(1_000);
    run.flow.unmount();
    expect(given!.aborted).to.be.true;
    hold!();
    await isSilent();
    expect(run.outcomes).to.be.empty;
    slow = false;
    run.flow.remount();
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'authorized' });
  });

  it('while a closed window is given time: the time begins anew when it is shown again', async () => {
    const run = await bench.waiting();
    bench.opener.last.close();
    await bench.clock.pass(8_000);
    run.flow.unmount();
    await isSilent();
    run.flow.remount();
    await bench.clock.pass(9_000);
    expect(run.flow.state).to.include({ phase: 'waiting', windowClosed: true });
    await bench.clock.pass(3_000);
    await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
  });

  it('after the return from a redirect: the time begins anew when it is shown again', async () => {
    const record = {
      server: SERVER,
      owner: 'a1',
      ref: REF,
      before: ['old'],
      account: null,
      startedAt: Date.now(),
      returnTo: location.href,
    };
    const run = await bench.waiting({}, undefined, record);
    await bench.clock.pass(5_000);
    run.flow.unmount();
    await isSilent();
    run.flow.remount();
    await bench.clock.pass(9_000);
    expect(run.flow.state.phase).to.equal('waiting');
    await bench.clock.pass(3_000);
    await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
  });

  it('and then shows it again: it reads at once, and goes on', async () => {
    const run = await bench.waiting();
    await bench.clock.pass(5_000);
    run.flow.unmount();
    await bench.clock.pass(60_000);
    const reads = bench.reads;
    run.flow.remount();
    await bench.clock.pass(0);
    expect(bench.reads).to.equal(reads + 1);
    await bench.clock.pass(30_000);
    expect(bench.reads).to.be.greaterThan(reads + 2);
    bench.credentials.push(credential('new'));
    await bench.clock.pass(10_000);
    await bench.endedWith(run, { status: 'authorized' });
  });

  it('shows it again after the user has finished: authorized', async () => {
    const run = await bench.waiting();
    run.flow.unmount();
    bench.credentials.push(credential('new'));
    await bench.clock.pass(60_000);
    run.flow.remount();
    await bench.clock.pass(0);
    await bench.endedWith(run, { status: 'authorized', confirmed: true });
  });

  it('the deadline counts meanwhile, and a success that the last look finds still counts', async () => {
    const late = await bench.waiting();
    late.flow.unmount();
    await bench.clock.pass(400_000);
    expect(late.flow.state.phase).to.equal('waiting');
    late.flow.remount();
    await bench.clock.pass(1_000);
    await bench.endedWith(late, { status: 'failed' });
    expect(late.outcomes[0]).to.have.nested.property('error.code', 'expired');

    const found = await bench.waiting();
    found.flow.unmount();
    await bench.clock.pass(400_000);
    bench.credentials.push(credential('new'));
    found.flow.remount();
    await bench.clock.pass(1_000);
    await bench.endedWith(found, { status: 'authorized' });
  });

  it('the deadline is the one of the beginning, not of the return', async () => {
    const run = await bench.waiting();
    await bench.clock.pass(100_000);
    run.flow.unmount();
    await bench.clock.pass(100_000);
    run.flow.remount();
    await bench.clock.pass(99_000);
    expect(run.flow.state.phase).to.equal('waiting');
    await bench.clock.pass(3_000);
    await bench.endedWith(run, { status: 'failed' });
  });

  it('a cancellation ends it all the same, and closes the window', async () => {
    const run = await bench.waiting();
    run.flow.unmount();
    run.flow.cancel();
    expect(bench.opener.last.closed).to.be.true;
    await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
  });

  it('who asks for the window, or says that they have finished, shows it again', async () => {
    const { flow } = await bench.waiting();
    bench.opener.last.close();
    flow.unmount();
    flow.reopen();
    expect(flow.state).to.include({ phase: 'waiting', paused: false });
    expect(bench.opener.last.visited).to.deep.equal([URL_TEXT]);
    flow.unmount();
    const reads = bench.reads;
    flow.confirm();
    expect(flow.state).to.include({ paused: false, userConfirmed: true });
    await bench.clock.pass(1_000);
    expect(bench.reads).to.be.greaterThan(reads);
  });

  it('goes to and fro: one set of listeners, one channel, and no more reads than one a second', async () => {
    const { flow } = await bench.waiting();
    const before = leaks.leftovers;
    const reads = bench.reads;
    for (let i = 0; i < 50; i++) {
      flow.unmount();
      flow.unmount();
      flow.remount();
      flow.remount();
    }
    expect(leaks.leftovers).to.deep.equal(before);
    await bench.clock.pass(3_000);
    expect(bench.reads - reads).to.be.at.most(4);
  });
});
