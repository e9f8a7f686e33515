export { QueryClient } from './query-client.js';
export { replaceEqualDeep } from './values.js';
