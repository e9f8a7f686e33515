/**
 * Renews a session once for all requests of this tab that ask for it at the same time, and not again for one that was
 * sent before the last renewal had ended.
 */
export class Renewal<T> {
  /** How many renewals have ended. */
  count = 0;
  #underWay = false;
  #last: Promise<T> | undefined;

  /** @param count as it was when the request was sent. */
  renew(count: number, run: () => Promise<T>): Promise<T> {
    if (this.#last && (this.#underWay || this.count !== count)) return this.#last;
    this.#underWay = true;
    this.#last = run().finally(() => {
      this.#underWay = false;
      this.count++;
    });
    return this.#last;
  }
}
