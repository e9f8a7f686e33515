import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { ReadSchedule } from '../../src/authorization/read-schedule.js';
import { Clock, pretendVisibility, settled } from './support/clock.js';

describe('ReadSchedule', () => {
  let clock: Clock;
  let showAgain: () => void;
  let controller: AbortController;
  let startedAt: number[];
  /** How long each read takes. */
  let duration: number;
  let atOnce: number;
  let mostAtOnce: number;
  let schedule: ReadSchedule;

  beforeEach(() => {
    clock = new Clock();
    clock.install();
    showAgain = pretendVisibility('visible');
    controller = new AbortController();
    startedAt = [];
    duration = 0;
    atOnce = mostAtOnce = 0;
    schedule = new ReadSchedule(async () => {
      startedAt.push(clock.now);
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      if (duration) await new Promise<void>((resolve) => setTimeout(resolve, duration));
      atOnce--;
    });
    controller.signal.addEventListener('abort', () => schedule.stop());
  });

  afterEach(() => {
    controller.abort();
    showAgain();
    clock.uninstall();
  });

  const gaps = (): number[] => startedAt.slice(1).map((at, index) => at - startedAt[index]!);

  it('does nothing until it is started', async () => {
    schedule.request();
    schedule.request(true);
    await clock.pass(60_000);
    expect(startedAt).to.be.empty;
    expect(clock.pending).to.equal(0);
  });

  it('polls first after a second, then ever more slowly, up to every 10 seconds', async () => {
    schedule.start();
    await clock.pass(999);
    expect(startedAt).to.be.empty;
    await clock.pass(60_000);
    const rounded = gaps().map((gap) => Math.round(gap));
    expect(rounded.slice(0, 7)).to.deep.equal([1500, 2250, 3375, 5063, 7594, 10_000, 10_000]);
    expect(Math.max(...rounded)).to.equal(10_000);
  });

  it('polls for the 5 minutes that a server remembers a flow, and 40 times at most (H5)', async () => {
    schedule.start();
    await clock.pass(300_000);
    expect(startedAt.at(-1)).to.be.greaterThan(290_000);
    await clock.pass(3_600_000);
    expect(startedAt).to.have.length(40);
    expect(clock.pending).to.equal(0);
  });

  it('reads 60 times at most, however many signs there are, and polls on for 5 minutes all the same (H5)', async () => {
    schedule.start();
    for (let second = 0; second < 300; second++) {
      for (let i = 0; i < 20; i++) schedule.request();
      await clock.pass(1_000);
    }
    expect(startedAt.length).to.be.within(40, 60);
    expect(startedAt.at(-1)).to.be.greaterThan(290_000);
    const reads = startedAt.length;
    await clock.pass(3_600_000);
    for (let i = 0; i < 20; i++) schedule.request();
    await clock.pass(10_000);
    expect(startedAt.length).to.be.at.most(60);
    expect(startedAt.length).to.be.at.least(reads);
  });

  it('still reads on demand when there was everything else', async () => {
    schedule.start();
    for (let second = 0; second < 3_600; second++) {
      schedule.request();
      await clock.pass(1_000);
    }
    const reads = startedAt.length;
    for (let i = 1; i <= 5; i++) {
      schedule.request(true);
      await clock.pass(1_000);
      expect(startedAt).to.have.length(reads + i);
    }
  });

  it('still reads on demand during a read when there was every sign already', async () => {
    schedule.start();
    for (let second = 0; second < 60; second++) {
      schedule.request();
      await clock.pass(1_000);
    }
    duration = 5_000;
    schedule.request(true);
    await clock.pass(1_000);
    const reads = startedAt.length;
    schedule.request(true);
    schedule.request();
    await clock.pass(5_000);
    expect(startedAt).to.have.length(reads + 1);
  });

  it('still reads on request after the last poll', async () => {
    schedule.start();
    await clock.pass(3_600_000);
    const polls = startedAt.length;
    schedule.request();
    await clock.pass(1_000);
    expect(startedAt.length).to.equal(polls + 1);
  });

  it('reads at once on the first request', async () => {
    schedule.start();
    schedule.request();
    await clock.pass(0);
    expect(startedAt).to.have.length(1);
  });

  it('looks again 1, 3 and 8 seconds after a window was closed (A5)', async () => {
    schedule.start();
    await clock.pass(120_500);
    const before = startedAt.length;
    const closedAt = clock.now;
    schedule.request(true);
    schedule.afterClosing();
    await clock.pass(8_500);
    const after = startedAt.slice(before).map((at) => at - closedAt);
    expect(after).to.include.members([0, 1_000, 3_000, 8_000]);
  });

  it('reads at most once a second, however often it is asked (B2)', async () => {
    schedule.start();
    for (let i = 0; i < 5_000; i++) {
      schedule.request();
      if (i % 10 === 0) await clock.pass(10);
    }
    await clock.pass(2_000);
    expect(Math.min(...gaps())).to.be.at.least(1_000);
    expect(startedAt.length).to.be.within(5, 8);
  });

  it('never reads twice at a time, and reads once more for what was asked meanwhile', async () => {
    duration = 3_000;
    schedule.start();
    schedule.request();
    await clock.pass(100);
    for (let i = 0; i < 10; i++) schedule.request();
    await clock.pass(2_800);
    expect(startedAt).to.have.length(1);
    await clock.pass(200);
    expect(startedAt).to.have.length(2);
    expect(mostAtOnce).to.equal(1);
  });

  it('a request does not wait for the next poll', async () => {
    schedule.start();
    await clock.pass(40_000);
    const polls = startedAt.length;
    await clock.pass(1_500);
    schedule.request();
    await clock.pass(0);
    expect(startedAt.length).to.equal(polls + 1);
  });

  it('polls no more while the page is hidden, and goes on after a request', async () => {
    schedule.start();
    await clock.pass(1_000);
    pretendVisibility('hidden');
    await clock.pass(3_600_000);
    const whileHidden = startedAt.length;
    expect(whileHidden, 'one that was due, and no more').to.be.at.most(2);
    expect(clock.pending).to.equal(0);
    pretendVisibility('visible');
    schedule.request();
    await clock.pass(30_000);
    expect(startedAt.length).to.be.greaterThan(whileHidden + 2);
  });

  it('polls on when the page is shown again, also when there was every sign already (B6)', async () => {
    schedule.start();
    for (let second = 0; second < 60; second++) {
      schedule.request();
      await clock.pass(1_000);
    }
    pretendVisibility('hidden');
    await clock.pass(60_000);
    const reads = startedAt.length;
    expect(clock.pending).to.equal(0);
    pretendVisibility('visible');
    schedule.request();
    await clock.pass(30_000);
    expect(startedAt.length - reads).to.be.within(2, 3);
  });

  it('does not begin to poll while the page is hidden', async () => {
    pretendVisibility('hidden');
    schedule.start();
    await clock.pass(60_000);
    expect(startedAt).to.be.empty;
  });

  it('reads on request while the page is hidden', async () => {
    pretendVisibility('hidden');
    schedule.start();
    schedule.request();
    await clock.pass(0);
    expect(startedAt).to.have.length(1);
  });

  for (const when of ['before the first poll', 'between two polls', 'during a read'] as const)
    it(`stops when it is aborted ${when}, and leaves no timer`, async () => {
      if (when === 'during a read') duration = 5_000;
      schedule.start();
      await clock.pass(
        { 'before the first poll': 500, 'between two polls': 1_500, 'during a read': 1_500 }[when],
      );
      const reads = startedAt.length;
      schedule.request();
      schedule.afterClosing();
      controller.abort();
      schedule.request();
      schedule.request(true);
      await clock.pass(60_000);
      expect(startedAt.length).to.equal(reads);
      expect(clock.pending).to.equal(0);
    });

  it('goes on when it is started again, and keeps its distance', async () => {
    schedule.start();
    await clock.pass(1_500);
    schedule.stop();
    schedule.start();
    schedule.request();
    await clock.pass(0);
    expect(startedAt).to.have.length(1);
    await clock.pass(500);
    expect(startedAt).to.have.length(2);
    expect(gaps()).to.deep.equal([1_000]);
  });

  it('never reads twice at a time, also when it is started again during a read', async () => {
    duration = 30_000;
    schedule.start();
    await clock.pass(1_500);
    schedule.stop();
    schedule.start();
    schedule.request(true);
    await clock.pass(10_000);
    expect(startedAt).to.have.length(1);
    duration = 0;
    await clock.pass(21_000);
    expect(startedAt.length).to.be.greaterThan(1);
    expect(mostAtOnce).to.equal(1);
  });

  it('keeps all of this up in any order of events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2_500), fc.boolean(), fc.constantFrom(0, 10, 900, 4_000)), {
          maxLength: 25,
        }),
        async (steps) => {
          const stop = new AbortController();
          const at: number[] = [];
          let running = 0;
          let takes = 0;
          const subject = new ReadSchedule(async () => {
            expect(++running).to.equal(1);
            at.push(clock.now);
            if (takes) await new Promise<void>((resolve) => setTimeout(resolve, takes));
            running--;
          });
          stop.signal.addEventListener('abort', () => subject.stop());
          subject.start();
          for (const [pause, ask, time] of steps) {
            takes = time;
            if (ask) subject.request();
            await clock.pass(pause);
          }
          subject.request();
          const before = at.length;
          await clock.pass(10_000);
          expect(at.length, 'a request is answered').to.be.greaterThan(before);
          for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).to.be.at.least(1_000);
          stop.abort();
          await clock.pass(20_000);
        },
      ),
      { numRuns: 60 },
    );
    await settled();
  });
});
