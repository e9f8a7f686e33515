import { defineDialog } from '../../internal/dialogs.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceConnectButtonElement } from './datasource-connect-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-connect-button': DatasourceConnectButtonElement;
  }
}

defineDialog('api-key', () => import('../api-key-dialog/define.js'));
defineDialog('oauth-client', () => import('../oauth-client-dialog/define.js'));
if (isFree(customElements, 'datasource-connect-button', DatasourceConnectButtonElement))
  customElements.define('datasource-connect-button', DatasourceConnectButtonElement);
