import { datasourceId } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError } from '../api/errors.js';
import { own } from '../api/own.js';
import type { DatasourceCredential } from '../api/types.js';
import { ownWindow, thisPage, type AuthorizationWindow } from './authorization-window.js';
import { openBlankWindow } from './blank-window.js';
import { keepClaim } from './claim-keeper.js';
import { Claim } from './claim.js';
import type { StartedFlow } from './flow.js';
import { INITIAL_STATE, type FlowEvent, type FlowState } from './flow-state.js';
import { GracePeriod } from './grace-period.js';
import { transition } from './machine.js';
import { blockedError, obstacleTo } from './obstacles.js';
import type { AuthorizationOutcome } from './outcome.js';
import { ReadSchedule } from './read-schedule.js';
import { errorOf, forgetRedirect, saveRedirect, type RedirectRecord } from './redirect-record.js';
import { listenForSignals } from './signals.js';
import { hasUserActivation } from './surroundings.js';
import { trustedOrigins } from './trusted-origins.js';
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
}

/** Follows an authorization from its beginning to its end: the machine's ears and hands in the browser. */
export class FlowTracker {
  /** Where the user is sent, once that is known. */
  url: URL | null = null;
  readonly #of: StartedFlow;
  readonly #environment: FlowEnvironment;
  readonly #ended = new AbortController();
  readonly #reads = new ReadSchedule(() => this.#read());
  readonly #grace = new GracePeriod(() => this.send({ type: 'grace-over' }));
  /** In milliseconds since 1970, for the record; time itself is measured by the clock that nobody sets. */
  #startedAt = Date.now();
  #endsAt = 0;
  #state: FlowState = INITIAL_STATE;
  /** The page itself, until there is a window of its own. */
  #window: AuthorizationWindow = thisPage();
  readonly #claim: Claim;
  #account: string | null = null;
  /** Whether the tab remembers it while the page is away. */
  #saved = false;
  /** How many reads were asked for so that they had to be made. */
  #demands = 0;
  /** Lives while somebody on the page shows the flow. */
  #attached = new AbortController();

  constructor(started: StartedFlow, environment: FlowEnvironment) {
    this.#of = started;
    this.#environment = environment;
    this.#claim = new Claim(environment.server, started.owner, datasourceId(started.flow.ref));
  }

  /** The state as it is now; the same object until something changes. */
  get state(): FlowState {
    return this.#state;
  }

