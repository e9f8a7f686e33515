/** Registers every element; the context first, so that those inside it find it. */
import './elements/datasource-context/define.js';
import './elements/api-key-dialog/define.js';
import './elements/datasource-api-key-button/define.js';
import './elements/datasource-card/define.js';
import './elements/datasource-connect-button/define.js';
import './elements/datasource-credential/define.js';
import './elements/datasource-credential-select/define.js';
import './elements/datasource-list/define.js';
import './elements/datasource-oauth-button/define.js';
import './elements/oauth-client-dialog/define.js';

export * from './index.js';
