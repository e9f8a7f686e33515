import { defineDialog } from '../../internal/dialogs.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceApiKeyButtonElement } from './datasource-api-key-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-api-key-button': DatasourceApiKeyButtonElement;
  }
}

defineDialog('api-key', () => import('../api-key-dialog/define.js'));
if (isFree(customElements, 'datasource-api-key-button', DatasourceApiKeyButtonElement))
  customElements.define('datasource-api-key-button', DatasourceApiKeyButtonElement);
