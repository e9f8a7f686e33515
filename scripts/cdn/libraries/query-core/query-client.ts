import { isPageVisible } from '../../../../src/api/page.js';
import { QueryCache, type Filters } from './query-cache.js';
import type { FetchOptions, QueryKey, QueryOptions } from './query.js';
import { hashKey } from './values.js';

interface RefetchOptions extends FetchOptions {
  readonly throwOnError?: boolean;
}

/** TanStack Query's client, as far as a store needs its own and a page may want to look into it. */
export class QueryClient {
  readonly #cache = new QueryCache();

  /** Reads again what is on show and old when the page is looked at again and when it is online again. */
  mount(): void {
    this.#listen('addEventListener');
  }

  unmount(): void {
    this.#listen('removeEventListener');
  }

  getQueryCache(): QueryCache {
    return this.#cache;
  }

  defaultQueryOptions<T extends QueryOptions>(options: T): T & { readonly queryHash: string } {
    return { ...options, queryHash: hashKey(options.queryKey) };
  }

  getQueryData(queryKey: QueryKey): unknown {
    return this.#cache.find({ queryKey })?.state.data;
  }

  /** @param update the data, or what makes it of that which is there; `undefined` changes nothing. */
  setQueryData(queryKey: QueryKey, update: unknown, options?: { readonly updatedAt?: number }): unknown {
    const data =
      typeof update === 'function'
        ? (update as (data: unknown) => unknown)(this.getQueryData(queryKey))
        : update;
    return data === undefined ? data : this.#cache.build(this, { queryKey }).setData(data, options);
  }

  /** Marks queries stale, and reads those again that are on show. */
  async invalidateQueries(
    filters?: Filters & { readonly refetchType?: Filters['type'] | 'none' },
    options?: RefetchOptions,
  ): Promise<void> {
    for (const query of this.#cache.findAll(filters)) query.invalidate();
    const type = filters?.refetchType ?? filters?.type ?? 'active';
    if (type !== 'none') await this.refetchQueries({ ...filters, type }, options);
  }

  async refetchQueries(filters?: Filters, options?: RefetchOptions): Promise<void> {
    const queries = this.#cache.findAll(filters).filter((query) => !query.isDisabled());
    await Promise.all(
      queries.map((query) => {
        const read = query.fetch(undefined, { cancelRefetch: options?.cancelRefetch ?? true });
        const caught = read.catch(() => undefined);
        // Nobody knows when one goes on that is paused.
        if (query.state.fetchStatus === 'paused') return null;
        return options?.throwOnError ? read : caught;
      }),
    );
  }

  clear(): void {
    this.#cache.clear();
  }

  #listen(method: 'addEventListener' | 'removeEventListener'): void {
    for (const type of ['visibilitychange', 'online']) window[method](type, this.#wake);
  }

  /** After the other listeners of the event, which may know better what is to be read. */
  readonly #wake = async ({ type }: Event): Promise<void> => {
    await null;
    if (type === 'online') this.#cache.onOnline();
    else if (isPageVisible()) this.#cache.onFocus();
  };
}
