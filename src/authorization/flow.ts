import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError } from '../api/errors.js';
import { own } from '../api/own.js';
import type { DatasourceCredential } from '../api/types.js';
import {
  openAuthorizationWindow,
  randomName,
  thisPage,
  type AuthorizationWindow,
} from './authorization-window.js';
import { Claim } from './claim.js';
import { GracePeriod } from './grace-period.js';
import { INITIAL_STATE, transition, type FlowEvent, type FlowState } from './machine.js';
import { blockedError, obstacleTo } from './obstacles.js';
import { hasUserActivation } from './surroundings.js';
import type { AuthorizationOutcome, FlowMode } from './outcome.js';
import { ReadSchedule } from './read-schedule.js';
import { errorOf, forgetRedirect, saveRedirect, type RedirectRecord } from './redirect-record.js';
import { listenForSignals } from './signals.js';
import { guardAuthorizationUrl } from './url-guard.js';

/** How long the server remembers a flow, in milliseconds (contract 1.5: `Max-Age` 300). */
const DEADLINE = 300_000;
/** How long the last read may take after that: the page's own functions may never come back. */
const LAST_READ = 15_000;
/**
 * How long a window of which nothing was heard gets for its next page, in milliseconds: Chromium loses a `close()` that
 * meets it on the way there, and heeds none that follows.
 */
const ARRIVAL = 1_000;

/** Signs that anybody may send, as often as they like. */
const CHEAP: ReadonlySet<FlowEvent['type']> = new Set(['focus', 'channel', 'message']);

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
  /** Exact origins from which the callback page may report. */
  origins: ReadonlySet<string>;
  /** Shown in the window until the authorization page comes. */
  openingText: string;
}

/**
 * One authorization from the click to its one outcome. The constructor opens the window, so it must be called
 * synchronously in the user's click; with a record of a redirect it goes on where that page left.
 */
export class AuthorizationFlow {
  readonly ref: DatasourceRef;
  /** The connection that is authorized again, if any. */
  readonly credentialId: string | undefined;
  readonly mode: FlowMode;
  /** Resolves once, with how the flow ended; never rejects. */
  readonly result: Promise<AuthorizationOutcome>;

  readonly #environment: FlowEnvironment;
  readonly #ended = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #reads = new ReadSchedule(() => this.#read());
  readonly #grace = new GracePeriod(() => this.#send({ type: 'grace-over' }));
  readonly #owner: string;
  readonly #claim: Claim;
  /** In milliseconds since 1970, for the record; time itself is measured by the clock that nobody sets. */
  readonly #startedAt: number;
  readonly #endsAt: number;
  #resolve!: (outcome: AuthorizationOutcome) => void;
  #state: FlowState = INITIAL_STATE;
  #window!: AuthorizationWindow;
  #url: URL | null = null;
  #account: string | null = null;
  /** Whether the tab remembers it while the page is away. */
  #saved = false;
  /** How many reads were asked for so that they had to be made. */
  #demands = 0;
  /** Lives while somebody on the page shows the flow. */
  #attached = new AbortController();

