/** Tells its listeners that something changed; they look for themselves what it was. */
export class Emitter {
  readonly #listeners = new Set<() => void>();

  /** Calls `listener` after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    const entry = (): void => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Tells the listeners to look again. One that throws must not keep anything from being sent, or others from hearing. */
  readonly notify = (): void => {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (thrown) {
        queueMicrotask(() => {
          throw thrown;
        });
      }
    }
  };
}
