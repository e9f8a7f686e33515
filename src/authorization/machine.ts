import { DatasourceError } from '../api/errors.js';
import type { DatasourceCredential } from '../api/types.js';
import type { CallbackError } from './callback-report.js';
import type { AuthorizationOutcome, CancelReason } from './outcome.js';

/**
 * The authorization flow as a pure state machine: events in, a new state and effects out. It knows no browser; see
 * `flow.ts` for who feeds it. Its one rule: the server's credential list is the only proof of a new connection, and
 * every sign from the browser merely asks for another look at it (decision 2).
 */
export type FlowState =
  /** The address of the authorization page is being fetched; the window, if there is one, is blank. */
  | {
      readonly phase: 'opening';
      /** Nobody on the page shows the flow: nothing is listened to, and nothing read. */
      readonly paused: boolean;
    }
  /** The user is with the third party. */
  | {
      readonly phase: 'waiting';
      readonly paused: boolean;
      readonly before: ReadonlySet<string>;
      /** The window looks closed. It may not be: a page with COOP looks closed too. */
      readonly windowClosed: boolean;
      /** This window, or one before it, looked closed: the user may still be in an earlier one. */
      readonly everClosed: boolean;
      /** The server's callback page reported success. */
      readonly callbackSeen: boolean;
      /** The user said "I have finished". */
      readonly userConfirmed: boolean;
      /** The list was read since the user's word, and does not show the connection (yet); until the window closes. */
      readonly notFoundYet: boolean;
      /** The server has not answered since the user's word, so that it is not checked; until the window closes. */
      readonly notChecked: boolean;
      /** Why the user did not get another window. */
      readonly blocked: DatasourceError | null;
      /** How it ends unless the next read shows success. */
      readonly lastChance: AuthorizationOutcome | null;
    }
  | { readonly phase: 'settled'; readonly outcome: AuthorizationOutcome };

/** What may happen to a flow; it starts with {@link INITIAL_STATE}. */
export type FlowEvent =
  /** The address is known, and the connections as they stood before. */
  | { readonly type: 'url'; readonly before: readonly string[] }
  | { readonly type: 'failed'; readonly error: DatasourceError }
  /** The page got the focus, became visible, came back from the cache or online: worth a look. */
  | { readonly type: 'focus' }
  /** The callback page reported from our window. */
  | { readonly type: 'message'; readonly error: CallbackError | null }
  /** A callback page reported over a channel that every tab hears. */
  | { readonly type: 'channel'; readonly error: CallbackError | null }
  | { readonly type: 'closed' }
  /** The user has a window again. */
  | { readonly type: 'opened' }
  /** The user wanted one, and the browser opened none. */
  | { readonly type: 'blocked'; readonly error: DatasourceError }
  | {
      readonly type: 'read';
      readonly credentials: readonly DatasourceCredential[];
      /** It began before the last sign that asks for a further one: it can prove a success, and nothing else. */
      readonly outdated: boolean;
    }
  | { readonly type: 'read-failed'; readonly error: DatasourceError; readonly outdated: boolean }
  /** The user says that they have finished. */
  | { readonly type: 'confirm' }
  /** The user gives up. */
  | { readonly type: 'cancel' }
  /** Another tab, or another data source, goes on in its place. */
  | { readonly type: 'taken-over' }
  /** The last element that shows the flow left the page. */
  | { readonly type: 'unmount' }
  | { readonly type: 'remount' }
  /** The window has been closed, with the user back on the page, for the whole grace period. */
  | { readonly type: 'grace-over' }
  /** The server has forgotten the flow. */
  | { readonly type: 'deadline' }
  /** Not even the last read came back. */
  | { readonly type: 'overdue' };

/** What the world is asked to do. */
export type FlowEffect = 'navigate' | 'read' | 'close-window';

/** A state and what follows from it. */
export interface FlowStep {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}

type Opening = Extract<FlowState, { phase: 'opening' }>;
type Waiting = Extract<FlowState, { phase: 'waiting' }>;

/** Where every flow begins. */
export const INITIAL_STATE: FlowState = { phase: 'opening', paused: false };

/**
 * What an event does to a flow.
 *
 * @param credentialId the connection that is authorized again; absent for a new one.
 */
export function transition(state: FlowState, event: FlowEvent, credentialId?: string): FlowStep {
  if (state.phase === 'settled') return { state, effects: [] };
  switch (event.type) {
    case 'cancel':
      return settle(cancelled('user'));
    case 'taken-over':
      return settle(cancelled('taken_over'));
    case 'failed':
      return settle({ status: 'failed', error: event.error });
    case 'unmount':
      return { state: { ...state, paused: true }, effects: [] };
    case 'remount':
      if (!state.paused) return { state, effects: [] };
      return { state: { ...state, paused: false }, effects: state.phase === 'waiting' ? ['read'] : [] };
    default:
      if (state.phase === 'opening') return whileOpening(state, event);
      return state.paused ? { state, effects: [] } : whileWaiting(state, event, credentialId);
  }
}

