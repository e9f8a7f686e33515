import type { DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError } from '../api/errors.js';
import type { DatasourceCredential } from '../api/types.js';
import type { AuthorizationWindow } from './authorization-window.js';
import { openAuthorizationWindow } from './authorization-window.js';
import { INITIAL_STATE, transition, type FlowEvent, type FlowState } from './machine.js';
import type { AuthorizationOutcome } from './outcome.js';
import { ReadSchedule } from './read-schedule.js';
import { listenForSignals } from './signals.js';
import { guardAuthorizationUrl } from './url-guard.js';

/** How long the server remembers a flow, in milliseconds (contract 1.5: `Max-Age` 300). */
const DEADLINE = 300_000;
/** How long a closed window may still turn out to have succeeded, in milliseconds on the page. */
const GRACE = 10_000;

/** What a flow needs from its surroundings. */
export interface FlowEnvironment {
  /** Reads the connections of the data source from the server, past every cache. */
  readCredentials: (signal: AbortSignal) => Promise<readonly DatasourceCredential[]>;
  getAuthorizationUrl: (signal: AbortSignal) => Promise<string>;
  /** Runs between the opening of the window and the fetching of the address, e.g. to save the OAuth client. */
  prepare?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Awaited before the result is given out, so that a listener finds the cache up to date. */
  onAuthorized: (credential: DatasourceCredential) => Promise<void>;
  /** Exact origins from which the callback page may report. */
  origins: ReadonlySet<string>;
  /** Shown in the window until the authorization page comes. */
  openingText: string;
}

/**
 * One authorization from the click to its one outcome. The constructor opens the window, so it must be called
 * synchronously in the user's click.
 */
export class AuthorizationFlow {
  readonly ref: DatasourceRef;
  /** The connection that is authorized again, if any. */
  readonly credentialId: string | undefined;
  /** Resolves once, with how the flow ended; never rejects. */
  readonly result: Promise<AuthorizationOutcome>;

  readonly #environment: FlowEnvironment;
  readonly #ended = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #reads: ReadSchedule;
  #resolve!: (outcome: AuthorizationOutcome) => void;
  #state: FlowState = INITIAL_STATE;
  #window: AuthorizationWindow | null;
  #url: URL | null = null;
  #graceTimer: ReturnType<typeof setInterval> | undefined;

  constructor(ref: DatasourceRef, credentialId: string | undefined, environment: FlowEnvironment) {
    this.ref = ref;
    this.credentialId = credentialId;
    this.#environment = environment;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const { signal } = this.#ended;
    this.#reads = new ReadSchedule(() => this.#read(), signal);
    this.#window = openAuthorizationWindow(environment.openingText);
    if (!this.#window) {
      this.#send({ type: 'failed', error: new DatasourceError('popup_blocked', POPUP_BLOCKED) });
      return;
    }
    listenForSignals(
      {
        origins: environment.origins,
        window: () => this.#window,
        onHint: () => this.#send({ type: 'hint' }),
        onCallback: () => this.#send({ type: 'callback' }),
        onWindowClosed: () => this.#windowClosed(),
      },
      signal,
    );
    const deadline = setTimeout(() => this.#send({ type: 'deadline' }), DEADLINE);
    signal.addEventListener('abort', () => {
      clearTimeout(deadline);
      clearInterval(this.#graceTimer);
    });
    void this.#start(signal);
  }

  /** The state as it is now; the same object until something changes. */
  get state(): FlowState {
    return this.#state;
  }

  /** Calls `listener` after each change of the state, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The user gives up. */
  cancel(): void {
    this.#send({ type: 'cancel' });
  }

  /** The user says that they have finished: the list is read, and their word is taken where it cannot show it. */
  confirm(): void {
    this.#send({ type: 'confirm' });
  }

  /** Brings the window to the front, or opens it again when it is closed. Call it synchronously in a click. */
  reopen(): void {
    if (this.#state.phase === 'settled') return;
    if (this.#window && !this.#window.closed) {
      this.#window.focus();
      return;
    }
    const opened = openAuthorizationWindow(this.#environment.openingText);
    if (!opened) return;
    clearInterval(this.#graceTimer);
    this.#window = opened;
    this.#send({ type: 'window-opened' });
  }

  async #start(signal: AbortSignal): Promise<void> {
    const { prepare, readCredentials, getAuthorizationUrl } = this.#environment;
    try {
      await prepare?.(signal);
      signal.throwIfAborted();
      const [before, text] = await Promise.all([readCredentials(signal), getAuthorizationUrl(signal)]);
      this.#url = guardAuthorizationUrl(text);
      this.#send({ type: 'ready', before });
      this.#reads.start();
    } catch (thrown) {
      this.#send({ type: 'failed', error: toDatasourceError(thrown) });
    }
  }

  async #read(): Promise<void> {
    try {
      const credentials = await this.#environment.readCredentials(this.#ended.signal);
      this.#send({ type: 'read', credentials });
    } catch (thrown) {
      this.#send({ type: 'read-failed', error: toDatasourceError(thrown) });
    }
  }

  #windowClosed(): void {
    let remaining = GRACE;
    clearInterval(this.#graceTimer);
    // Only time that the user spends on this page counts: while a page with COOP merely looks closed, they are there.
    this.#graceTimer = setInterval(() => {
      if (document.hasFocus()) remaining -= 1_000;
      if (remaining > 0) return;
      clearInterval(this.#graceTimer);
      this.#send({ type: 'grace-over' });
    }, 1_000);
    // Last, for it may end the flow, and the timer with it.
    this.#send({ type: 'window-closed' });
  }

  #send(event: FlowEvent): void {
    const before = this.#state;
    const { state, effects } = transition(before, event, this.credentialId);
    this.#state = state;
    for (const effect of effects) {
      if (effect === 'read') this.#reads.request();
      else if (effect === 'close-window') this.#window?.close();
      else if (this.#url) this.#window?.navigate(this.#url);
    }
    if (state.phase === 'settled' && before.phase !== 'settled') void this.#settle(state.outcome);
    else if (state !== before) this.#notify();
  }

  async #settle(outcome: AuthorizationOutcome): Promise<void> {
    this.#ended.abort();
    if (outcome.status === 'authorized') {
      // A cache that cannot be brought up to date shows it; the authorization stands.
      await this.#environment.onAuthorized(outcome.credential).catch(() => undefined);
    }
    this.#resolve(outcome);
    this.#notify();
    this.#listeners.clear();
  }

  /** Not at once: a listener that throws must not end the flow. */
  #notify(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }
}

const POPUP_BLOCKED =
  'The browser blocked the authorization window. Allow pop-ups for this site, then try again.';
