/** The context and the connect button, for a page that wants nothing else. */
import '../../src/elements/datasource-context/define.js';
import '../../src/elements/datasource-connect-button/define.js';

export * from './datasource-store.js';
