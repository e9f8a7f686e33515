import type { DatasourceRef } from '../api/datasource-id.js';
import type { DatasourceError } from '../api/errors.js';
import { OnDemand } from '../api/on-demand.js';
import type { DatasourceCredential } from '../api/types.js';
import { openBlankWindow, randomName } from './blank-window.js';
import { INITIAL_STATE, type FlowState } from './flow-state.js';
import type { FlowTracker } from './flow-tracker.js';
import type { AuthorizationOutcome, CancelReason, FlowMode } from './outcome.js';
import type { RedirectRecord } from './redirect-record.js';
import { hasUserActivation } from './surroundings.js';

/** All of an authorization but the opening of its window in a click: loaded with the first one, or ahead. */
export const flowTracking = new OnDemand(() => import('./flow-tracker.js'));

/** What a flow needs from its surroundings. */
export interface FlowEnvironment {
  /** The address of the API. */
  server: string;
  mode: FlowMode;
  /** Whether it begins although another tab is authorizing something. */
  takeOver: boolean;
  /** Reads the connections of the data source from the server, past every cache. */
  readCredentials: (signal: AbortSignal) => Promise<readonly DatasourceCredential[]>;
  getAuthorizationUrl: (signal: AbortSignal) => Promise<string>;
  /** Who is signed in to the server, or `null` where that is not known. */
  readAccount: () => Promise<string | null>;
  /** Runs between the opening of the window and the fetching of the address, e.g. to save the OAuth client. */
  prepare?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Awaited before the result is given out, so that a listener finds the cache up to date. */
  onAuthorized: (credential: DatasourceCredential) => Promise<void>;
  /** Addresses from whose origins the callback page may report, besides the page's own. */
  origins: Iterable<string | undefined>;
  /** Shown in the window until the authorization page comes. */
  openingText: string;
}

/**
 * One authorization from the click to its one outcome; with a record of a redirect it goes on where that page left.
 * Construct it synchronously in the user's click. What it does is a part of its own, the {@link FlowTracker}; while that is
 * still to be loaded, a window is opened for it all the same, which it closes again if something is in the way.
 */
export class AuthorizationFlow {
  readonly ref: DatasourceRef;
  /** The connection that is authorized again, if any. */
  readonly credentialId: string | undefined;
  readonly mode: FlowMode;
  /** Resolves once, with how the flow ended; never rejects. */
  readonly result: Promise<AuthorizationOutcome>;

  readonly #listeners = new Set<() => void>();
  #resolve!: (outcome: AuthorizationOutcome) => void;
  /** Until there is a tracker, whose state it is then. */
  #state: FlowState = INITIAL_STATE;
  #tracker: FlowTracker | undefined;
  /** The window that was opened before there is a tracker; `null` where the browser refused. */
  #opened: Window | null | undefined;

  constructor(
    ref: DatasourceRef,
    credentialId: string | undefined,
    environment: FlowEnvironment,
    resumed?: RedirectRecord,
  ) {
    this.ref = ref;
    this.credentialId = credentialId;
    this.mode = resumed ? 'redirect' : environment.mode;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const owner = resumed?.owner ?? randomName();
    // Firefox takes it back when it refuses a window.
    const inClick = hasUserActivation();
    const track = (part: { FlowTracker: typeof FlowTracker }): void => {
      if (this.#state.phase === 'settled') return;
      this.#tracker = new part.FlowTracker({
        flow: this,
        environment,
        owner,
        inClick,
        opened: this.#opened,
        state: this.#state,
        onChange: () => this.#notify(),
        onEnd: (outcome) => this.#end(outcome),
      });
      this.#tracker.begin(resumed);
    };
    const { part } = flowTracking;
    if (part) track(part);
    else {
      if (this.mode === 'popup') this.#opened = openBlankWindow(environment.openingText, owner);
      flowTracking
        .load()
        .then(track, (error: unknown) => this.#giveUp({ status: 'failed', error: error as DatasourceError }));
    }
  }

  /** The state as it is now; the same object until something changes. */
  get state(): FlowState {
    return this.#tracker?.state ?? this.#state;
  }

  /** Whether nobody on the page shows it. */
  get paused(): boolean {
    const { state } = this;
    return state.phase !== 'settled' && state.paused;
  }

  /** Where the user authorizes, as a host name, once that is known. */
  get host(): string | null {
    return this.#tracker?.url?.host ?? null;
  }

  /** Whether the user can be sent to the authorization page once more. */
  get reopenable(): boolean {
    return Boolean(this.#tracker?.url);
  }

  /** Calls `listener` after each change of the state, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The user gives up. */
  cancel(): void {
    this.#cancel('cancel', 'user');
  }

  /** Another flow goes on in its place. */
  giveWay(): void {
    this.#cancel('taken-over', 'taken_over');
  }

  /** The user says that they have finished: the list is read, and their word is taken where it cannot show it. */
  confirm(): void {
    this.remount();
    this.#tracker?.confirm();
  }

  /** Nobody on the page shows it any more: it listens to nothing and reads nothing, and its window stays. */
  unmount(): void {
    this.#show('unmount', true);
  }

  /** Somebody shows it again: it reads the list, and goes on. */
  remount(): void {
    this.#show('remount', false);
  }

  /** Brings the window to the front, or opens it again when it is closed. Call it synchronously in a click. */
  reopen(): void {
    this.remount();
    if (this.#tracker) this.#tracker.reopen();
    else this.#opened?.focus();
  }

  #cancel(type: 'cancel' | 'taken-over', reason: CancelReason): void {
    if (this.#tracker) this.#tracker.send({ type });
    else this.#giveUp({ status: 'cancelled', reason });
  }

  #show(type: 'unmount' | 'remount', paused: boolean): void {
    if (this.#tracker) return this.#tracker.send({ type });
    if (this.#state.phase === 'settled' || this.#state.paused === paused) return;
    this.#state = { phase: 'opening', paused };
    this.#notify();
  }

  /** Ends it before there is a tracker. */
  #giveUp(outcome: AuthorizationOutcome): void {
    if (this.#state.phase === 'settled') return;
    this.#state = { phase: 'settled', outcome };
    this.#end(outcome);
    this.#opened?.close();
  }

  #end(outcome: AuthorizationOutcome): void {
    this.#resolve(outcome);
    this.#notify();
    this.#listeners.clear();
  }

  /** Not at once: a listener that throws must not end the flow. */
  #notify(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }
}
