import '../oauth-client-dialog/define.js';
import { DatasourceOAuthButtonElement } from './datasource-oauth-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-oauth-button': DatasourceOAuthButtonElement;
  }
}

if (!customElements.get('datasource-oauth-button'))
  customElements.define('datasource-oauth-button', DatasourceOAuthButtonElement);
