import { DatasourceError } from '../../../src/api/errors.js';
import type { DatasourceCredential } from '../../../src/api/types.js';
import {
  INITIAL_STATE,
  type FlowEvent,
  type FlowState,
  type FlowStep,
} from '../../../src/authorization/flow-state.js';
import { transition } from '../../../src/authorization/machine.js';

export const credential = (id: string, type = 'oauth2'): DatasourceCredential => ({
  id,
  type,
  name: id,
  is_default: false,
  avatar_url: null,
  credential: {},
});

export const OLD = credential('old');
export const NEW = credential('new');
export const KEY = credential('key', 'api-key');
export const ERROR = new DatasourceError('network', 'offline');
const REFUSAL = { code: 'access_denied', description: null };

export const URL_KNOWN: FlowEvent = { type: 'url', before: [OLD.id] };
export const FAILED: FlowEvent = { type: 'failed', error: ERROR };
export const FOCUS: FlowEvent = { type: 'focus' };
export const MESSAGE: FlowEvent = { type: 'message', error: null };
export const REFUSED: FlowEvent = { type: 'message', error: REFUSAL };
export const CHANNEL: FlowEvent = { type: 'channel', error: null };
export const REFUSED_BY_CHANNEL: FlowEvent = { type: 'channel', error: REFUSAL };
export const CLOSED: FlowEvent = { type: 'closed' };
export const OPENED: FlowEvent = { type: 'opened' };
export const BLOCKED: FlowEvent = {
  type: 'blocked',
  error: new DatasourceError('popup_blocked', 'Allow pop-ups.'),
};
export const CONFIRM: FlowEvent = { type: 'confirm' };
export const CANCEL: FlowEvent = { type: 'cancel' };
export const TAKEN_OVER: FlowEvent = { type: 'taken-over' };
export const UNMOUNT: FlowEvent = { type: 'unmount' };
export const REMOUNT: FlowEvent = { type: 'remount' };
export const GRACE_OVER: FlowEvent = { type: 'grace-over' };
export const DEADLINE: FlowEvent = { type: 'deadline' };
export const OVERDUE: FlowEvent = { type: 'overdue' };

export const read = (...credentials: DatasourceCredential[]): FlowEvent => ({
  type: 'read',
  credentials,
  outdated: false,
});
export const outdatedRead = (...credentials: DatasourceCredential[]): FlowEvent => ({
  type: 'read',
  credentials,
  outdated: true,
});
export const readFailed = (error = ERROR, outdated = false): FlowEvent => ({
  type: 'read-failed',
  error,
  outdated,
});

/** The state and the effects of the last of these events. */
export function after(events: readonly FlowEvent[], credentialId?: string): FlowStep {
  let step: FlowStep = { state: INITIAL_STATE, effects: [] };
  for (const event of events) step = transition(step.state, event, credentialId);
  return step;
}

/** All states, the first included. */
export function states(events: readonly FlowEvent[], credentialId?: string): FlowState[] {
  let state: FlowState = INITIAL_STATE;
  return [state, ...events.map((event) => (state = transition(state, event, credentialId).state))];
}

/** How a step reads in a table. */
export function show({ state, effects }: FlowStep): string {
  const does = effects.length ? ` → ${effects.join()}` : '';
  if (state.phase === 'settled') return outcomeOf(state) + does;
  const paused = state.paused ? ' paused' : '';
  if (state.phase === 'opening') return `opening${paused}${does}`;
  const flags = (
    ['windowClosed', 'callbackSeen', 'userConfirmed', 'notFoundYet', 'notChecked', 'blocked'] as const
  ).filter((flag) => state[flag]);
  const last = state.lastChance;
  const end = last?.status === 'failed' ? last.error.code : last?.status === 'cancelled' ? last.reason : '';
  return `waiting${paused} ${[...flags, end].filter(Boolean).join(' ')}`.trimEnd() + does;
}

function outcomeOf({ outcome }: Extract<FlowState, { phase: 'settled' }>): string {
  if (outcome.status === 'cancelled') return `cancelled ${outcome.reason}`;
  if (outcome.status === 'failed') return `failed ${outcome.error.code}`;
  const { reauthorized, confirmed } = outcome;
  return `authorized ${outcome.credential.id}${reauthorized ? ' again' : ''}${confirmed ? '' : ' unconfirmed'}`;
}

/** How an event reads in a table. */
export function nameOf(event: FlowEvent): string {
  if (event.type === 'read') {
    const ids = event.credentials.map(({ id }) => id).join();
    return `${event.outdated ? 'outdated-' : ''}read(${ids})`;
  }
  if (event.type === 'read-failed')
    return `${event.outdated ? 'outdated-' : ''}read-failed(${event.error.code})`;
  return 'error' in event && event.error ? `${event.type}(${event.error.code})` : event.type;
}
