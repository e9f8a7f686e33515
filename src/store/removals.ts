/** How a removal ended. */
export type RemovalOutcome = 'removed' | 'undone';

/** A connection that is on its way out. */
export interface Removal {
  readonly outcome: Promise<RemovalOutcome>;
  /** `null` once it is being sent. */
  undo: (() => void) | null;
  readonly send: () => void;
}

/** Connections that the user removed: each can be taken back for a while before the server is told. */
export class Removals {
  /** By the connection's id. */
  readonly pending = new Map<string, Removal>();

  /** Takes a removal back; `false` when it has been sent already. */
  undo(credentialId: string): boolean {
    const undo = this.pending.get(credentialId)?.undo;
    undo?.();
    return Boolean(undo);
  }

  /** Whether a connection is on its way out. */
  has(credentialId: string): boolean {
    return this.pending.has(credentialId);
  }

  /** Whether it can still be taken back. */
  canUndo(credentialId: string): boolean {
    return Boolean(this.pending.get(credentialId)?.undo);
  }
}
