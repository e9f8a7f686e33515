import { defineDialog } from '../../internal/dialogs.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceOAuthButtonElement } from './datasource-oauth-button.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-oauth-button': DatasourceOAuthButtonElement;
  }
}

defineDialog('oauth-client', () => import('../oauth-client-dialog/define.js'));
if (isFree(customElements, 'datasource-oauth-button', DatasourceOAuthButtonElement))
  customElements.define('datasource-oauth-button', DatasourceOAuthButtonElement);
