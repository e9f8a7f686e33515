import '../api-key-dialog/define.js';
import '../oauth-client-dialog/define.js';
import { DatasourceConnectButtonElement } from './datasource-connect-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-connect-button': DatasourceConnectButtonElement;
  }
}

if (!customElements.get('datasource-connect-button'))
  customElements.define('datasource-connect-button', DatasourceConnectButtonElement);
