import { DatasourceError } from '../api/errors.js';
import type { CallbackError } from './callback-report.js';
import type { FlowEvent, FlowState, FlowStep, Opening, Waiting } from './flow-state.js';
import type { AuthorizationOutcome, CancelReason } from './outcome.js';

/**
 * The authorization flow as a pure state machine: events in, a new state and effects out. It knows no browser; see
 * `flow-tracker.ts` for who feeds it. Its one rule: the server's credential list is the only proof of a new connection,
 * and every sign from the browser merely asks for another look at it (decision 2).
 *
 * @param credentialId the connection that is authorized again; absent for a new one.
 */
export function transition(state: FlowState, event: FlowEvent, credentialId?: string): FlowStep {
  const step = transitionAnywhere(state, event);
  if (step) return step;
  if (state.phase === 'opening') return whileOpening(state, event);
  if (state.phase === 'waiting' && !state.paused) return whileWaiting(state, event, credentialId);
  return { state, effects: [] };
}

/** What an event does to a flow whatever it is at; `null` when that depends on the phase. */
function transitionAnywhere(state: FlowState, event: FlowEvent): FlowStep | null {
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
      return null;
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

/** The end of a flow. */
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
