import '../datasource-connect-button/define.js';
import { defineDialog } from '../../internal/dialogs.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceCredentialSelectElement } from './datasource-credential-select.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-credential-select': DatasourceCredentialSelectElement;
  }
}

defineDialog('api-key', () => import('../api-key-dialog/define.js'));
defineDialog('oauth-client', () => import('../oauth-client-dialog/define.js'));
if (isFree(customElements, 'datasource-credential-select', DatasourceCredentialSelectElement))
  customElements.define('datasource-credential-select', DatasourceCredentialSelectElement);
