import { DatasourceError } from '../api/errors.js';
import type { DatasourceCredential } from '../api/types.js';
import type { AuthorizationOutcome } from './outcome.js';

/**
 * The authorization flow as a pure state machine: events in, a new state and effects out. It knows no browser; see
 * `flow.ts` for who feeds it. Its one rule: the server's credential list is the only proof of a new connection, and
 * every sign from the browser merely asks for another look at it (decision 2).
 */
export type FlowState =
  /** The window is open and blank; the address to show in it is being fetched. */
  | { readonly phase: 'opening' }
  /** The user is with the third party. */
  | {
      readonly phase: 'waiting';
      readonly before: ReadonlySet<string>;
      /** The window looks closed. It may not be: a page with COOP looks closed too. */
      readonly windowClosed: boolean;
      /** The server's callback page reported; it is reached on success only. */
      readonly callbackSeen: boolean;
      /** The user said "I have finished". */
      readonly userConfirmed: boolean;
      /** The user's word was checked, and the server does not show the connection (yet). */
      readonly notFoundYet: boolean;
      /** Time is up: the next read decides. */
      readonly lastChance: 'window_closed' | 'expired' | null;
    }
  | { readonly phase: 'settled'; readonly outcome: AuthorizationOutcome };

/** What may happen to a flow. */
export type FlowEvent =
  | { readonly type: 'ready'; readonly before: readonly DatasourceCredential[] }
  | { readonly type: 'failed'; readonly error: DatasourceError }
  /** Focus, visibility, a poll: worth a look. */
  | { readonly type: 'hint' }
  | { readonly type: 'callback' }
  | { readonly type: 'window-closed' }
  | { readonly type: 'window-opened' }
  | { readonly type: 'read'; readonly credentials: readonly DatasourceCredential[] }
  | { readonly type: 'read-failed'; readonly error: DatasourceError }
  | { readonly type: 'confirm' }
  | { readonly type: 'cancel' }
  /** The window has been closed, with the user back on the page, for the whole grace period. */
  | { readonly type: 'grace-over' }
  /** The server has forgotten the flow. */
  | { readonly type: 'deadline' };

/** What the world is asked to do. */
export type FlowEffect = 'navigate' | 'read' | 'close-window';

/** A state and what follows from it. */
export interface FlowStep {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}

type Waiting = Extract<FlowState, { phase: 'waiting' }>;

/** Where every flow begins. */
export const INITIAL_STATE: FlowState = { phase: 'opening' };

/**
 * What an event does to a flow.
 *
 * @param credentialId the connection that is authorized again; absent for a new one.
 */
export function transition(state: FlowState, event: FlowEvent, credentialId?: string): FlowStep {
  if (state.phase === 'settled') return { state, effects: [] };
  if (event.type === 'cancel') return settle({ status: 'cancelled', reason: 'user' });
  if (event.type === 'failed') return settle({ status: 'failed', error: event.error });
  return state.phase === 'opening' ? whileOpening(state, event) : whileWaiting(state, event, credentialId);
}

function whileOpening(state: FlowState, event: FlowEvent): FlowStep {
  if (event.type === 'ready') {
    const waiting: Waiting = {
      phase: 'waiting',
      before: new Set(event.before.map(({ id }) => id)),
      windowClosed: false,
      callbackSeen: false,
      userConfirmed: false,
      notFoundYet: false,
      lastChance: null,
    };
    return { state: waiting, effects: ['navigate'] };
  }
  // Closed before there was anything in it: nothing can have been authorized.
  if (event.type === 'window-closed') return settle({ status: 'cancelled', reason: 'window_closed' });
  if (event.type === 'deadline') return settle(expired());
  return { state, effects: [] };
}

function whileWaiting(state: Waiting, event: FlowEvent, credentialId: string | undefined): FlowStep {
  switch (event.type) {
    case 'hint':
      return { state, effects: ['read'] };
    case 'callback':
      return { state: { ...state, callbackSeen: true }, effects: ['read'] };
    case 'window-closed':
      return { state: { ...state, windowClosed: true }, effects: ['read'] };
    case 'window-opened':
      return {
        state: {
          ...state,
          windowClosed: false,
          notFoundYet: false,
          lastChance: state.lastChance === 'expired' ? 'expired' : null,
        },
        effects: ['navigate'],
      };
    case 'confirm':
      return { state: { ...state, userConfirmed: true, notFoundYet: false }, effects: ['read'] };
    case 'grace-over':
      return { state: { ...state, lastChance: state.lastChance ?? 'window_closed' }, effects: ['read'] };
    case 'deadline':
      return { state: { ...state, lastChance: 'expired' }, effects: ['read'] };
    case 'read':
      return afterRead(state, event.credentials, credentialId);
    case 'read-failed':
      // Nothing can be read any more until the user has signed in again.
      return state.lastChance === 'expired' || event.error.code === 'session_expired'
        ? settle({ status: 'failed', error: event.error })
        : undecided(state);
    default:
      return { state, effects: [] };
  }
}

function afterRead(
  state: Waiting,
  credentials: readonly DatasourceCredential[],
  credentialId: string | undefined,
): FlowStep {
  const credential =
    credentialId === undefined
      ? credentials.findLast(({ id, type }) => !state.before.has(id) && type !== 'api-key')
      : credentials.find(({ id }) => id === credentialId);
  // A re-authorization changes no id, so there the callback page, or else the user's word, has to do.
  const proven = credentialId === undefined || state.callbackSeen;
  if (credential && (proven || state.userConfirmed)) {
    const reauthorized = credentialId !== undefined;
    return settle({ status: 'authorized', credential, reauthorized, confirmed: proven });
  }
  if (state.lastChance === 'window_closed') return settle({ status: 'cancelled', reason: 'window_closed' });
  if (state.lastChance === 'expired') return settle(expired());
  return undecided(state);
}

function expired(): AuthorizationOutcome {
  return {
    status: 'failed',
    error: new DatasourceError(
      'expired',
      'The authorization was not finished within 5 minutes. Start it again.',
    ),
  };
}

/** The read showed nothing, or failed; if the user had said they were done, tell them. */
function undecided(state: Waiting): FlowStep {
  const told = state.userConfirmed;
  return {
    state: { ...state, userConfirmed: false, notFoundYet: told || state.notFoundYet },
    effects: [],
  };
}

function settle(outcome: AuthorizationOutcome): FlowStep {
  return { state: { phase: 'settled', outcome }, effects: ['close-window'] };
}
