import { expect } from '@open-wc/testing';
import { DatasourceError } from '../../src/api/errors.js';
import { settled } from './support/clock.js';
import { credential, FlowBench } from './support/flow-bench.js';

describe('AuthorizationFlow and the server', () => {
  let bench: FlowBench;
  /** When the list was read, by the clock. */
  let readAt: number[];
  /** Answers the read that waits, if reads are held. */
  let answer: (() => void) | null;
  let held: boolean;

  beforeEach(() => {
    bench = new FlowBench();
    bench.install();
    readAt = [];
    answer = null;
    held = false;
  });
  afterEach(() => bench.uninstall());

  const reading = {
    readCredentials: async () => {
      readAt.push(bench.clock.now);
      const seen = [...bench.credentials];
      if (held) await new Promise<void>((resolve) => (answer = resolve));
      return seen;
    },
  };

  it('looks 0, 1, 3 and 8 seconds after the window was closed (A5)', async () => {
    const run = await bench.waiting(reading);
    await bench.clock.pass(60_200);
    const before = readAt.length;
    bench.opener.last.close();
    await bench.clock.pass(9_900);
    expect(run.flow.state.phase).to.equal('waiting');
    const seen = readAt.slice(before);
    const closedAt = seen[0]!;
    expect(closedAt - 61_200).to.be.within(0, 300 + 1_000);
    for (const delay of [1_000, 3_000, 8_000])
      expect(seen.some((at) => Math.abs(at - closedAt - delay) <= 1_000)).to.be.true;
  });

  it('reads 60 times at most in 5 minutes, under a flood of every sign (H5, B2)', async () => {
    const run = await bench.waiting(reading, 'gone');
    const first = readAt.length;
    for (let second = 0; second < 299; second++) {
      for (let i = 0; i < 20; i++) {
        window.dispatchEvent(new Event('focus'));
        bench.message();
        bench.storage({ type: 'oauth_callback', error: `error ${i}` });
      }
      await bench.clock.pass(1_000);
    }
    expect(run.flow.state.phase).to.equal('waiting');
    await bench.clock.pass(3_000);
    await bench.endedWith(run, { status: 'failed' });
    const reads = readAt.slice(first);
    expect(reads.length).to.be.within(30, 60);
    const gaps = reads.slice(1).map((at, index) => at - reads[index]!);
    expect(Math.min(...gaps)).to.be.at.least(1_000);
  });

  it('reads whenever the user says that they have finished, also after that flood', async () => {
    const { flow } = await bench.waiting(reading);
    for (let second = 0; second < 60; second++) {
      window.dispatchEvent(new Event('focus'));
      await bench.clock.pass(1_000);
    }
    for (let i = 0; i < 20; i++) {
      const before = readAt.length;
      flow.confirm();
      await bench.clock.pass(1_000);
      expect(readAt.length).to.be.greaterThan(before);
      expect(flow.state).to.include({ phase: 'waiting', notFoundYet: true });
    }
  });

  it('takes the first report of the callback page for a reason to look, also after that flood', async () => {
    const run = await bench.waiting(reading, 'old');
    for (let second = 0; second < 60; second++) {
      window.dispatchEvent(new Event('focus'));
      await bench.clock.pass(1_000);
    }
    await bench.clock.pass(2_000);
    bench.message();
    await bench.clock.pass(0);
    await bench.endedWith(run, { status: 'authorized', confirmed: true });
  });

  it('says that it was not found only after a look that began when the user said so', async () => {
    const run = await bench.waiting(reading);
    held = true;
    await bench.clock.pass(1_000);
    run.flow.confirm();
    bench.credentials.push(credential('new'));
    held = false;
    answer!();
    await settled();
    expect(run.flow.state).to.include({ phase: 'waiting', userConfirmed: true, notFoundYet: false });
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'authorized' });
  });

  it('gives up only after a look that began when the time of grace was over', async () => {
    const run = await bench.waiting(reading);
    await bench.clock.pass(60_000);
    bench.opener.last.close();
    await bench.clock.pass(9_500);
    held = true;
    window.dispatchEvent(new Event('focus'));
    await bench.clock.pass(3_000);
    expect(run.flow.state).to.have.nested.property('lastChance.status', 'cancelled');
    bench.credentials.push(credential('new'));
    held = false;
    answer!();
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'authorized' });
  });

  it('gives up that look, too, when it never comes back', async () => {
    const run = await bench.waiting(reading);
    held = true;
    await bench.clock.pass(314_000);
    expect(run.flow.state.phase).to.equal('waiting');
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'failed' });
    expect(run.outcomes[0]).to.have.nested.property('error.code', 'expired');
  });

  it('gives up also when the page never says who is signed in', async () => {
    let asked = 0;
    const run = await bench.waiting({
      ...reading,
      readAccount: () => (asked++ === 0 ? Promise.resolve('anne') : new Promise(() => undefined)),
    });
    await bench.clock.pass(316_000);
    await bench.endedWith(run, { status: 'failed' });
  });

  it('the callback page says that it was refused: access_denied, after one more look', async () => {
    const run = await bench.waiting(reading);
    await bench.clock.pass(10_000);
    bench.message({ type: 'oauth_callback', success: false, error: 'access_denied' });
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'failed' });
    expect(run.outcomes[0]).to.have.nested.property('error.code', 'access_denied');
  });

  it('the session ends: that is the end, for nothing can be read any more', async () => {
    let ended = false;
    const run = await bench.waiting({
      readCredentials: () =>
        ended ? Promise.reject(new DatasourceError('session_expired', 'x')) : reading.readCredentials(),
    });
    ended = true;
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'failed' });
    expect(run.outcomes[0]).to.have.nested.property('error.code', 'session_expired');
  });

  describe('who is signed in (C7)', () => {
    for (const [before, after, what] of [
      ['anne', 'bob', 'somebody else: account_changed, though there is a new connection'],
      ['anne', 'anne', 'the same: authorized'],
      ['anne', null, 'not known any more: authorized'],
      [null, 'bob', 'not known before: authorized'],
      [null, null, 'never known: authorized'],
    ] as const)
      it(what, async () => {
        let account: string | null = before;
        const run = await bench.waiting({ ...reading, readAccount: () => Promise.resolve(account) });
        account = after;
        bench.credentials.push(credential('new'));
        await bench.clock.pass(1_000);
        if (what.startsWith('somebody')) {
          await bench.endedWith(run, { status: 'failed' });
          expect(run.outcomes[0]).to.have.nested.property('error.code', 'account_changed');
          expect(bench.asked).not.to.include('authorized');
        } else await bench.endedWith(run, { status: 'authorized' });
      });
  });
});
