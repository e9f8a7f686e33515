import { isPageVisible } from '../api/page.js';
import { attempt } from './attempt.js';

/** How long a claim holds without a sign of life, in milliseconds. */
const TIME_TO_LIVE = 15_000;
/** The same while the page is hidden, where its timers may run but once a minute. */
const HIDDEN = 75_000;
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
  /** Under which the storage of the origin has it. */
  readonly key: string;
  /** Whether the page goes to the third party with it. */
  away = false;
  readonly #owner: string;
  readonly #source: string;

  /**
   * @param server the address of the API.
   * @param owner names the flow.
   */
  constructor(server: string, owner: string, source: string) {
    this.key = `datasource-elements:claim:${server}`;
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
    const time = this.away ? AWAY : isPageVisible() ? TIME_TO_LIVE : HIDDEN;
    const holder: ClaimHolder = { owner: this.#owner, source: this.#source, until: Date.now() + time };
    attempt(() => localStorage.setItem(this.key, JSON.stringify(holder)));
  }

  /** Lets the page go to the third party with it. */
  takeAlong(): void {
    this.away = true;
    this.take();
  }

  /** Gives it up, if it is still ours. */
  release(): void {
    if (this.#read()?.owner === this.#owner) attempt(() => localStorage.removeItem(this.key));
  }

  #read(): ClaimHolder | null {
    const value: unknown = attempt(() => JSON.parse(localStorage.getItem(this.key) ?? 'null') as unknown);
    if (typeof value !== 'object' || value === null) return null;
    const { owner, source, until } = value as Partial<ClaimHolder>;
    if (typeof owner !== 'string' || typeof source !== 'string' || typeof until !== 'number') return null;
    // One from the future, by a clock that was wrong, would hold for ever.
    return until <= Date.now() + AWAY ? { owner, source, until } : null;
  }
}