  /**
   * Opens the window, if none is open yet, when nothing is in the way: then it must be called synchronously in the
   * user's click.
   *
   * @param state where the flow stands: nowhere yet.
   * @param opened the window that was opened before the tracker was there; `null` where the browser refused.
   * @param resumed what the page went away for, if it comes back.
   */
  begin(state: FlowState, opened?: Window | null, resumed?: RedirectRecord): void {
    this.#state = state;
    const obstacle = resumed ? null : this.#prepareWindow(opened);
    if (obstacle) return this.send({ type: 'failed', error: obstacle });
    const claim = this.#claim;
    // A page that comes back has only lent it: who took it over meanwhile keeps it.
    if (!resumed || !claim.otherHolder) claim.take();
    this.#startedAt = Math.min(resumed?.startedAt ?? Infinity, this.#startedAt);
    this.#endsAt = performance.now() + DEADLINE - (Date.now() - this.#startedAt);
    if (this.#state.phase === 'opening' && this.#state.paused) claim.release();
    else this.#attach();
    if (resumed) this.#goOn(resumed);
    else void this.#start(this.#ended.signal);
  }

  /** The user says that they have finished. */
  confirm(): void {
    this.send({ type: 'confirm' });
    // Whoever says so is there, and may have to say it again.
    if (this.#state.phase === 'waiting' && this.#state.windowClosed) this.#grace.start();
  }

  /** See {@link AuthorizationFlow.reopen}. */
  reopen(): void {
    if (this.#state.phase === 'settled') return;
    if (this.#of.flow.mode === 'popup') {
      if (!this.#window.closed) {
        this.#window.focus();
        return;
      }
      const inClick = hasUserActivation();
      const opened = this.#open();
      if (!opened) return this.send({ type: 'blocked', error: blockedError(inClick) });
      this.#window = ownWindow(opened);
    } else if (!this.url) return;
    this.#grace.stop();
    this.send({ type: 'opened' });
  }

  send(event: FlowEvent): void {
    const before = this.#state;
    const { state, effects } = transition(before, event, this.#of.flow.credentialId);
    this.#state = state;
    if (state.phase !== 'settled' && before.phase !== 'settled') {
      if (state.paused && !before.paused) this.#attached.abort();
      if (!state.paused && before.paused) this.#attach();
      if (state.phase === 'waiting' && before.phase === 'opening' && !state.paused) this.#reads.start();
    }
    for (const effect of effects) {
      if (effect === 'read') this.#look(!CHEAP.has(event.type) || isNews(before, state));
      else if (effect === 'navigate') this.#navigate();
      else {
        const { close } = this.#window;
        const isSilent = before.phase === 'waiting' && !before.callbackSeen && !before.lastChance;
        if (isSilent && event.type === 'read') setTimeout(close, ARRIVAL);
        else close();
      }
    }
    if (state.phase === 'settled' && before.phase !== 'settled') void this.#settle(state.outcome);
    else if (state !== before) this.#of.onChange();
    if (event.type === 'closed' && this.#state.phase === 'waiting' && !this.#attached.signal.aborted) {
      this.#grace.start();
      this.#reads.afterClosing();
    }
  }

  /** Why the flow cannot begin; `null` when it can, and has its window. */
  #prepareWindow(before: Window | null | undefined): DatasourceError | null {
    const { mode } = this.#of.flow;
    if (before) this.#window = ownWindow(before);
    const obstacle = obstacleTo(mode, this.#environment.takeOver ? null : this.#claim.otherHolder);
    if (obstacle || mode === 'redirect') return obstacle;
    // What the page went away for before is given up for this.
    forgetRedirect();
    const opened = before === undefined ? this.#open() : before;
    if (!opened) return blockedError(this.#of.inClick);
    this.#window = ownWindow(opened);
    return null;
  }

  #open(): Window | null {
    return openBlankWindow(this.#of.openingText, this.#of.owner);
  }

  async #start(signal: AbortSignal): Promise<void> {
    const claim = this.#claim;
    const { prepare, readCredentials, readAccount, getAuthorizationUrl } = this.#environment;
    const giveWay = (): void => this.send({ type: 'taken-over' });
    try {
      await prepare?.(signal);
      signal.throwIfAborted();
      const [before, account] = await Promise.all([readCredentials(signal), readAccount()]);
      this.#account = account;
      // The server ties the address to the browser and forgets the one before, so it is asked for as the only one.
      if (claim.otherHolder) return giveWay();
      this.url = guardAuthorizationUrl(await getAuthorizationUrl(signal));
      if (claim.otherHolder) return giveWay();
      this.send({ type: 'url', before: before.map(({ id }) => id) });
    } catch (thrown) {
      this.send({ type: 'failed', error: toDatasourceError(thrown) });
    }
  }

  /** The page came back from the third party: by its callback page, or by the browser's Back. */
  #goOn(record: RedirectRecord): void {
    this.#account = record.account;
    this.send({ type: 'url', before: record.before });
    if (record.report) this.send({ type: 'message', error: errorOf(record) });
    this.send({ type: 'closed' });
  }

  async #read(): Promise<void> {
    const { signal } = this.#attached;
    const { readCredentials, readAccount } = this.#environment;
    const demands = this.#demands;
    const isOutdated = (): boolean => demands !== this.#demands;
    try {
      const credentials = await readCredentials(signal);
      const account = await readAccount();
      if (signal.aborted) return;
      if (this.#account !== null && account !== null && account !== this.#account) throw ACCOUNT_CHANGED;
      this.send({ type: 'read', credentials, outdated: isOutdated() });
    } catch (thrown) {
      if (signal.aborted) return;
      this.send({ type: 'read-failed', error: toDatasourceError(thrown), outdated: isOutdated() });
    }
  }

  #attach(): void {
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    const { flow, owner } = this.#of;
    const send = (event: FlowEvent): void => this.send(event);
    const origins = trustedOrigins(this.#environment.origins);
    listenForSignals({ send, window: () => this.#window, origins, flow: owner }, signal);
    keepClaim(this.#claim, () => send({ type: 'taken-over' }), signal);
    if (flow.mode === 'redirect') {
      const onReturn = ({ persisted }: PageTransitionEvent): void => {
        if (!persisted) return;
        const taken = !forgetRedirect(owner) && this.#saved;
        this.#saved = false;
        // Another load of the page went on with it, and tells how it ends.
        send({ type: taken ? 'taken-over' : 'closed' });
      };
      window.addEventListener('pageshow', onReturn, own({ signal }));
    }
    const left = Math.max(0, this.#endsAt - performance.now());
    let timer = setTimeout(() => {
      // Counted from now on: a page that was suspended may be late, and its last read is still to come.
      timer = setTimeout(() => send({ type: 'overdue' }), LAST_READ);
      send({ type: 'deadline' });
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

  #look(demanded: boolean): void {
    if (demanded) this.#demands++;
    this.#reads.request(demanded);
  }

  #navigate(): void {
    if (!this.url) return;
    const { flow, owner } = this.#of;
    const state = this.#state;
    // Whoever sees nothing of it is not sent away from the page; "Go there again" does it, once it is shown again.
    if (flow.mode === 'redirect' && state.phase !== 'settled' && state.paused) return;
    if (flow.mode === 'redirect' && state.phase === 'waiting') {
      this.#claim.takeAlong();
      this.#saved = saveRedirect({
        server: this.#environment.server,
        owner,
        ref: flow.ref,
        ...(flow.credentialId !== undefined && { credentialId: flow.credentialId }),
        before: [...state.before],
        account: this.#account,
        startedAt: this.#startedAt,
        returnTo: location.href,
      });
    }
    // Once more, where it is used: nothing else may ever get here.
    this.#window.navigate(guardAuthorizationUrl(this.url.href));
  }

  async #settle(outcome: AuthorizationOutcome): Promise<void> {
    const { owner, onEnd } = this.#of;
    this.#ended.abort();
    this.#attached.abort();
    forgetRedirect(owner);
    if (outcome.status === 'authorized') {
      // A cache that cannot be brought up to date shows it; the authorization stands.
      await this.#environment.onAuthorized(outcome.credential).catch(() => undefined);
    }
    onEnd(outcome);
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
