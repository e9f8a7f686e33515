import type { DatasourceRef } from '../api/datasource-id.js';
import type { DatasourceError } from '../api/errors.js';
import { openBlankWindow, randomName } from './blank-window.js';
import { INITIAL_STATE, type FlowState } from './flow-state.js';
import type { FlowTracker } from './flow-tracker.js';
import type { AuthorizationOutcome, CancelReason, FlowMode } from './outcome.js';
import type { RedirectRecord } from './redirect-record.js';
import { hasUserActivation } from './surroundings.js';

/** What a flow begins with. */
export interface FlowStart {
  readonly mode: FlowMode;
  /** Shown in the window until the authorization page comes. */
  readonly openingText: string;
  /**
   * Makes what follows the flow, and has it begin: at once where the part for it is there. Otherwise it returns what is
   * fulfilled when it has begun, and rejects with a `DatasourceError` when the part cannot be loaded.
   */
  readonly track: (flow: StartedFlow, begin: (tracker: FlowTracker) => void) => Promise<void> | undefined;
}

/** What is known of a flow within the click. */
export interface StartedFlow {
  readonly flow: Pick<AuthorizationFlow, 'ref' | 'credentialId' | 'mode' | 'result'>;
  /** Names the flow: random. */
  readonly owner: string;
  readonly openingText: string;
  /** Whether the browser would have let a window be opened when the flow began, as far as it tells. */
  readonly inClick: boolean;
  readonly onChange: () => void;
  readonly onEnd: (outcome: AuthorizationOutcome) => void;
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
    { mode, openingText, track }: FlowStart,
    resumed?: RedirectRecord,
  ) {
    this.ref = ref;
    this.credentialId = credentialId;
    this.mode = resumed ? 'redirect' : mode;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const owner = resumed?.owner ?? randomName();
    const started: StartedFlow = {
      flow: this,
      owner,
      openingText,
      // Firefox takes it back when it refuses a window.
      inClick: hasUserActivation(),
      onChange: () => this.#notify(),
      onEnd: (outcome) => this.#end(outcome),
    };
    const loading = track(started, (tracker) => {
      if (this.#state.phase === 'settled') return;
      this.#tracker = tracker;
      tracker.begin(this.#state, this.#opened, resumed);
    });
    if (!loading) return;
    if (this.mode === 'popup') this.#opened = openBlankWindow(openingText, owner);
    loading.catch((error: unknown) => this.#giveUp({ status: 'failed', error: error as DatasourceError }));
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
