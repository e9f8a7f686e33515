import type { DatasourceError } from '../api/errors.js';
import type { DatasourceCredential } from '../api/types.js';
import type { CallbackError } from './callback-report.js';
import type { AuthorizationOutcome } from './outcome.js';

/** Where an authorization flow stands. */
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

/** See {@link FlowState}. */
export type Opening = Extract<FlowState, { phase: 'opening' }>;
/** See {@link FlowState}. */
export type Waiting = Extract<FlowState, { phase: 'waiting' }>;

/** Where every flow begins. */
export const INITIAL_STATE: FlowState = { phase: 'opening', paused: false };