  constructor(
    ref: DatasourceRef,
    credentialId: string | undefined,
    environment: FlowEnvironment,
    resumed?: RedirectRecord,
  ) {
    this.ref = ref;
    this.credentialId = credentialId;
    this.mode = resumed ? 'redirect' : environment.mode;
    this.#environment = environment;
    this.#owner = resumed?.owner ?? randomName();
    this.#claim = new Claim(environment.server, this.#owner, datasourceId(ref));
    this.#startedAt = Math.min(resumed?.startedAt ?? Infinity, Date.now());
    this.#endsAt = performance.now() + DEADLINE - (Date.now() - this.#startedAt);
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const obstacle = resumed
      ? null
      : obstacleTo(this.mode, environment.takeOver ? null : this.#claim.otherHolder);
    // Firefox takes it back when it refuses a window.
    const inClick = hasUserActivation();
    const opened = obstacle ? null : this.#open();
    if (!opened) {
      this.#send({ type: 'failed', error: obstacle ?? blockedError(inClick) });
      return;
    }
    this.#window = opened;
    // A page that comes back has only lent it: who took it over meanwhile keeps it.
    if (!resumed || !this.#claim.otherHolder) this.#claim.take();
    this.#attach();
    if (resumed) this.#goOn(resumed);
    else void this.#start(this.#ended.signal);
  }

  /** The state as it is now; the same object until something changes. */
  get state(): FlowState {
    return this.#state;
  }

  /** Whether nobody on the page shows it. */
  get paused(): boolean {
    return this.#state.phase !== 'settled' && this.#state.paused;
  }

  /** Where the user authorizes, as a host name, once that is known. */
  get host(): string | null {
    return this.#url?.host ?? null;
  }

  /** Whether the user can be sent to the authorization page once more. */
  get reopenable(): boolean {
    return this.#url !== null;
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

  /** Another flow goes on in its place. */
  giveWay(): void {
    this.#send({ type: 'taken-over' });
  }

  /** The user says that they have finished: the list is read, and their word is taken where it cannot show it. */
  confirm(): void {
    this.remount();
    this.#send({ type: 'confirm' });
    // Whoever says so is there, and may have to say it again.
    if (this.#state.phase === 'waiting' && this.#state.windowClosed) this.#grace.start();
  }

  /** Nobody on the page shows it any more: it listens to nothing and reads nothing, and its window stays. */
  unmount(): void {
    this.#send({ type: 'unmount' });
  }

  /** Somebody shows it again: it reads the list, and goes on. */
  remount(): void {
    this.#send({ type: 'remount' });
  }

  /** Brings the window to the front, or opens it again when it is closed. Call it synchronously in a click. */
  reopen(): void {
    this.remount();
    if (this.#state.phase === 'settled') return;
    if (this.mode === 'popup') {
      if (!this.#window.closed) {
        this.#window.focus();
        return;
      }
      const inClick = hasUserActivation();
      const opened = this.#open();
      if (!opened) return this.#send({ type: 'blocked', error: blockedError(inClick) });
      this.#window = opened;
    } else if (!this.#url) return;
    this.#grace.stop();
    this.#send({ type: 'opened' });
  }

  #open(): AuthorizationWindow | null {
    if (this.mode === 'redirect') return thisPage();
    // A window gets a copy of what this tab keeps, and its callback page would take itself for one that was away.
    forgetRedirect();
    return openAuthorizationWindow(this.#environment.openingText, this.#owner);
  }

  async #start(signal: AbortSignal): Promise<void> {
    const { prepare, readCredentials, readAccount, getAuthorizationUrl } = this.#environment;
    try {
      await prepare?.(signal);
      signal.throwIfAborted();
      const [before, account] = await Promise.all([readCredentials(signal), readAccount()]);
      this.#account = account;
      // The server ties the address to the browser and forgets the one before, so it is asked for as the only one.
      if (this.#claim.otherHolder) return this.giveWay();
      this.#url = guardAuthorizationUrl(await getAuthorizationUrl(signal));
      if (this.#claim.otherHolder) return this.giveWay();
      this.#send({ type: 'url', before: before.map(({ id }) => id) });
    } catch (thrown) {
      this.#send({ type: 'failed', error: toDatasourceError(thrown) });
    }
  }

  /** The page came back from the third party: by its callback page, or by the browser's Back. */
  #goOn(record: RedirectRecord): void {
    this.#account = record.account;
    this.#send({ type: 'url', before: record.before });
    if (record.report) this.#send({ type: 'message', error: errorOf(record) });
    this.#send({ type: 'closed' });
  }

  async #read(): Promise<void> {
    const { signal } = this.#attached;
    const demands = this.#demands;
    const isOutdated = (): boolean => demands !== this.#demands;
    try {
      const credentials = await this.#environment.readCredentials(signal);
      const account = await this.#environment.readAccount();
      if (signal.aborted) return;
      if (this.#account !== null && account !== null && account !== this.#account) throw ACCOUNT_CHANGED;
      this.#send({ type: 'read', credentials, outdated: isOutdated() });
    } catch (thrown) {
      if (signal.aborted) return;
      this.#send({ type: 'read-failed', error: toDatasourceError(thrown), outdated: isOutdated() });
    }
  }

  #attach(): void {
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    const send = (event: FlowEvent): void => this.#send(event);
    const { origins } = this.#environment;
    listenForSignals({ send, window: () => this.#window, origins, flow: this.#owner }, signal);
    this.#claim.keep(() => this.giveWay(), signal);
    if (this.mode === 'redirect') {
      const onReturn = ({ persisted }: PageTransitionEvent): void => {
        if (!persisted) return;
        const taken = !forgetRedirect(this.#owner) && this.#saved;
        this.#saved = false;
        // Another load of the page went on with it, and tells how it ends.
        if (taken) this.giveWay();
        else this.#send({ type: 'closed' });
      };
      window.addEventListener('pageshow', onReturn, own({ signal }));
    }
    const left = Math.max(0, this.#endsAt - performance.now());
    let timer = setTimeout(() => {
      // Counted from now on: a page that was suspended may be late, and its last read is still to come.
      timer = setTimeout(() => this.#send({ type: 'overdue' }), LAST_READ);
      this.#send({ type: 'deadline' });
    }, left);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      this.#grace.stop();
      this.#reads.stop();
    });
    if (this.#state.phase !== 'waiting') return;
    this.#reads.start();
    if (this.#state.windowClosed) this.#grace.start();
  }

  #send(event: FlowEvent): void {
    const before = this.#state;
    const { state, effects } = transition(before, event, this.credentialId);
    this.#state = state;
    if (state.phase !== 'settled' && before.phase !== 'settled') {
      if (state.paused && !before.paused) this.#attached.abort();
      if (!state.paused && before.paused) this.#attach();
      if (state.phase === 'waiting' && before.phase === 'opening' && !state.paused) this.#reads.start();
    }
    for (const effect of effects) {
      if (effect === 'read') this.#look(!CHEAP.has(event.type) || isNews(before, state));
      else if (effect === 'navigate') this.#navigate();
      else if (this.#window as AuthorizationWindow | undefined) {
        const { close } = this.#window;
        const isSilent = before.phase === 'waiting' && !before.callbackSeen && !before.lastChance;
        if (isSilent && event.type === 'read') setTimeout(close, ARRIVAL);
        else close();
      }
    }
    if (state.phase === 'settled' && before.phase !== 'settled') void this.#settle(state.outcome);
    else if (state !== before) this.#notify();
    if (event.type === 'closed' && this.#state.phase === 'waiting' && !this.#attached.signal.aborted) {
      this.#grace.start();
      this.#reads.afterClosing();
    }
  }

  #look(demanded: boolean): void {
    if (demanded) this.#demands++;
    this.#reads.request(demanded);
  }

  #navigate(): void {
    if (!this.#url) return;
    // Whoever sees nothing of it is not sent away from the page; "Go there again" does it, once it is shown again.
    if (this.mode === 'redirect' && this.paused) return;
    if (this.mode === 'redirect' && this.#state.phase === 'waiting') {
      this.#claim.takeAlong();
      this.#saved = saveRedirect({
        server: this.#environment.server,
        owner: this.#owner,
        ref: this.ref,
        ...(this.credentialId !== undefined && { credentialId: this.credentialId }),
        before: [...this.#state.before],
        account: this.#account,
        startedAt: this.#startedAt,
        returnTo: location.href,
      });
    }
    // Once more, where it is used: nothing else may ever get here.
    this.#window.navigate(guardAuthorizationUrl(this.#url.href));
  }

  async #settle(outcome: AuthorizationOutcome): Promise<void> {
    this.#ended.abort();
    this.#attached.abort();
    forgetRedirect(this.#owner);
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

/** Whether a sign says what no sign before it said: a callback page's first word. */
function isNews(before: FlowState, after: FlowState): boolean {
  if (before.phase !== 'waiting' || after.phase !== 'waiting') return false;
  return before.callbackSeen !== after.callbackSeen || before.lastChance !== after.lastChance;
}

const ACCOUNT_CHANGED = new DatasourceError(
  'account_changed',
  'Somebody else signed in meanwhile, so it is not known whether the connection was added. Look at the list.',
);
