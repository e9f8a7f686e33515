import type { DatasourceRef } from '../api/datasource-id.js';
import { listenToDocument } from '../api/page.js';

/** How a removal ended. */
export type RemovalOutcome = 'removed' | 'undone';

interface Removal {
  readonly outcome: Promise<RemovalOutcome>;
  /** `null` once it is being sent. */
  undo: (() => void) | null;
  send: () => void;
}

/** Sends a removal; when the page is being left, so that it outlives the page. */
type Send = (ref: DatasourceRef, credentialId: string, options: { keepalive: boolean }) => Promise<void>;

/** Connections that the user removed: each can be taken back for a while before the server is told. */
export class Removals {
  readonly #removals = new Map<string, Removal>();
  readonly #send: Send;
  readonly #notify: () => void;

  constructor(send: Send, notify: () => void) {
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

  /** Takes a removal back; `false` when it has been sent already. */
  undo(credentialId: string): boolean {
    const undo = this.#removals.get(credentialId)?.undo;
    undo?.();
    return Boolean(undo);
  }

  /** Whether a connection is on its way out. */
  has(credentialId: string): boolean {
    return this.#removals.has(credentialId);
  }

  /** Whether it can still be taken back. */
  canUndo(credentialId: string): boolean {
    return Boolean(this.#removals.get(credentialId)?.undo);
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
