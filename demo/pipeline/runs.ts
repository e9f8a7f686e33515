import type { PipelineNode } from './model.js';
import type { ReadError } from './read-document.js';
import { readDocument, type SampleDocument } from './read-document.js';

/** How far the last run of a node got. */
export type Run = { readonly credentialId: string } & (
  | { readonly state: 'running'; readonly repeated: boolean; readonly cancel: () => void }
  | { readonly state: 'read'; readonly document: SampleDocument }
  | { readonly state: 'refused'; readonly message: string }
  | {
      readonly state: 'failed';
      readonly message: string;
      readonly timedOut: boolean;
      readonly status: number;
    }
  | { readonly state: 'cancelled' }
);

export interface RunListener {
  /** Any change: look again. */
  changed(): void;
  /** A run ended; told before `changed`. */
  ended(node: PipelineNode, run: Run): void;
  /** The session has ended, and with it everything here. */
  sessionExpired(): void;
}

/** The runs of all nodes, one at a time for each. */
export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #listener: RunListener;

  constructor(listener: RunListener) {
    this.#listener = listener;
  }

  of(node: PipelineNode): Run | undefined {
    return this.#runs.get(node.id);
  }

  async start(node: PipelineNode, credentialId: string, repeated = false): Promise<void> {
    if (!node.source || this.of(node)?.state === 'running') return;
    const controller = new AbortController();
    const running: Run = { state: 'running', credentialId, repeated, cancel: () => controller.abort() };
    this.#set(node, running);
    let run: Run;
    try {
      const document = await readDocument(node.source, credentialId, controller.signal);
      run = { state: 'read', credentialId, document };
    } catch (thrown) {
      const error = thrown as ReadError;
      if (error.code === 'session_expired') return this.#listener.sessionExpired();
      run = endOf(error, credentialId);
    }
    // The node may have been removed meanwhile.
    if (this.of(node) !== running) return;
    this.#runs.set(node.id, run);
    this.#listener.ended(node, run);
    this.#listener.changed();
  }

  /**
   * A connection was repaired: whatever failed for its sake is run again, once. Should it fail again it waits for the
   * user's next repair, so nothing goes round in circles. A node that uses another connection by now is left alone.
   *
   * @returns the nodes that run again.
   */
  repeatRefused(
    nodes: readonly PipelineNode[],
    credentialId: string,
    chosenBy: (node: PipelineNode) => string | undefined,
  ): readonly PipelineNode[] {
    const refused = nodes.filter((node) => {
      const run = this.of(node);
      const concerned = run?.state === 'refused' && run.credentialId === credentialId;
      return concerned && chosenBy(node) === credentialId;
    });
    for (const node of refused) void this.start(node, credentialId, true);
    return refused;
  }

  forget(node: PipelineNode): void {
    const run = this.of(node);
    this.#runs.delete(node.id);
    if (run?.state === 'running') run.cancel();
  }

  #set(node: PipelineNode, run: Run): void {
    this.#runs.set(node.id, run);
    this.#listener.changed();
  }
}

function endOf({ code, message, status }: ReadError, credentialId: string): Run {
  if (code === 'aborted') return { state: 'cancelled', credentialId };
  if (code === 'credential_unauthorized') return { state: 'refused', credentialId, message };
  return { state: 'failed', credentialId, message, status, timedOut: code === 'timeout' };
}
