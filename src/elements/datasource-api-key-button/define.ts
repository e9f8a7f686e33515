import '../api-key-dialog/define.js';
import { DatasourceApiKeyButtonElement } from './datasource-api-key-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-api-key-button': DatasourceApiKeyButtonElement;
  }
}

if (!customElements.get('datasource-api-key-button'))
  customElements.define('datasource-api-key-button', DatasourceApiKeyButtonElement);
