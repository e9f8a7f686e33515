import { own } from '../api/own.js';
import { isPageVisible } from '../api/page.js';

/** How long a claim holds without a sign of life, in milliseconds. */
const TIME_TO_LIVE = 15_000;
/** The same while the page is hidden, where its timers may run but once a minute. */
const HIDDEN = 75_000;
/** How often it is renewed, in milliseconds. */
const HEARTBEAT = 3_000;
/** How long it holds while the whole page is away at the third party, in milliseconds. */
const AWAY = 120_000;

/** Who is authorizing something in this browser. */
export interface ClaimHolder {
  /** Names the flow; random. */
  readonly owner: string;
  /** The id of the data source. */
  readonly source: string;
  /** Until when, by the clock of this machine (milliseconds since 1970). */
  readonly until: number;
}

/**
 * The right to run the one authorization that a server can follow in a browser (contract 1.5: one cookie), across
 * tabs. An entry in the storage of the origin: it can be read within a click, unlike a lock, and nobody waits for it.
 * A tab that died holds it for 15 s at most, or 75 s if it was hidden, or 2 minutes if it was at the third party, and
 * anybody may take it over. Without storage there is no claim, and everything else works.
 */
export class Claim {
  readonly #key: string;
  readonly #owner: string;
  readonly #source: string;
  /** Whether the page goes to the third party with it. */
  #away = false;

  /**
   * @param server the address of the API.
   * @param owner names the flow.
   */
  constructor(server: string, owner: string, source: string) {
    this.#key = `datasource-elements:claim:${server}`;
    this.#owner = owner;
    this.#source = source;
  }

  /** Who else holds it now, or `null`. */
  get otherHolder(): ClaimHolder | null {
    const holder = this.#read();
    return holder && holder.owner !== this.#owner && holder.until > Date.now() ? holder : null;
  }

  /** Takes it, from whoever has it; who had it notices. */
  take(): void {
    const time = this.#away ? AWAY : isPageVisible() ? TIME_TO_LIVE : HIDDEN;
    const holder: ClaimHolder = { owner: this.#owner, source: this.#source, until: Date.now() + time };
    attempt(() => localStorage.setItem(this.#key, JSON.stringify(holder)));
  }

  /** Lets the page go to the third party with it. */
  takeAlong(): void {
    this.#away = true;
    this.take();
  }

  /** Gives it up, if it is still ours. */
  release(): void {
    if (this.#read()?.owner === this.#owner) attempt(() => localStorage.removeItem(this.#key));
  }

  /**
   * Takes it, if nobody else has, and keeps it until `signal` is aborted, which releases it, or somebody else took it.
   *
   * @param onLost called once, when somebody else has it; not before this function has returned.
   */
  keep(onLost: () => void, signal: AbortSignal): void {
    const ended = new AbortController();
    let left = false;
    const check = (): void => {
      // A page that is left is hidden too, before or after it hears that, and must not take it again.
      if (left) return;
      if (this.otherHolder) {
        ended.abort();
        onLost();
      } else {
        this.take();
      }
    };
    const timer = setInterval(check, HEARTBEAT);
    queueMicrotask(() => !ended.signal.aborted && check());
    const both = own({ signal: ended.signal });
    window.addEventListener('storage', ({ key }) => key === this.#key && this.otherHolder && check(), both);
    // A page that is left frees it at once, and one that comes back from the cache wants it again.
    const onHide = (): void => {
      left = true;
      if (!this.#away) this.release();
    };
    window.addEventListener('pagehide', onHide, both);
    const onShow = (): void => {
      left = this.#away = false;
      check();
    };
    window.addEventListener('pageshow', onShow, both);
    // It comes up from the document, whose own members the page's elements can hide.
    window.addEventListener('visibilitychange', check, both);
    ended.signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.release();
    });
    signal.addEventListener('abort', () => ended.abort(), both);
  }

  #read(): ClaimHolder | null {
    const value: unknown = attempt(() => JSON.parse(localStorage.getItem(this.#key) ?? 'null') as unknown);
    if (typeof value !== 'object' || value === null) return null;
    const { owner, source, until } = value as Partial<ClaimHolder>;
    if (typeof owner !== 'string' || typeof source !== 'string' || typeof until !== 'number') return null;
    // One from the future, by a clock that was wrong, would hold for ever.
    return until <= Date.now() + AWAY ? { owner, source, until } : null;
  }
}

/** Storage may be forbidden, full or broken. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
