import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import type { AuthorizationFlow } from '../authorization/flow.js';
import type { AuthorizationOutcome } from '../authorization/outcome.js';
import { Emitter } from './emitter.js';

/** How an authorization ended, and what it was about. */
export interface EndedFlow {
  readonly outcome: AuthorizationOutcome;
  /** The connection that was to be authorized again, if any. */
  readonly credentialId?: string | undefined;
  /** How many times in a row the browser has blocked the window. */
  readonly timesBlocked?: number;
  /** The flow, if it was ever under way; only who called for it hears of one that failed at once. */
  readonly flow?: AuthorizationFlow | undefined;
}

/**
 * The one authorization that may be under way in a store, and how the last one of each data source ended. The server
 * ties a flow to the browser by a single cookie, so a second one would spoil the first (contract 1.5). Its listeners are
 * told when a flow begins, changes or ends.
 */
export class FlowRegistry extends Emitter {
  readonly #ended = new Map<string, EndedFlow>();
  readonly #timesBlocked = new Map<string, number>();
  readonly #ofElements = new WeakSet<AuthorizationFlow>();
  #current: AuthorizationFlow | null = null;

  /** The flow that is under way, if any. */
  get current(): AuthorizationFlow | null {
    return this.#current?.state.phase === 'settled' ? null : this.#current;
  }

  /** The flow of a data source that is under way or about to give out its result, if any. */
  of(ref: DatasourceRef): AuthorizationFlow | null {
    const flow = this.#current;
    return flow && datasourceId(flow.ref) === datasourceId(ref) ? flow : null;
  }

  /** Holds a flow until it has ended. */
  hold(flow: AuthorizationFlow): void {
    this.#current = flow;
    const began = this.current ?? undefined;
    const unsubscribe = flow.subscribe(() => this.notify());
    void flow.result.then((outcome) => {
      unsubscribe();
      if (this.#current === flow) this.#current = null;
      const timesBlocked = this.#countBlocked(flow.ref, outcome);
      // One that made way for another of the same data source has nothing more to say.
      if (this.of(flow.ref)) this.notify();
      else this.setEnded(flow.ref, { outcome, credentialId: flow.credentialId, timesBlocked, flow: began });
    });
    this.setEnded(flow.ref, null);
  }

  /** Says that elements began a flow: it waits while none of them is on the page, for nobody would see how it ends. */
  leaveToElements(flow: AuthorizationFlow): void {
    this.#ofElements.add(flow);
  }

  /** No element is on the page any more; a flow that a page began by itself goes on. */
  pause(): void {
    if (this.#current && this.#ofElements.has(this.#current)) this.#current.unmount();
  }

  /** How the last flow of a data source ended, until the next one begins or somebody has seen it. */
  endedOf(ref: DatasourceRef): EndedFlow | null {
    return this.#ended.get(datasourceId(ref)) ?? null;
  }

  /** @param ended `null` forgets it. */
  setEnded(ref: DatasourceRef, ended: EndedFlow | null): void {
    if (ended) this.#ended.set(datasourceId(ref), ended);
    else this.#ended.delete(datasourceId(ref));
    this.notify();
  }

  #countBlocked(ref: DatasourceRef, outcome: AuthorizationOutcome): number {
    const blocked = outcome.status === 'failed' && outcome.error.code === 'popup_blocked';
    const times = blocked ? (this.#timesBlocked.get(datasourceId(ref)) ?? 0) + 1 : 0;
    this.#timesBlocked.set(datasourceId(ref), times);
    return times;
  }
}
