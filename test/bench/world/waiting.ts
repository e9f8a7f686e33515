/** How long something is waited for unless told otherwise, in milliseconds. */
const PATIENCE = 10_000;

/** Lets a test wait for what other code brings about, without sleeping. */
export class Waiting {
  readonly #checks = new Set<() => void>();

  /**
   * Resolves as soon as `isTrue` holds; it is asked now and after each {@link changed}.
   *
   * @throws Error after `ms` milliseconds, which says what was waited for.
   */
  async until(isTrue: () => boolean, what: string, ms = PATIENCE): Promise<void> {
    if (isTrue()) return;
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#checks.delete(check);
      };
      const check = (): void => {
        if (!isTrue()) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Waited ${ms} ms for ${what}`));
      }, ms);
      this.#checks.add(check);
    });
  }

  /** Something happened that may make a condition true. */
  changed(): void {
    for (const check of [...this.#checks]) check();
  }
}
