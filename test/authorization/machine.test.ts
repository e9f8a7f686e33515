import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import type { DatasourceCredential } from '../../src/api/types.js';
import {
  INITIAL_STATE,
  transition,
  type FlowEffect,
  type FlowEvent,
  type FlowState,
} from '../../src/authorization/machine.js';

const credential = (id: string, type = 'oauth2'): DatasourceCredential => ({
  id,
  type,
  name: id,
  is_default: false,
  avatar_url: null,
  credential: {},
});
const OLD = credential('old');
const NEW = credential('new');
const KEY = credential('key', 'api-key');
const ERROR = new DatasourceError('network', 'offline');

const READY: FlowEvent = { type: 'ready', before: [OLD] };
const HINT: FlowEvent = { type: 'hint' };
const CALLBACK: FlowEvent = { type: 'callback' };
const CLOSED: FlowEvent = { type: 'window-closed' };
const OPENED: FlowEvent = { type: 'window-opened' };
const CONFIRM: FlowEvent = { type: 'confirm' };
const CANCEL: FlowEvent = { type: 'cancel' };
const GRACE: FlowEvent = { type: 'grace-over' };
const DEADLINE: FlowEvent = { type: 'deadline' };
const FAILED: FlowEvent = { type: 'failed', error: ERROR };
const READ_FAILED: FlowEvent = { type: 'read-failed', error: ERROR };
const read = (...credentials: DatasourceCredential[]): FlowEvent => ({ type: 'read', credentials });

/** The state and the effects of the last of these events. */
function after(
  events: readonly FlowEvent[],
  credentialId?: string,
): { state: FlowState; effects: readonly FlowEffect[] } {
  let step: { state: FlowState; effects: readonly FlowEffect[] } = { state: INITIAL_STATE, effects: [] };
  for (const event of events) step = transition(step.state, event, credentialId);
  return step;
}

/** How a state reads in a table. */
function show({ state, effects }: { state: FlowState; effects: readonly FlowEffect[] }): string {
  const does = effects.length ? ` → ${effects.join()}` : '';
  if (state.phase === 'opening') return `opening${does}`;
  if (state.phase === 'waiting') {
    const flags = (['windowClosed', 'callbackSeen', 'userConfirmed', 'notFoundYet'] as const).filter(
      (flag) => state[flag],
    );
    return `waiting ${[...flags, state.lastChance].filter(Boolean).join(' ')}`.trimEnd() + does;
  }
  const { outcome } = state;
  if (outcome.status === 'cancelled') return `cancelled ${outcome.reason}${does}`;
  if (outcome.status === 'failed') return `failed ${outcome.error.code}${does}`;
  const { reauthorized, confirmed } = outcome;
  return `authorized ${outcome.credential.id}${reauthorized ? ' again' : ''}${confirmed ? '' : ' unconfirmed'}${does}`;
}

const name = (event: FlowEvent): string =>
  event.type === 'read' ? `read(${event.credentials.map(({ id }) => id).join()})` : event.type;

type Row = [events: FlowEvent[], expected: string];

