/** The least time between two reads, in milliseconds. */
const SPACING = 1_000;
/** The longest time between two polls, in milliseconds. */
const SLOWEST = 10_000;
/** After so many reads a flow polls no more; signs still make it read. */
const MOST_POLLS = 60;

/**
 * When to look at the server's list: at once when there is reason to, but at most once a second and never twice at a
 * time; besides that ever more slowly, and only while the page is visible.
 */
export class ReadSchedule {
  readonly #read: () => Promise<void>;
  readonly #signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  #lastAt = -Infinity;
  #pause = SPACING;
  #polls = 0;
  #busy = false;
  #wanted = false;

  constructor(read: () => Promise<void>, signal: AbortSignal) {
    this.#read = read;
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Begins to poll. */
  start(): void {
    this.#plan(this.#pause);
  }

  /** Asks for a read as soon as the spacing allows. */
  request(): void {
    if (this.#busy) this.#wanted = true;
    else this.#plan(Math.max(0, this.#lastAt + SPACING - performance.now()));
  }

  #plan(delay: number): void {
    const at = performance.now() + delay;
    if (this.#signal.aborted || at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  async #run(): Promise<void> {
    this.#dueAt = Infinity;
    this.#busy = true;
    this.#wanted = false;
    this.#lastAt = performance.now();
    await this.#read();
    this.#busy = false;
    if (this.#signal.aborted) return;
    if (this.#wanted) this.request();
    if (document.visibilityState === 'visible' && this.#polls++ < MOST_POLLS) {
      this.#pause = Math.min(this.#pause * 1.5, SLOWEST);
      this.#plan(this.#pause);
    }
  }
}
