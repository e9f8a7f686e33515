/** The store without any element. */
export { DatasourceError } from '../../src/api/errors.js';
export { datasourceKeys } from '../../src/cache/keys.js';
export { createDatasourceStore } from '../../src/store/store.js';
