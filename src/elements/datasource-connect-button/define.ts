import '../api-key-dialog/define.js';
import '../oauth-client-dialog/define.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceConnectButtonElement } from './datasource-connect-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-connect-button': DatasourceConnectButtonElement;
  }
}

if (isFree(customElements, 'datasource-connect-button', DatasourceConnectButtonElement))
  customElements.define('datasource-connect-button', DatasourceConnectButtonElement);
