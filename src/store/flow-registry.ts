import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import type { AuthorizationFlow } from '../authorization/flow.js';
import type { AuthorizationOutcome } from '../authorization/outcome.js';
import { Emitter } from './emitter.js';

/**
 * The one authorization that may be under way in a store, and how the last one of each data source ended. The server
 * ties a flow to the browser by a single cookie, so a second one would spoil the first (contract 1.5). Its listeners are
 * told when a flow begins, changes or ends.
 */
export class FlowRegistry extends Emitter {
  readonly #outcomes = new Map<string, AuthorizationOutcome>();
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
    const unsubscribe = flow.subscribe(() => this.notify());
    void flow.result.then((outcome) => {
      unsubscribe();
      if (this.#current === flow) this.#current = null;
      this.setOutcome(flow.ref, outcome);
    });
    this.setOutcome(flow.ref, null);
  }

  /** How the last flow of a data source ended, until the next one begins or somebody has seen it. */
  outcomeOf(ref: DatasourceRef): AuthorizationOutcome | null {
    return this.#outcomes.get(datasourceId(ref)) ?? null;
  }

  /** @param outcome `null` forgets it. */
  setOutcome(ref: DatasourceRef, outcome: AuthorizationOutcome | null): void {
    if (outcome) this.#outcomes.set(datasourceId(ref), outcome);
    else this.#outcomes.delete(datasourceId(ref));
    this.notify();
  }
}
