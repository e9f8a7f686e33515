import type { QueryClient } from '@tanstack/query-core';
import type { DatasourceRef } from '../api/datasource-id.js';
import { invalidate } from './invalidation.js';
import { datasourceKeys } from './keys.js';

/** How long a write waits for what is on show, in milliseconds: a slow list must not make it look undone. */
const PATIENCE = 2_000;

/**
 * Marks stale what the original page marks stale after each write (contract section 5), and waits a moment until what
 * our elements show was read again, but not for the host's own query. A read that fails is not this function's failure:
 * it shows where the read is shown.
 */
export async function invalidateAfterWrite(queryClient: QueryClient, ref: DatasourceRef): Promise<void> {
  const keys = [datasourceKeys.list, datasourceKeys.defaultList, datasourceKeys.credentials(ref)];
  void invalidate(queryClient, datasourceKeys.pipelineList);
  const read = Promise.all(keys.map((key) => invalidate(queryClient, key)));
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    void read.finally(() => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
