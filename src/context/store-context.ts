import { createContext } from '@lit/context';
import type { DatasourceStore } from '../store/store.js';

/**
 * The context under which `<datasource-context>` offers its store. Its value is the store, never data. A registered
 * symbol, so that two copies of the package on a page find each other.
 */
export const storeContext = createContext<DatasourceStore>(Symbol.for('datasource-elements.store'));
