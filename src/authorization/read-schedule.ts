import { isPageVisible } from '../api/page.js';

/** The least time between two reads, in milliseconds. */
const SPACING = 1_000;
/** The longest time between two polls, in milliseconds. */
const SLOWEST = 10_000;
/** A flow polls so often at most: enough for the 5 minutes that a server remembers it. */
const MOST_POLLS = 40;
/** So many further reads at most are made because of signs: a page that floods us with them costs no more. */
const MOST_SIGNS = 20;
/** When a window was closed, the server may still be at work: milliseconds after which to look again. */
const AFTER_CLOSING = [1_000, 3_000, 8_000];

/** Why there is a read; a demand counts for nothing. */
type Reason = 'poll' | 'sign' | 'demand';

/**
 * When to look at the server's list: at once when there is reason to, but at most once a second, never twice at a
 * time, and 60 times a flow unless that is demanded; besides that ever more slowly, and only while the page is visible.
 */
export class ReadSchedule {
  readonly #read: () => Promise<void>;
  readonly #counts: Record<Reason, number> = { poll: 0, sign: 0, demand: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #afterClosing: ReturnType<typeof setTimeout>[] = [];
  #dueAt = Infinity;
  #lastAt = -Infinity;
  #pause = SPACING;
  #running = false;
  #busy = false;
  /** What was asked for during a read. */
  #wanted: 'sign' | 'demand' | null = null;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  /** Begins to poll, or goes on. */
  start(): void {
    this.#running = true;
    this.#poll();
  }

  /** Reads nothing more until it is started again. */
  stop(): void {
    this.#running = false;
    this.#dueAt = Infinity;
    for (const timer of [this.#timer, ...this.#afterClosing]) clearTimeout(timer);
    this.#afterClosing = [];
  }

  /**
   * Asks for a read as soon as the spacing allows.
   *
   * @param demanded by the user, or by what may be the end: it is made in any case.
   */
  request(demanded = false): void {
    if (!demanded && this.#counts.sign >= MOST_SIGNS) this.#poll();
    else this.#plan(this.#lastAt + SPACING, demanded ? 'demand' : 'sign');
  }

  /** The window was closed: some more reads within the grace period. */
  afterClosing(): void {
    for (const delay of AFTER_CLOSING) {
      this.#afterClosing.push(setTimeout(() => this.request(true), delay));
    }
  }

  #poll(): void {
    const visible = isPageVisible();
    if (visible && this.#counts.poll < MOST_POLLS) this.#plan(performance.now() + this.#pause, 'poll');
  }

  /** Unless an earlier one is planned already. */
  #plan(at: number, reason: Reason): void {
    if (!this.#running || at >= this.#dueAt) return;
    if (this.#busy) {
      // It polls again afterwards anyway.
      if (reason !== 'poll' && this.#wanted !== 'demand') this.#wanted = reason;
      return;
    }
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => void this.#run(reason), Math.max(0, at - performance.now()));
  }

  async #run(reason: Reason): Promise<void> {
    this.#counts[reason]++;
    this.#dueAt = Infinity;
    this.#busy = true;
    this.#lastAt = performance.now();
    await this.#read();
    this.#busy = false;
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted) this.request(wanted === 'demand');
    this.#pause = Math.min(this.#pause * 1.5, SLOWEST);
    this.#poll();
  }
}
