/** The store without any element, and without Lit. */
export { DatasourceReads, type CallOptions } from './api/reads.js';
export { datasourceId, parseDatasourceId, type DatasourceRef } from './api/datasource-id.js';
export { DatasourceError, type DatasourceErrorCode, type DatasourceErrorInit } from './api/errors.js';
export type { HttpOptions } from './api/http.js';
export * from './api/types.js';
export type { AuthorizationFlow } from './authorization/flow.js';
export type { FlowState } from './authorization/flow-state.js';
export type { AuthorizationOutcome, CancelReason } from './authorization/outcome.js';
export { datasourceKeys } from './cache/keys.js';
export type { QuerySource, QueryState } from './cache/query-source.js';
export type { DatasourceStoreOptions } from './store/options.js';
export { createDatasourceStore, DatasourceStore, type AuthorizeOptions } from './store/store.js';
