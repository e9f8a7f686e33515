import type { Query, QueryClient, QueryKey, QueryObserver } from '@tanstack/query-core';
import { toDatasourceError, type DatasourceError } from '../api/errors.js';
import { isPageVisible } from '../api/page.js';
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

/** What is laid over an answer before it is shown, e.g. changes that the server has not confirmed yet. */
export interface Overlay<T> {
  /** Another number whenever {@link apply} may give something else for the same items. */
  version(): number;
  apply(items: readonly T[]): readonly T[];
  subscribe(listener: () => void): () => void;
}

/** What the library would look for, and find on `Object.prototype` where a page or an attack has put it. */
const UNSET = {
  behavior: undefined,
  enabled: undefined,
  gcTime: undefined,
  initialData: undefined,
  meta: undefined,
  persister: undefined,
  refetchOnWindowFocus: undefined,
  retryDelay: undefined,
  structuralSharing: undefined,
};

/** By how much timers may be early, in milliseconds. */
const TIMER_ERROR = 50;

/**
 * One subscriber's view of one read, in the shape of an external store: subscribe, and take snapshots. Reads while it
 * has a subscriber and the cache is stale; any number of sources of the same read share one request.
 *
 * It is an observer of TanStack's `Query` in its own right (decision 4): what is public beyond the snapshot is what a
 * query asks of its observers.
 */
export class QuerySource<T> {
  readonly options: DatasourceQuery<T>;
  readonly #client: QueryClient;
  readonly #overlay: Overlay<T> | undefined;
  readonly #listeners = new Set<() => void>();
  #query: Query;
  #seen: { data: unknown; error: unknown; fetchStatus: string; version: number } | undefined;
  #unsubscribe: (() => void) | undefined;
  /** What the listeners know; somebody may have asked for a later snapshot by then. */
  #told: QueryState<T> | undefined;
  /** The failure that is waited after, as long as the server said to. */
  #waitsAfter: DatasourceError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last answer that was as agreed, without what is laid over it. */
  #items: readonly T[] | undefined;
  #state: QueryState<T> = { status: 'pending', data: undefined, error: null, isFetching: false };

  constructor(client: QueryClient, query: DatasourceQuery<T>, overlay?: Overlay<T>) {
    this.#client = client;
    this.#overlay = overlay;
    // With the host's own defaults, e.g. for focus; they keep what is given here.
    this.options = {
      ...UNSET,
      ...client.defaultQueryOptions<unknown, Error, unknown, unknown>(query),
    } as unknown as DatasourceQuery<T>;
    this.#query = this.#find();
  }

  /** The state as it is now; the same object until something changes. */
  getSnapshot(): QueryState<T> {
    const { data, error, fetchStatus } = this.#query.state;
    const version = this.#overlay?.version() ?? 0;
    const seen = this.#seen;
    if (
      !seen ||
      seen.data !== data ||
      seen.error !== error ||
      seen.fetchStatus !== fetchStatus ||
      seen.version !== version
    ) {
      this.#seen = { data, error, fetchStatus, version };
      this.#state = this.#next(data, error, fetchStatus === 'fetching');
    }
    return this.#state;
  }

  /** Calls `listener` after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    const entry = (): void => listener();
    this.#listeners.add(entry);
    if (this.#listeners.size === 1) {
      this.#query = this.#find();
      this.#query.addObserver(this.#asObserver);
      this.#unsubscribe = this.#overlay?.subscribe(() => this.onQueryUpdate());
      if (this.#isStale()) void this.refetch({ cancelRefetch: false });
    }
    return () => {
      if (!this.#listeners.delete(entry) || this.#listeners.size > 0) return;
      this.#query.removeObserver(this.#asObserver);
      this.#unsubscribe?.();
      // It knows the listener, and a read that is under way knows this source until it ends.
      this.#unsubscribe = undefined;
      this.#waitAfter(null);
    };
  }

  /** Reads again now, whatever the age of what is cached. Never rejects: the outcome is in the snapshot. */
  async refetch({ cancelRefetch = true } = {}): Promise<void> {
    const query = this.#find();
    if (query !== this.#query && this.#listeners.size > 0) {
      // The cache was cleared since.
      this.#query.removeObserver(this.#asObserver);
      query.addObserver(this.#asObserver);
    }
    this.#query = query;
    // A host's own hook reads only while the browser believes to be online, and ours would wait for it.
    if (query.state.fetchStatus === 'paused') await query.cancel({ silent: true });
    await query.fetch(this.options, { cancelRefetch }).catch(() => undefined);
  }

  /** For the query: tells whether the data is stale. */
  getCurrentResult(): { readonly isStale: boolean } {
    return { isStale: this.#isStale() };
  }

  /** For the query: the page got the focus. A host may have switched that off. */
  shouldFetchOnWindowFocus(): boolean {
    return this.options.refetchOnWindowFocus !== false && this.#isStale();
  }

  /** For the query: the connection is back. */
  shouldFetchOnReconnect(): boolean {
    return this.#isStale();
  }

  /** For the query: its state changed. */
  onQueryUpdate(): void {
    const state = this.getSnapshot();
    if (state === this.#told) return;
    this.#told = state;
    this.#waitAfter(state.error);
    for (const listener of [...this.#listeners]) listener();
  }

  #next(data: unknown, error: unknown, isFetching: boolean): QueryState<T> {
    // A read that is repeated has not succeeded yet; what went wrong stays until it has.
    let failure: unknown = error ?? (isFetching && data === undefined ? this.#state.error : null);
    try {
      this.#items = data === undefined ? undefined : this.options.select(data).result;
    } catch (thrown) {
      failure = thrown;
    }
    const items = this.#items && (this.#overlay?.apply(this.#items) ?? this.#items);
    return {
      status: items ? 'success' : failure ? 'error' : 'pending',
      data: items,
      error: failure ? toDatasourceError(failure) : null,
      isFetching,
    };
  }

  /** Reads again when the server said to, if anybody looks by then. */
  #waitAfter(error: DatasourceError | null): void {
    if (error === this.#waitsAfter) return;
    this.#waitsAfter = error;
    clearTimeout(this.#timer);
    if (!error?.retryAfter) return;
    this.#timer = setTimeout(() => {
      if (isPageVisible()) void this.refetch({ cancelRefetch: false });
    }, error.retryAfter + TIMER_ERROR);
  }

  #find(): Query {
    return this.#client.getQueryCache().build<unknown, Error, unknown, QueryKey>(this.#client, this.options);
  }

  #isStale(): boolean {
    return this.#query.isStaleByTime(this.options.staleTime);
  }

  /** The type that a query expects has more members than it uses. */
  get #asObserver(): QueryObserver {
    return this as unknown as QueryObserver;
  }
}
