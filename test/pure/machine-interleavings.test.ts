import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import { INITIAL_STATE, type FlowEvent, type FlowState } from '../../src/authorization/flow-state.js';
import { transition } from '../../src/authorization/machine.js';
import {
  BLOCKED,
  CANCEL,
  CHANNEL,
  CLOSED,
  CONFIRM,
  credential,
  DEADLINE,
  FAILED,
  FOCUS,
  GRACE_OVER,
  KEY,
  MESSAGE,
  nameOf,
  NEW,
  OLD,
  OPENED,
  outdatedRead,
  OVERDUE,
  read,
  readFailed,
  REFUSED,
  REFUSED_BY_CHANNEL,
  REMOUNT,
  show,
  states,
  TAKEN_OVER,
  UNMOUNT,
  URL_KNOWN,
} from './support/flow-events.js';

const lists = fc.subarray([OLD, NEW, KEY, credential('newer')]);
const anyRead = fc.oneof(
  lists.map((list) => read(...list)),
  lists.map((list) => outdatedRead(...list)),
);
const SIGNED_OUT = new DatasourceError('session_expired', 'Sign in again.');
const ENDS = [CANCEL, TAKEN_OVER, FAILED, readFailed(SIGNED_OUT)];
const SIGNS = [
  FOCUS,
  MESSAGE,
  REFUSED,
  CHANNEL,
  REFUSED_BY_CHANNEL,
  CLOSED,
  OPENED,
  BLOCKED,
  CONFIRM,
  GRACE_OVER,
];
const TIMES = [DEADLINE, OVERDUE, UNMOUNT, REMOUNT, readFailed(), readFailed(undefined, true)];
const anyEvent = fc.oneof(
  { weight: 4, arbitrary: anyRead },
  { weight: 10, arbitrary: fc.constantFrom(...SIGNS) },
  { weight: 4, arbitrary: fc.constantFrom(...TIMES) },
  { weight: 1, arbitrary: fc.constantFrom(...ENDS, URL_KNOWN) },
);
/** Most of them get past the opening: that is where something can happen. */
const someEvents = fc
  .tuple(fc.array(anyEvent, { maxLength: 3 }), fc.boolean(), fc.array(anyEvent, { maxLength: 25 }))
  .map(([early, known, later]) =>
    known ? [URL_KNOWN, ...early, ...later] : [...early, URL_KNOWN, ...later],
  );
const credentialId = fc.constantFrom(undefined, 'old', 'gone');

type Settled = Extract<FlowState, { phase: 'settled' }>;

/** How it ended, after which of the events; `null` if it did not. */
function endOf(events: readonly FlowEvent[], id?: string): { state: Settled; at: number } | null {
  const all = states(events, id);
  const at = all.findIndex(({ phase }) => phase === 'settled');
  return at < 0 ? null : { state: all[at] as Settled, at: at - 1 };
}

/** Which of the events reached the flow while somebody showed it and the user was away. */
function heard(events: readonly FlowEvent[]): FlowEvent[] {
  const result: FlowEvent[] = [];
  let paused = false;
  let waiting = false;
  for (const event of events) {
    if (event.type === 'unmount') paused = true;
    else if (event.type === 'remount') paused = false;
    else if (waiting && !paused) result.push(event);
    if (event.type === 'url') waiting = true;
  }
  return result;
}

