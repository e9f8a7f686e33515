import { QueryObserver, type QueryClient } from '@tanstack/query-core';
import { toDatasourceError, type DatasourceError } from '../api/errors.js';
import type { ListResult } from '../api/types.js';
import type { DatasourceQuery } from './queries.js';

/** A moment in the life of a read. */
export interface QueryState<T> {
  /** `pending` until the first answer; `error` only while there is nothing to show. */
  readonly status: 'pending' | 'success' | 'error';
  readonly data: readonly T[] | undefined;
  /** Why the last read failed; may be set beside older data. */
  readonly error: DatasourceError | null;
  /** Whether a read is under way, the first or a later one. */
  readonly isFetching: boolean;
}

/**
 * One subscriber's view of one read, in the shape of an external store: subscribe, and take snapshots. Reads while it
 * has a subscriber and the cache is stale; any number of sources of the same read share one request.
 */
export class QuerySource<T> {
  readonly #observer: QueryObserver<unknown, Error, ListResult<T>>;
  #last: { from: object; state: QueryState<T> } | null = null;

  constructor(queryClient: QueryClient, query: DatasourceQuery<T>) {
    this.#observer = new QueryObserver<unknown, Error, ListResult<T>>(queryClient, query);
  }

  /** The state as it is now; the same object until something changes. */
  getSnapshot(): QueryState<T> {
    const result = this.#observer.getCurrentResult();
    if (this.#last?.from !== result) {
      const { data, error, isFetching } = result;
      const state: QueryState<T> = {
        status: data ? 'success' : result.status,
        data: data?.result,
        error: error ? toDatasourceError(error) : null,
        isFetching,
      };
      this.#last = { from: result, state };
    }
    return this.#last.state;
  }

  /** Calls `listener` after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    return this.#observer.subscribe(listener);
  }

  /** Reads again now, whatever the age of what is cached. Never rejects: the outcome is in the snapshot. */
  async refetch(): Promise<void> {
    await this.#observer.refetch();
  }
}
