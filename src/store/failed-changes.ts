/** Why the last change of a connection was not made, until the user has seen it: the element that asked may be gone by then. */
export class FailedChanges {
  readonly #messages = new Map<string, string>();
  readonly #notify: () => void;

  constructor(notify: () => void) {
    this.#notify = notify;
  }

  /** @param message in words for the user; `null` once it was seen. */
  set(credentialId: string, message: string | null): void {
    if (message === null && !this.#messages.has(credentialId)) return;
    if (message === null) this.#messages.delete(credentialId);
    else this.#messages.set(credentialId, message);
    this.#notify();
  }

  /** The message, or `null`. */
  of(credentialId: string): string | null {
    return this.#messages.get(credentialId) ?? null;
  }
}
