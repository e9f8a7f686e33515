import type { DatasourceRef } from '../api/datasource-id.js';

/**
 * The query keys of the original React hooks (contract section 5), so that a host that uses them and the elements
 * share one cache.
 */
export const datasourceKeys = {
  list: ['data-source-auth', 'list'],
  defaultList: ['data-source-auth', 'default-list'],
  credentials: ({ pluginId, provider }: DatasourceRef) => [
    'data-source-auth',
    'specific-data-source',
    pluginId,
    provider,
  ],
  /** The pipeline editor's list of data sources: the host's query, which a change of a connection makes stale. */
  pipelineList: ['pipeline', 'datasource'],
} as const;
