import '../api-key-dialog/define.js';
import { DatasourceCredentialElement } from './datasource-credential.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-credential': DatasourceCredentialElement;
  }
}

if (!customElements.get('datasource-credential'))
  customElements.define('datasource-credential', DatasourceCredentialElement);
