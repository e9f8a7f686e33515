import { DatasourceError } from '../api/errors.js';
import type { DatasourceStoreOptions } from './options.js';
import { createDatasourceStore, type DatasourceStore } from './store.js';

let store: DatasourceStore | null = null;

/**
 * Sets up the store of all elements that stand under no `<datasource-context>`. Call it before the first of them is
 * on the page.
 *
 * @throws DatasourceError `config` when the store is in use already: the elements would not notice.
 */
export function configureDatasources(options: DatasourceStoreOptions): DatasourceStore {
  if (store) {
    throw new DatasourceError(
      'config',
      'configureDatasources() was called after an element already used the default store. Call it first, or use <datasource-context>.',
    );
  }
  store = createDatasourceStore(options);
  return store;
}

/** The store of the page; made with the default options when nobody configured it. */
export function defaultStore(): DatasourceStore {
  store ??= createDatasourceStore();
  return store;
}
