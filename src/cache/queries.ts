import type { QueryKey } from '@tanstack/query-core';
import type { DatasourceClient } from '../api/client.js';
import type { DatasourceRef } from '../api/datasource-id.js';
import { toDatasourceError } from '../api/errors.js';
import { parseCredentialList, parseDatasourceList } from '../api/parse.js';
import type { DatasourceAuth, DatasourceCredential, ListResult } from '../api/types.js';
import { datasourceKeys } from './keys.js';

/** Milliseconds for which a read counts as fresh: mounting another element then sends nothing. */
export const STALE_TIME = 30_000;

/** What a query observer needs to read one resource of the server. */
export interface DatasourceQuery<T> {
  queryKey: QueryKey;
  queryFn: (context: { signal: AbortSignal }) => Promise<ListResult<T>>;
  select: (data: unknown) => ListResult<T>;
  staleTime: number;
  networkMode: 'always';
  retry: (failures: number, error: unknown) => boolean;
}

/** The three reads of the original hooks, as query options. */
export function datasourceQueries(client: DatasourceClient) {
  return {
    list: () =>
      query<DatasourceAuth>(
        datasourceKeys.list,
        (context) => client.listDatasources(context),
        checkedSources,
      ),
    /** @deprecated The server marks this list as legacy. */
    defaultList: () =>
      query<DatasourceAuth>(
        datasourceKeys.defaultList,
        (context) => client.listDefaultDatasources(context),
        checkedSources,
      ),
    credentials: (ref: DatasourceRef) =>
      query<DatasourceCredential>(
        datasourceKeys.credentials(ref),
        (context) => client.listCredentials(ref, context),
        checkedCredentials,
      ),
  };
}

function query<T>(
  queryKey: QueryKey,
  read: (context: { signal: AbortSignal }) => Promise<ListResult<T>>,
  select: (data: unknown) => ListResult<T>,
): DatasourceQuery<T> {
  return {
    queryKey,
    queryFn: ({ signal }) => read({ signal }),
    select,
    staleTime: STALE_TIME,
    // The browser's idea of being offline is a guess; a request is the only way to know.
    networkMode: 'always',
    retry: (failures, error) => failures < 1 && toDatasourceError(error).retryable,
  };
}

const checkedSources = memoize(parseDatasourceList);
const checkedCredentials = memoize(parseCredentialList);

/**
 * A host that shares its query client may have put an unchecked answer under our key, so what comes out of the cache
 * is checked, once for each object.
 */
function memoize<T extends object>(parse: (json: unknown) => T): (data: unknown) => T {
  const checked = new WeakMap<object, T>();
  return (data) => {
    if (typeof data !== 'object' || data === null) return parse(data);
    let result = checked.get(data);
    if (!result) {
      result = parse(data);
      checked.set(data, result);
    }
    return result;
  };
}
