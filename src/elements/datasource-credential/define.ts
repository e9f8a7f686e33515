import { defineDialog } from '../../internal/dialogs.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceCredentialElement } from './datasource-credential.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-credential': DatasourceCredentialElement;
  }
}

defineDialog('api-key', () => import('../api-key-dialog/define.js'));
if (isFree(customElements, 'datasource-credential', DatasourceCredentialElement))
  customElements.define('datasource-credential', DatasourceCredentialElement);
