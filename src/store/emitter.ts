/** Tells its listeners that something changed; they look for themselves what it was. */
export class Emitter {
  readonly #listeners = new Set<() => void>();

  /** Calls `listener` after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners to look again. */
  readonly notify = (): void => {
    for (const listener of [...this.#listeners]) listener();
  };
}