const ADD: Row[] = [
  [[], 'opening'],
  [[READY], 'waiting → navigate'],
  // While the address is being fetched only an end matters.
  [[HINT], 'opening'],
  [[CALLBACK], 'opening'],
  [[CONFIRM], 'opening'],
  [[OPENED], 'opening'],
  [[GRACE], 'opening'],
  [[read(NEW)], 'opening'],
  [[READ_FAILED], 'opening'],
  [[CLOSED], 'cancelled window_closed → close-window'],
  [[CANCEL], 'cancelled user → close-window'],
  [[FAILED], 'failed network → close-window'],
  [[DEADLINE], 'failed expired → close-window'],
  // Every sign is a reason to look.
  [[READY, HINT], 'waiting → read'],
  [[READY, CALLBACK], 'waiting callbackSeen → read'],
  [[READY, CLOSED], 'waiting windowClosed → read'],
  [[READY, CONFIRM], 'waiting userConfirmed → read'],
  [[READY, GRACE], 'waiting window_closed → read'],
  [[READY, DEADLINE], 'waiting expired → read'],
  [[READY, READY], 'waiting'],
  [[READY, CANCEL], 'cancelled user → close-window'],
  [[READY, FAILED], 'failed network → close-window'],
  // Only a new connection by OAuth is a proof.
  [[READY, read()], 'waiting'],
  [[READY, read(OLD)], 'waiting'],
  [[READY, read(KEY)], 'waiting'],
  [[READY, read(OLD, NEW)], 'authorized new → close-window'],
  [[READY, read(NEW)], 'authorized new → close-window'],
  [[READY, read(NEW, KEY)], 'authorized new → close-window'],
  [[READY, read(OLD, credential('first'), credential('last'))], 'authorized last → close-window'],
  [[READY, read(credential('other', 'something-new'))], 'authorized other → close-window'],
  [[READY, CALLBACK, read(OLD)], 'waiting callbackSeen'],
  [[READY, CALLBACK, CLOSED, read(OLD, NEW)], 'authorized new → close-window'],
  [[READY, CONFIRM, read(OLD, NEW)], 'authorized new → close-window'],
  [[READY, GRACE, read(OLD, NEW)], 'authorized new → close-window'],
  [[READY, DEADLINE, read(OLD, NEW)], 'authorized new → close-window'],
  // The user's word is no proof of a new connection.
  [[READY, CONFIRM, read(OLD)], 'waiting notFoundYet'],
  [[READY, CONFIRM, READ_FAILED], 'waiting notFoundYet'],
  [[READY, CONFIRM, read(OLD), HINT], 'waiting notFoundYet → read'],
  [[READY, CONFIRM, read(OLD), CONFIRM], 'waiting userConfirmed → read'],
  [[READY, CONFIRM, read(OLD), read(OLD)], 'waiting notFoundYet'],
  [[READY, CONFIRM, read(OLD), OPENED], 'waiting → navigate'],
  // A closed window ends nothing by itself.
  [[READY, CLOSED, read(OLD)], 'waiting windowClosed'],
  [[READY, CLOSED, OPENED], 'waiting → navigate'],
  [[READY, CLOSED, GRACE, read(OLD)], 'cancelled window_closed → close-window'],
  [[READY, CLOSED, GRACE, OPENED, read(OLD)], 'waiting'],
  // A read that failed decides nothing; the next one does.
  [[READY, READ_FAILED], 'waiting'],
  [[READY, CLOSED, GRACE, READ_FAILED], 'waiting windowClosed window_closed'],
  [[READY, CLOSED, GRACE, READ_FAILED, read(OLD)], 'cancelled window_closed → close-window'],
  [[READY, CLOSED, GRACE, READ_FAILED, read(NEW)], 'authorized new → close-window'],
  // Time is up, whatever else happens then.
  [[READY, DEADLINE, read(OLD)], 'failed expired → close-window'],
  [[READY, DEADLINE, READ_FAILED], 'failed network → close-window'],
  [[READY, CLOSED, DEADLINE, GRACE, read(OLD)], 'failed expired → close-window'],
  [[READY, CLOSED, GRACE, DEADLINE, read(OLD)], 'failed expired → close-window'],
  [[READY, CLOSED, DEADLINE, OPENED, read(OLD)], 'failed expired → close-window'],
  [[READY, DEADLINE, CONFIRM, read(OLD)], 'failed expired → close-window'],
];

const AGAIN: Row[] = [
  [[READY], 'waiting → navigate'],
  // The id is there before and after: that proves nothing.
  [[READY, read(OLD)], 'waiting'],
  [[READY, read(OLD, NEW)], 'waiting'],
  [[READY, HINT, read(OLD)], 'waiting'],
  [[READY, CLOSED, read(OLD)], 'waiting windowClosed'],
  [[READY, CALLBACK, read(OLD)], 'authorized old again → close-window'],
  [[READY, CONFIRM, read(OLD)], 'authorized old again unconfirmed → close-window'],
  [[READY, CONFIRM, CALLBACK, read(OLD)], 'authorized old again → close-window'],
  [[READY, CALLBACK, READ_FAILED, read(OLD)], 'authorized old again → close-window'],
  [[READY, CONFIRM, READ_FAILED], 'waiting notFoundYet'],
  [[READY, CONFIRM, READ_FAILED, read(OLD)], 'waiting notFoundYet'],
  [[CALLBACK, READY, read(OLD)], 'waiting'],
  [[CONFIRM, READY, read(OLD)], 'waiting'],
  // Removed meanwhile: neither a sign nor a word brings it back.
  [[READY, CALLBACK, read(NEW)], 'waiting callbackSeen'],
  [[READY, CONFIRM, read(NEW)], 'waiting notFoundYet'],
  [[READY, CLOSED, GRACE, read(OLD)], 'cancelled window_closed → close-window'],
  [[READY, CALLBACK, CLOSED, GRACE, read(OLD)], 'authorized old again → close-window'],
  [[READY, DEADLINE, read(OLD)], 'failed expired → close-window'],
];

describe('the state machine of an authorization: a new connection', () => {
  for (const [events, expected] of ADD)
    it(`${events.map(name).join(' ') || '(start)'} ⇒ ${expected}`, () => {
      expect(show(after(events))).to.equal(expected);
    });
});

