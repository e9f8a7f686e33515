import { Waiting } from './waiting.js';

/** A place where requests can be made to wait, so that a test decides when they go on. */
export class Gate {
  readonly #name: string;
  readonly #waiting = new Waiting();
  #held = false;
  #arrivals = 0;
  #passages = 0;

  /** @param name What the messages call it. */
  constructor(name: string) {
    this.#name = name;
  }

  /** Who arrives from now on waits. */
  hold(): void {
    this.#held = true;
  }

  /** Lets everybody go on, who waits and who comes. */
  release(): void {
    this.#held = false;
    this.#passages = this.#arrivals;
    this.#waiting.changed();
  }

  /** Lets the one go on that has waited longest. */
  releaseOne(): void {
    this.#passages = Math.min(this.#passages + 1, this.#arrivals);
    this.#waiting.changed();
  }

  /** Resolves when so many have arrived since the last {@link reset}. */
  arrived(count = 1, ms?: number): Promise<void> {
    return this.#waiting.until(() => this.#arrivals >= count, `arrival ${count} at ${this.#name}`, ms);
  }

  /** How many have arrived since the last {@link reset}. */
  get arrivals(): number {
    return this.#arrivals;
  }

  /** Passes through the gate; returns when it is open. */
  async pass(): Promise<void> {
    this.#arrivals += 1;
    const turn = this.#arrivals;
    if (!this.#held) this.#passages = Math.max(this.#passages, turn);
    this.#waiting.changed();
    await this.#waiting.until(() => this.#passages >= turn, `the opening of ${this.#name}`, 600_000);
  }

  /** Opens it and forgets who has arrived. */
  reset(): void {
    this.release();
    this.#arrivals = 0;
    this.#passages = 0;
  }
}
