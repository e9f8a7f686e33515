import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import type { DatasourceCredential } from '../../src/api/types.js';
import type { AuthorizationOutcome } from '../../src/authorization/outcome.js';
import { Clock, pretendFocus, pretendVisibility, promisesSettled } from './support/clock.js';
import { credential, FlowBench, SERVER, URL_TEXT } from './support/flow-bench.js';

const RUNS = 2_000;
const DENIED = { type: 'oauth_callback', success: false, error: 'access_denied' };

/** What may happen to a flow, in the order in which a test makes it happen. */
const STEPS = [
  ...[
    'focus',
    'message',
    'denied',
    'stored',
    'stored-denied',
    'close',
    'reopen',
    'confirm',
    'unmount',
    'remount',
  ],
  ...['hide', 'show', 'blur', 'back', 'connect', 'break', 'mend', 'slow', 'fast', 'cancel', 'taken'],
] as const;
type Step = (typeof STEPS)[number];

/** Those that end it are rarer than those that might. */
const anyStep = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...STEPS.slice(0, -2)) },
  { weight: 1, arbitrary: fc.constantFrom<Step>('cancel', 'taken') },
);
const anyPause = fc.oneof(
  fc.constantFrom(0, 1, 300, 999, 1_000, 3_000, 10_000),
  fc.nat(2_500),
  fc.nat(30_000),
);
const plans = fc.record({
  steps: fc.array(fc.tuple(anyPause, anyStep), { maxLength: 18 }),
  /** How long the address takes. */
  fetching: fc.constantFrom(0, 0, 0, 400, 5_000),
  again: fc.boolean(),
  /** Most of them are not waited for until the deadline: that takes long. */
  patient: fc.nat(7).map((chance) => chance === 0),
});

interface Read {
  readonly began: number;
  readonly showsNew: boolean;
  ended?: number;
  failed?: boolean;
}

/** One flow, and what really happened. */
class History {
  readonly bench = new FlowBench(new Clock(promisesSettled));
  readonly reads: Read[] = [];
  readonly counts = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Step, number>;
  readonly outcomes: AuthorizationOutcome[] = [];
  readonly visited: string[] = [];
  connectedAt = Infinity;
  endedAt = Infinity;
  lastClosedAt = -Infinity;
  shown = true;
  #broken = false;
  #latency = 0;

