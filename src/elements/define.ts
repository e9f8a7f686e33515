/** Registers every element; the context first, so that those inside it find it. */
import './datasource-context/define.js';
import './api-key-dialog/define.js';
import './datasource-api-key-button/define.js';
import './datasource-card/define.js';
import './datasource-connect-button/define.js';
import './datasource-credential/define.js';
import './datasource-credential-select/define.js';
import './datasource-list/define.js';
import './datasource-oauth-button/define.js';
import './oauth-client-dialog/define.js';
