import type { QueryClient } from './query-client.js';
import { Query, type Observer, type QueryKey, type QueryOptions } from './query.js';
import { hashKey, startsWithKey } from './values.js';

/** Which queries are meant: those of which all that is said here holds. */
export interface Filters {
  readonly queryKey?: QueryKey;
  /** Whether the key is the whole key of a query, or the beginning of it. */
  readonly exact?: boolean;
  readonly fetchStatus?: Query['state']['fetchStatus'];
  readonly predicate?: (query: Query) => boolean;
  readonly stale?: boolean;
  readonly type?: 'all' | 'active' | 'inactive';
}

/** Something that happened to a query. */
export interface CacheEvent {
  readonly type: string;
  readonly query: Query;
  readonly action?: { readonly type: string };
  readonly observer?: Observer;
}

/** All queries, by the hashes of their keys. */
export class QueryCache {
  readonly #queries = new Map<string, Query>();
  readonly #listeners = new Set<(event: CacheEvent) => void>();

  /** The query with a key, which is made if there is none. */
  build(client: QueryClient, options: QueryOptions): Query {
    const allOptions = client.defaultQueryOptions(options);
    let query = this.get(allOptions.queryHash);
    if (!query) {
      query = new Query(this, allOptions);
      this.#queries.set(query.queryHash, query);
      this.notify({ type: 'added', query });
    }
    return query;
  }

  get(hash: string): Query | undefined {
    return this.#queries.get(hash);
  }

  getAll(): Query[] {
    return [...this.#queries.values()];
  }

  find(filters: Filters): Query | undefined {
    return this.findAll({ exact: true, ...filters })[0];
  }

  findAll({ queryKey, exact, fetchStatus, predicate, stale, type }: Filters = {}): Query[] {
    return this.getAll().filter(
      (query) =>
        (!queryKey ||
          (exact ? query.queryHash === hashKey(queryKey) : startsWithKey(query.queryKey, queryKey))) &&
        (!type || type === 'all' || (type === 'active') === query.isActive()) &&
        (typeof stale !== 'boolean' || stale === query.isStale()) &&
        (!fetchStatus || fetchStatus === query.state.fetchStatus) &&
        (!predicate || predicate(query)),
    );
  }

  remove(query: Query): void {
    if (this.get(query.queryHash) !== query) return;
    query.destroy();
    this.#queries.delete(query.queryHash);
    this.notify({ type: 'removed', query });
  }

  clear(): void {
    for (const query of this.getAll()) this.remove(query);
  }

  notify(event: CacheEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  onFocus(): void {
    for (const query of this.getAll()) query.onFocus();
  }

  onOnline(): void {
    for (const query of this.getAll()) query.onOnline();
  }

  subscribe(listener: (event: CacheEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
