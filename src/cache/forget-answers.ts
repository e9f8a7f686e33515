import type { QueryClient } from '@tanstack/query-core';
import { invalidate } from './invalidation.js';
import { datasourceKeys } from './keys.js';

/** Drops what the server answered so far, e.g. to somebody else, and reads again what is on show. */
export async function forgetAnswers(queryClient: QueryClient): Promise<void> {
  const queries = queryClient.getQueryCache().findAll({ queryKey: [datasourceKeys.list[0]] });
  for (const query of queries) query.setState({ data: undefined, error: null, status: 'pending' });
  await Promise.all(queries.map(({ queryKey }) => invalidate(queryClient, queryKey)));
}
