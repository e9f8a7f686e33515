import type { QueryClient, QueryKey } from '@tanstack/query-core';

/** Said in full: what is left out, the library looks for on `Object.prototype` too. */
const AS_USUAL = {
  filters: { exact: false, type: 'all', refetchType: 'active' },
  options: { cancelRefetch: true, throwOnError: false },
} as const;

/**
 * Marks a read stale and repeats it where it is on show. The library lets a first read that is under way stand, but the
 * server may have answered that before the change.
 */
export function invalidate(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  const query = queryClient.getQueryCache().find({ queryKey });
  if (query?.isActive() && query.state.data === undefined) void query.cancel({ silent: true });
  return queryClient.invalidateQueries({ ...AS_USUAL.filters, queryKey }, AS_USUAL.options);
}