function whileOpening(state: Opening, event: FlowEvent): FlowStep {
  if (event.type === 'url') {
    const waiting: Waiting = {
      phase: 'waiting',
      paused: state.paused,
      before: new Set(event.before),
      windowClosed: false,
      everClosed: false,
      callbackSeen: false,
      userConfirmed: false,
      notFoundYet: false,
      notChecked: false,
      blocked: null,
      lastChance: null,
    };
    return { state: waiting, effects: ['navigate'] };
  }
  // Closed before there was anything in it: nothing can have been authorized.
  if (event.type === 'closed') return settle(cancelled('window_closed'));
  if (event.type === 'deadline') return settle(EXPIRED);
  return { state, effects: [] };
}

function whileWaiting(state: Waiting, event: FlowEvent, credentialId: string | undefined): FlowStep {
  switch (event.type) {
    case 'focus':
      return { state, effects: ['read'] };
    case 'message':
      return reported(state, event.error);
    case 'channel':
      // Every tab hears it, so it is about our flow only if our window is closed or cut off, as that of a callback
      // page is that answered there. A success may also come from a window before it that is only cut off.
      return state.windowClosed || (state.everClosed && !event.error)
        ? reported(state, event.error)
        : { state, effects: ['read'] };
    case 'closed':
      // What was said of a window that was open then is news no more.
      return {
        state: { ...state, windowClosed: true, everClosed: true, notFoundYet: false, notChecked: false },
        effects: ['read'],
      };
    case 'opened':
      return {
        state: {
          ...state,
          windowClosed: false,
          notFoundYet: false,
          notChecked: false,
          blocked: null,
          lastChance: state.lastChance === EXPIRED ? EXPIRED : null,
        },
        effects: ['navigate'],
      };
    case 'blocked':
      return { state: { ...state, blocked: event.error }, effects: [] };
    case 'confirm':
      return {
        state: { ...state, userConfirmed: true, notFoundYet: false, notChecked: false, blocked: null },
        effects: ['read'],
      };
    case 'grace-over':
      return {
        state: { ...state, lastChance: state.lastChance ?? cancelled('window_closed') },
        effects: ['read'],
      };
    case 'deadline':
      return { state: { ...state, lastChance: EXPIRED }, effects: ['read'] };
    case 'overdue':
      return settle(EXPIRED);
    case 'read':
      return afterRead(state, event, credentialId);
    case 'read-failed':
      // Nothing can be read any more until the user has signed in again.
      if (event.error.code === 'session_expired' || event.error.code === 'account_changed')
        return settle({ status: 'failed', error: event.error });
      if (event.outdated) return { state, effects: [] };
      return state.lastChance === EXPIRED
        ? settle({ status: 'failed', error: event.error })
        : unchecked(state);
    default:
      return { state, effects: [] };
  }
}

function reported(state: Waiting, error: CallbackError | null): FlowStep {
  if (!error) return { state: { ...state, callbackSeen: true }, effects: ['read'] };
  const lastChance = state.lastChance ?? { status: 'failed', error: refusal(error) };
  // What the user said before is refuted.
  return { state: { ...state, lastChance, userConfirmed: false }, effects: ['read'] };
}

function afterRead(
  state: Waiting,
  { credentials, outdated }: Extract<FlowEvent, { type: 'read' }>,
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
  if (outdated) return { state, effects: [] };
  return state.lastChance ? settle(state.lastChance) : undecided(state);
}

/** The read showed nothing; if the user had said they were done, tell them. */
function undecided(state: Waiting): FlowStep {
  const notFoundYet = state.userConfirmed || state.notFoundYet || state.notChecked;
  return { state: { ...state, userConfirmed: false, notFoundYet, notChecked: false }, effects: [] };
}

/** The read failed, which says nothing; if the user had said they were done, tell them that. */
function unchecked(state: Waiting): FlowStep {
  const notChecked = state.userConfirmed || state.notChecked;
  return { state: { ...state, userConfirmed: false, notChecked }, effects: [] };
}

function settle(outcome: AuthorizationOutcome): FlowStep {
  return { state: { phase: 'settled', outcome }, effects: ['close-window'] };
}

function cancelled(reason: CancelReason): AuthorizationOutcome {
  return { status: 'cancelled', reason };
}

const EXPIRED: AuthorizationOutcome = {
  status: 'failed',
  error: new DatasourceError(
    'expired',
    'The authorization was not finished within 5 minutes. Start it again.',
  ),
};

function refusal({ code, description }: CallbackError): DatasourceError {
  if (code === 'access_denied') {
    return new DatasourceError('access_denied', 'The access was refused on the page of the provider.', {
      serverCode: code,
    });
  }
  const why = description ?? code;
  return new DatasourceError(
    'authorization_failed',
    `The provider did not authorize the connection: ${why}`,
    { serverCode: code },
  );
}
