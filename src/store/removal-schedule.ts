import type { DatasourceRef } from '../api/datasource-id.js';
import { listenToDocument } from '../api/page.js';
import type { Removal, RemovalOutcome, Removals } from './removals.js';

/** Sends a removal; when the page is being left, so that it outlives the page. */
export type Send = (
  ref: DatasourceRef,
  credentialId: string,
  options: { keepalive: boolean },
) => Promise<void>;

/** When removals are sent: after a while, or when the page is left. */
export class RemovalSchedule {
  readonly #removals: Map<string, Removal>;
  readonly #send: Send;
  readonly #notify: () => void;

  constructor({ pending }: Removals, send: Send, notify: () => void) {
    this.#removals = pending;
    this.#send = send;
    this.#notify = notify;
  }

  /**
   * Removes a connection after a delay, or at once when the page is left before.
   *
   * @param delay milliseconds.
   * @returns how it ended; rejects with what the server says when it refuses.
   */
  schedule(ref: DatasourceRef, credentialId: string, delay: number): Promise<RemovalOutcome> {
    const known = this.#removals.get(credentialId);
    if (known) return known.outcome;
    const { promise, resolve, reject } = withResolvers<RemovalOutcome>();
    const finish = (settle: () => void): void => {
      this.#removals.delete(credentialId);
      if (this.#removals.size === 0) this.#listen(false);
      settle();
      this.#notify();
    };
    const send = (keepalive: boolean): void => {
      if (!removal.undo) return;
      clearTimeout(timer);
      removal.undo = null;
      this.#notify();
      this.#send(ref, credentialId, { keepalive }).then(
        () => finish(() => resolve('removed')),
        (error: unknown) => finish(() => reject(error as Error)),
      );
    };
    const timer = setTimeout(() => send(false), delay);
    const removal: Removal = {
      outcome: promise,
      send: () => send(true),
      undo: () => {
        clearTimeout(timer);
        finish(() => resolve('undone'));
      },
    };
    this.#removals.set(credentialId, removal);
    this.#listen(true);
    this.#notify();
    return promise;
  }

  readonly #sendAll = (): void => {
    for (const removal of [...this.#removals.values()]) removal.send();
  };

  #listen(on: boolean): void {
    if (typeof window === 'undefined') return;
    const change = on ? 'addEventListener' : 'removeEventListener';
    window[change]('pagehide', this.#sendAll);
    // A phone may throw a frozen page away without another word.
    listenToDocument(on, 'freeze', this.#sendAll);
  }
}

/** `Promise.withResolvers`, which is not in every browser that the elements support. */
function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
} {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