describe('the state machine of an authorization, in any order of events (B7)', () => {
  it('ends at most once, and nothing happens afterwards (10,000 sequences)', () => {
    fc.assert(
      fc.property(someEvents, anyEvent, credentialId, (events, late, id) => {
        const all = states(events, id);
        const end = all.findIndex(({ phase }) => phase === 'settled');
        if (end < 0) return;
        for (const state of all.slice(end)) assert.equal(state, all[end]);
        const step = transition(all[end]!, late, id);
        assert.equal(step.state, all[end]);
        assert.deepEqual(step.effects, []);
      }),
      { numRuns: 10_000 },
    );
  });

  it('never succeeds without a proof (10,000 sequences)', () => {
    let successes = 0;
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        const end = endOf(events, id);
        if (end?.state.outcome.status !== 'authorized') return;
        successes++;
        const { outcome } = end.state;
        const decisive = events[end.at]!;
        const before = heard(events.slice(0, end.at));
        assert.ok(decisive.type === 'read' && decisive.credentials.includes(outcome.credential));
        if (id === undefined) {
          assert.notEqual(outcome.credential.id, 'old');
          assert.notEqual(outcome.credential.type, 'api-key');
          assert.deepEqual([outcome.reauthorized, outcome.confirmed], [false, true]);
        } else {
          const reported = before.some(
            (event, index) =>
              event === MESSAGE || (event === CHANNEL && before.slice(0, index).includes(CLOSED)),
          );
          assert.equal(outcome.credential.id, id);
          assert.ok(reported || before.includes(CONFIRM));
          assert.deepEqual([outcome.reauthorized, outcome.confirmed], [true, reported]);
        }
      }),
      { numRuns: 10_000 },
    );
    assert.ok(successes > 1_000, `only ${successes} of them succeed`);
  });

  it('never takes a closed window for an end while a later read would have shown the success', () => {
    let cancelled = 0;
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        const end = endOf(events, id);
        if (end?.state.outcome.status !== 'cancelled' || end.state.outcome.reason !== 'window_closed') return;
        const decisive = events[end.at]!;
        if (decisive === CLOSED) {
          assert.ok(!events.slice(0, end.at).includes(URL_KNOWN), 'only before there was anything in it');
          return;
        }
        cancelled++;
        assert.ok(
          decisive.type === 'read' && !decisive.outdated,
          'a read that began after the time of grace',
        );
        const before = heard(events.slice(0, end.at));
        assert.ok(before.lastIndexOf(GRACE_OVER) > before.lastIndexOf(OPENED));
        assert.ok(id !== undefined || !decisive.credentials.some(({ id: shown }) => shown.startsWith('new')));
      }),
      { numRuns: 10_000 },
    );
    assert.ok(cancelled > 100, `only ${cancelled} of them end so`);
  });

  it('never fails unless it is told why', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        const end = endOf(events, id);
        if (end?.state.outcome.status !== 'failed') return;
        const { code } = end.state.outcome.error;
        const before = events.slice(0, end.at + 1);
        const why: Record<string, (event: FlowEvent) => boolean> = {
          expired: ({ type }) => type === 'deadline' || type === 'overdue',
          access_denied: ({ type }) => type === 'message' || type === 'channel',
          network: ({ type }) => type === 'failed' || type === 'read-failed',
          session_expired: ({ type }) => type === 'read-failed',
        };
        assert.ok(before.some(why[code]!), code);
      }),
      { numRuns: 5_000 },
    );
  });

  it('does nothing while nobody shows it, but for an end', () => {
    fc.assert(
      fc.property(someEvents, anyEvent, credentialId, (events, event, id) => {
        const state = states(events, id).at(-1)!;
        if (state.phase !== 'waiting' || !state.paused) return;
        const step = transition(state, event, id);
        if (['cancel', 'taken-over', 'failed'].includes(event.type))
          assert.deepEqual([step.state.phase, ...step.effects], ['settled', 'close-window']);
        else if (event.type === 'remount') assert.deepEqual(step.effects, ['read']);
        else assert.deepEqual([step.state, ...step.effects], [state]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is always ended by a cancellation, and the window is asked to close', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        const before = states(events, id).at(-1)!;
        if (before.phase === 'settled') return;
        assert.equal(show(transition(before, CANCEL, id)), 'cancelled user → close-window');
      }),
      { numRuns: 2_000 },
    );
  });

  it('once time is up, the next read that began after it ends it, whatever comes in between', () => {
    const between = fc.array(fc.constantFrom(...SIGNS, outdatedRead(OLD)), { maxLength: 8 });
    const last = fc.oneof(
      lists.map((list) => read(...list)),
      fc.constantFrom(readFailed(), OVERDUE),
    );
    fc.assert(
      fc.property(someEvents, between, last, credentialId, (events, more, end, id) => {
        assert.equal(states([...events, REMOUNT, DEADLINE, ...more, end], id).at(-1)!.phase, 'settled');
      }),
      { numRuns: 5_000 },
    );
  });

  it('navigates once at the start, then once for each reopening', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        let state: FlowState = INITIAL_STATE;
        for (const event of events) {
          const before = state;
          const step = transition(before, event, id);
          const expected =
            (before.phase === 'opening' && event === URL_KNOWN) ||
            (before.phase === 'waiting' && !before.paused && event === OPENED);
          assert.equal(step.effects.includes('navigate'), expected);
          ({ state } = step);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes no state that was given out', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        let state: FlowState = INITIAL_STATE;
        for (const event of events) state = transition(Object.freeze(state), event, id).state;
      }),
    );
  });
});

describe('the state machine of an authorization, in every order of these events', () => {
  /** What is to be expected, by the rules in other words. */
  function expectedAdding(order: readonly FlowEvent[]): string {
    let end = '';
    for (const event of order) {
      if (event.type === 'grace-over') end ||= 'cancelled window_closed';
      if (event.type === 'message' && event.error) end ||= 'failed access_denied';
      if (event.type !== 'read') continue;
      if (event.credentials.includes(NEW)) return 'authorized new';
      if (end && !event.outdated) return end;
    }
    return 'waiting';
  }

  function expectedAgain(order: readonly FlowEvent[]): string {
    let [closed, said, reported, late] = [false, false, false, false];
    for (const { type } of order) {
      if (type === 'closed') closed = true;
      if (type === 'confirm') said = true;
      if (type === 'message' || (type === 'channel' && closed)) reported = true;
      if (type === 'deadline') late = true;
      if (type !== 'read') continue;
      if (reported) return 'authorized old again';
      if (said) return 'authorized old again unconfirmed';
      if (late) return 'failed expired';
    }
    return 'waiting';
  }

  it('a new connection: all 40,320 orders of 8 signals', () => {
    const signals = [FOCUS, CHANNEL, CLOSED, CONFIRM, GRACE_OVER, REFUSED, read(OLD), read(OLD, NEW)];
    let orders = 0;
    for (const order of permutations(signals)) {
      orders++;
      const end = endOf([URL_KNOWN, ...order]);
      const shown = end ? show({ state: end.state, effects: [] }) : 'waiting';
      assert.equal(shown, expectedAdding(order), order.map(nameOf).join(' '));
    }
    assert.equal(orders, 40_320);
  });

  it('a connection that is authorized again: all 40,320 orders of 8 signals', () => {
    const signals = [FOCUS, MESSAGE, CHANNEL, CLOSED, CONFIRM, DEADLINE, read(OLD), read(OLD, NEW)];
    let orders = 0;
    for (const order of permutations(signals)) {
      orders++;
      const end = endOf([URL_KNOWN, ...order], 'old');
      const shown = end ? show({ state: end.state, effects: [] }) : 'waiting';
      assert.equal(shown, expectedAgain(order), order.map(nameOf).join(' '));
    }
    assert.equal(orders, 40_320);
  });
});

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length < 2) {
    yield items;
    return;
  }
  for (const [index, item] of items.entries())
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
}
