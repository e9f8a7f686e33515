import '../api-key-dialog/define.js';
import '../datasource-connect-button/define.js';
import '../oauth-client-dialog/define.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceCredentialSelectElement } from './datasource-credential-select.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-credential-select': DatasourceCredentialSelectElement;
  }
}

if (isFree(customElements, 'datasource-credential-select', DatasourceCredentialSelectElement))
  customElements.define('datasource-credential-select', DatasourceCredentialSelectElement);