  readonly read = async (): Promise<readonly DatasourceCredential[]> => {
    const { clock, credentials } = this.bench;
    const seen = [...credentials];
    const read: Read = { began: clock.now, showsNew: seen.length > 1 };
    this.reads.push(read);
    if (this.#latency) await new Promise((resolve) => setTimeout(resolve, this.#latency));
    read.ended = clock.now;
    if (!this.#broken) return seen;
    read.failed = true;
    throw new DatasourceError('network', 'offline');
  };

  run(
    step: Step,
    flow: { [action in 'reopen' | 'confirm' | 'unmount' | 'remount' | 'cancel']: () => void },
  ): void {
    const { bench } = this;
    this.counts[step]++;
    switch (step) {
      case 'focus':
        return void window.dispatchEvent(new Event('focus'));
      case 'message':
        return bench.message();
      case 'denied':
        return bench.message(DENIED);
      case 'stored':
        return bench.storage();
      case 'stored-denied':
        return bench.storage(DENIED);
      case 'close':
        if (!bench.opener.last.closed) this.lastClosedAt = bench.clock.now;
        return bench.opener.last.close();
      case 'unmount':
        this.shown = false;
        return flow.unmount();
      case 'remount':
      case 'reopen':
      case 'confirm':
        this.shown = true;
        return flow[step]();
      case 'cancel':
        return flow.cancel();
      case 'hide':
      case 'show':
        pretendVisibility(step === 'show' ? 'visible' : 'hidden');
        return void document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      case 'blur':
      case 'back':
        return void pretendFocus(step === 'back');
      case 'connect':
        if (this.connectedAt === Infinity) {
          bench.credentials.push(credential('new'));
          this.connectedAt = bench.clock.now;
        }
        return;
      case 'break':
      case 'mend':
        this.#broken = step === 'break';
        return;
      case 'slow':
      case 'fast':
        this.#latency = step === 'slow' ? 4_000 : 0;
        return;
      case 'taken': {
        const key = `datasource-elements:claim:${SERVER}`;
        const until = Date.now() + 15_000;
        localStorage.setItem(key, JSON.stringify({ owner: 'another', source: 'x', until }));
        return void window.dispatchEvent(new StorageEvent('storage', { key }));
      }
    }
  }
}

/** What must hold of every flow, whatever happened to it. */
function judge(history: History, again: boolean, startedAt: number): void {
  const { outcomes, reads, counts, bench, endedAt } = history;
  const [outcome] = outcomes;
  if (outcomes.length !== 1 || !outcome) throw new Error(`${outcomes.length} outcomes`);
  const check = (holds: boolean, rule: string): void => {
    if (!holds) throw new Error(`${rule}: ${JSON.stringify(outcome)}`);
  };

  // The reads.
  const later = reads.slice(1);
  later.slice(1).forEach((read, index) => {
    const before = later[index]!;
    check(read.began - before.began >= 1_000, 'at most one read a second');
    check((before.ended ?? Infinity) <= read.began, 'never two reads at a time');
  });
  const demands = counts.confirm + counts.remount + counts.reopen + 4 * (counts.close + counts.reopen) + 6;
  check(later.length <= 60 + demands, 'no more than 60 reads but for those that were demanded');
  check(!reads.some(({ began }) => began > endedAt), 'no read after the end');

  // The end.
  const lastRead = later.findLast(({ failed, ended }) => !failed && (ended ?? Infinity) <= endedAt);
  const failed = outcome.status === 'failed' ? outcome.error.code : null;
  const proofSeen = lastRead?.showsNew ?? false;
  if (outcome.status === 'authorized') {
    check(outcome.reauthorized === again, 'what was asked for');
    if (again) {
      check(outcome.credential.id === 'old', 'the connection that was asked for');
      check(counts.message + counts.stored + counts.confirm > 0, 'a report or the user’s word');
      check(outcome.confirmed ? counts.message + counts.stored > 0 : counts.confirm > 0, 'confirmed or not');
    } else {
      check(outcome.credential.id === 'new' && outcome.confirmed && proofSeen, 'the list is the proof');
    }
  } else if (!again) {
    const given = outcome.status === 'cancelled' && outcome.reason !== 'window_closed';
    check(given || !proofSeen, 'a success that was seen is never given up');
  }
  if (outcome.status === 'cancelled') {
    if (outcome.reason === 'user') check(counts.cancel > 0, 'the user gave up');
    if (outcome.reason === 'taken_over') check(counts.taken > 0, 'somebody took over');
    if (outcome.reason === 'window_closed') {
      check(counts.close > 0, 'a window was closed');
      // Unless it was closed before there was anything in it.
      const decisive = bench.opener.popups.some(({ visited }) => visited.length > 0) ? lastRead : undefined;
      check(
        !decisive || decisive.began >= history.lastClosedAt + 9_000,
        'the last look began when the time of grace was over',
      );
    }
  }
  if (failed === 'expired') check(endedAt - startedAt >= 300_000, 'time was up');
  if (failed === 'access_denied') check(counts.denied + counts['stored-denied'] > 0, 'somebody said so');
  if (failed === 'network') check(counts.break > 0, 'the server could not be reached');

  // What is left.
  const elsewhere = bench.opener.popups.flatMap(({ visited }) => visited).filter((text) => text !== URL_TEXT);
  check(elsewhere.length === 0, 'no other address');
  check(
    bench.opener.popups.every(({ visited }) => visited.length <= 1),
    'each window goes there once',
  );
  check(bench.opener.last.closed, 'the window is closed');
  check(bench.clock.pending === 0, 'no timer');
}

describe('AuthorizationFlow, whatever happens in whatever order (B7)', () => {
  it(`${RUNS.toLocaleString('en')} courses of events: one outcome, the right one, and nothing is left`, async function () {
    this.timeout(110_000);
    const ends: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(plans, async ({ steps, fetching, again, patient }) => {
        const history = new History();
        const { bench } = history;
        bench.install();
        try {
          const startedAt = bench.clock.now;
          const { flow } = bench.begin(
            {
              readCredentials: history.read,
              getAuthorizationUrl: async () => {
                if (fetching) await new Promise((resolve) => setTimeout(resolve, fetching));
                return URL_TEXT;
              },
            },
            again ? 'old' : undefined,
          );
          void flow.result.then((outcome) => {
            history.outcomes.push(outcome);
            history.endedAt = bench.clock.now;
          });
          for (const [pause, step] of steps) {
            await bench.clock.pass(pause);
            if (history.outcomes.length) break;
            history.run(step, flow);
          }
          flow.remount();
          if (patient) await bench.clock.pass(320_000 - (bench.clock.now - startedAt));
          else history.run('cancel', flow);
          await promisesSettled();
          bench.signs();
          await bench.clock.pass(20_000);
          judge(history, again, startedAt);
          const [outcome] = history.outcomes;
          const end =
            outcome?.status === 'failed'
              ? outcome.error.code
              : outcome?.status === 'cancelled'
                ? outcome.reason
                : outcome?.status;
          ends[end!] = (ends[end!] ?? 0) + 1;
        } finally {
          bench.uninstall();
        }
      }),
      { numRuns: RUNS, includeErrorInReport: true },
    );
    // Else it would show less than it says.
    expect(Object.keys(ends)).to.include.members([
      ...['authorized', 'user', 'taken_over', 'window_closed', 'expired', 'access_denied'],
    ]);
  });
});