describe('the state machine of an authorization: a connection that is authorized again', () => {
  for (const [events, expected] of AGAIN)
    it(`${events.map(name).join(' ')} ⇒ ${expected}`, () => {
      expect(show(after(events, 'old'))).to.equal(expected);
    });
});

describe('the state machine of an authorization: whatever happens (B7)', () => {
  const anyRead = fc.subarray([OLD, NEW, KEY, credential('newer')]).map((list) => read(...list));
  const anyEvent = fc.oneof(
    anyRead,
    fc.constantFrom(
      READY,
      HINT,
      CALLBACK,
      CLOSED,
      OPENED,
      CONFIRM,
      CANCEL,
      GRACE,
      DEADLINE,
      FAILED,
      READ_FAILED,
    ),
  );
  const someEvents = fc.array(anyEvent, { maxLength: 20 });
  const credentialId = fc.constantFrom(undefined, 'old', 'gone');

  /** All states, the first included. */
  function states(events: readonly FlowEvent[], id: string | undefined): FlowState[] {
    let state: FlowState = INITIAL_STATE;
    return [state, ...events.map((event) => (state = transition(state, event, id).state))];
  }

  it('it ends at most once, and nothing happens afterwards', () => {
    fc.assert(
      fc.property(someEvents, anyEvent, credentialId, (events, late, id) => {
        const all = states(events, id);
        const end = all.findIndex(({ phase }) => phase === 'settled');
        if (end < 0) return;
        for (const state of all.slice(end)) expect(state).to.equal(all[end]);
        const step = transition(all[end]!, late, id);
        expect(step.state).to.equal(all[end]);
        expect(step.effects).to.be.empty;
      }),
      { numRuns: 2_000 },
    );
  });

  it('it never succeeds without a proof', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        const all = states(events, id);
        const end = all.findIndex(({ phase }) => phase === 'settled');
        const last = all[end];
        if (last?.phase !== 'settled' || last.outcome.status !== 'authorized') return;
        const { outcome } = last;
        const decisive = events[end - 1]!;
        const ready = events.findIndex(({ type }) => type === 'ready');
        const meanwhile = events.slice(ready + 1, end);
        expect(decisive.type).to.equal('read');
        expect(decisive.type === 'read' && decisive.credentials).to.include(outcome.credential);
        if (id === undefined) {
          expect(outcome.credential.id).not.to.equal('old');
          expect(outcome.credential.type).not.to.equal('api-key');
          expect(outcome).to.include({ reauthorized: false, confirmed: true });
        } else {
          const seen = meanwhile.some(({ type }) => type === 'callback');
          const said = meanwhile.some(({ type }) => type === 'confirm');
          expect(outcome.credential.id).to.equal(id);
          expect(seen || said).to.be.true;
          expect(outcome).to.include({ reauthorized: true, confirmed: seen });
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('a cancellation always ends it, and the window is asked to close', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        const before = states(events, id).at(-1)!;
        const { state, effects } = transition(before, CANCEL, id);
        expect(state.phase).to.equal('settled');
        if (before.phase !== 'settled')
          expect(show({ state, effects })).to.equal('cancelled user → close-window');
      }),
    );
  });

  it('once time is up, the next read ends it, whatever comes in between', () => {
    const between = fc.array(fc.constantFrom(HINT, CALLBACK, CLOSED, OPENED, CONFIRM, GRACE), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        someEvents,
        between,
        fc.oneof(anyRead, fc.constant(READ_FAILED)),
        credentialId,
        (events, more, last, id) => {
          expect(states([...events, DEADLINE, ...more, last], id).at(-1)!.phase).to.equal('settled');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('it navigates only to a window that is there to navigate: once at the start, then once for each reopening', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        let state: FlowState = INITIAL_STATE;
        for (const event of events) {
          const { phase } = state;
          const step = transition(state, event, id);
          const expected =
            (phase === 'opening' && event === READY) || (phase === 'waiting' && event === OPENED);
          expect(step.effects.includes('navigate')).to.equal(expected);
          ({ state } = step);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('it changes no state that was given out', () => {
    fc.assert(
      fc.property(someEvents, credentialId, (events, id) => {
        let state: FlowState = INITIAL_STATE;
        for (const event of events) {
          const copy = structuredClone({ ...state, outcome: undefined });
          const next = transition(Object.freeze(state), event, id).state;
          expect({ ...state, outcome: undefined }).to.deep.equal(copy);
          state = next;
        }
      }),
    );
  });

  it('ends when the session has ended, for nothing can be read any more', () => {
    const error = new DatasourceError('session_expired', 'Sign in again.');
    const step = after([
      { type: 'ready', before: [] },
      { type: 'read-failed', error },
    ]);
    expect(step.state).to.deep.equal({ phase: 'settled', outcome: { status: 'failed', error } });
    expect(step.effects).to.include('close-window');
  });
});
