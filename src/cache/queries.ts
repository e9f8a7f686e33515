import { replaceEqualDeep, type QueryKey } from '@tanstack/query-core';
import type { DatasourceRef } from '../api/datasource-id.js';
import { toDatasourceError } from '../api/errors.js';
import { parseCredentialList, parseDatasourceList } from '../api/parse.js';
import type { ListMemory } from '../api/reader.js';
import type { DatasourceReads } from '../api/reads.js';
import type { ListResult } from '../api/types.js';
import { datasourceKeys } from './keys.js';

/** Milliseconds for which a read counts as fresh: mounting another element then sends nothing. */
export const STALE_TIME = 30_000;

/** What a query observer needs to read one resource of the server. */
export interface DatasourceQuery<T> {
  queryKey: QueryKey;
  /** Resolves to the answer as the server sent it, as the original hooks cache it; rejects when it breaks the contract. */
  queryFn: (context: { signal: AbortSignal }) => Promise<unknown>;
  select: (data: unknown) => ListResult<T>;
  staleTime: number;
  networkMode: 'always';
  /** From the host's own defaults, if it has any. */
  refetchOnWindowFocus?: boolean | 'always';
  retry: (failures: number, error: unknown) => boolean;
}

/** The three reads of the original hooks, as query options. */
export function datasourceQueries(client: DatasourceReads) {
  const sources = checked(parseDatasourceList);
  const credentials = checked(parseCredentialList);
  return {
    list: () => query(datasourceKeys.list, (context) => client.readDatasources(context), sources),
    /** @deprecated The server marks this list as legacy. */
    defaultList: () =>
      query(datasourceKeys.defaultList, (context) => client.readDefaultDatasources(context), sources),
    credentials: (ref: DatasourceRef) =>
      query(datasourceKeys.credentials(ref), (context) => client.readCredentials(ref, context), credentials),
  };
}

function query<T>(
  queryKey: QueryKey,
  read: (context: { signal: AbortSignal }) => Promise<unknown>,
  select: (data: unknown) => ListResult<T>,
): DatasourceQuery<T> {
  return {
    queryKey,
    queryFn: async ({ signal }) => {
      const answer = await read({ signal });
      select(answer);
      return answer;
    },
    select,
    staleTime: STALE_TIME,
    // The browser's idea of being offline is a guess; a request is the only way to know.
    networkMode: 'always',
    retry: (failures, error) => {
      const { retryable, retryAfter } = toDatasourceError(error);
      // Whoever shows it waits as long as the server said to.
      return failures < 1 && retryable && !retryAfter;
    },
  };
}

/**
 * A host that shares its query client may have put an unchecked answer under our key, so what comes out of the cache
 * is checked, once for each object. What did not change since the last answer stays the same object. Of an answer in which
 * one item is new, only that one is looked at: the cache keeps the others as they were.
 */
function checked<T extends object>(
  parse: (json: unknown, memory: ListMemory<T>) => ListResult<T>,
): (data: unknown) => ListResult<T> {
  const results = new WeakMap<object, ListResult<T>>();
  const items = new WeakMap<object, T>();
  let last: readonly T[] = [];
  const memory: ListMemory<T> = {
    known: (raw) => items.get(raw),
    keep: (raw, value, index) => {
      const kept = replaceEqualDeep(last[index], value);
      items.set(raw, kept);
      return kept;
    },
  };
  return (data) => {
    const key = Object(data) as object;
    const known = results.get(key);
    if (known) return known;
    const { result } = parse(data, memory);
    const same = result.length === last.length && result.every((item, index) => item === last[index]);
    if (!same) last = result;
    const list = { result: last };
    results.set(key, list);
    return list;
  };
}
