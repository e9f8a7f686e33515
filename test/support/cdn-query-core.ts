/*
 * TanStack Query as the files for script tags have it, for tests that ask more of a host's client than those files have:
 * with `BUILD=cdn-cache` this stands in the place of the library, in the sources and in the tests.
 */
import type { QueryKey } from '@tanstack/query-core';
import { QueryClient as CdnQueryClient } from '../../scripts/cdn/libraries/query-core/index.js';
import type { Query, QueryOptions } from '../../scripts/cdn/libraries/query-core/query.js';

export { QueryObserver } from '@tanstack/query-core';
export { replaceEqualDeep } from '../../scripts/cdn/libraries/query-core/index.js';

type Defaults = Partial<QueryOptions>;

export class QueryClient extends CdnQueryClient {
  #defaults: Defaults;
  readonly #defaultsOfKeys = new Map<string, Defaults>();

  constructor({ defaultOptions }: { defaultOptions?: { queries?: Defaults } } = {}) {
    super();
    this.#defaults = defaultOptions?.queries ?? {};
  }

  setDefaultOptions({ queries = {} }: { queries?: Defaults }): void {
    this.#defaults = queries;
  }

  setQueryDefaults(queryKey: QueryKey, options: Defaults): void {
    this.#defaultsOfKeys.set(super.defaultQueryOptions({ queryKey }).queryHash, options);
  }

  override defaultQueryOptions<T extends QueryOptions>(options: T): T & { readonly queryHash: string } {
    const { queryHash } = super.defaultQueryOptions(options);
    return super.defaultQueryOptions({
      ...this.#defaults,
      ...this.#defaultsOfKeys.get(queryHash),
      ...options,
    });
  }

  getQueryState(queryKey: QueryKey): Query['state'] | undefined {
    return this.getQueryCache().find({ queryKey })?.state;
  }

  removeQueries(): void {
    this.clear();
  }

  fetchQuery(options: QueryOptions): Promise<unknown> {
    return this.getQueryCache()
      .build(this, options)
      .fetch({ retry: false, ...options });
  }

  getMutationCache(): { getAll: () => [] } {
    return { getAll: () => [] };
  }
}
