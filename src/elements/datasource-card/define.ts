import '../datasource-api-key-button/define.js';
import '../datasource-credential/define.js';
import '../datasource-oauth-button/define.js';
import { defineDialog } from '../../internal/dialogs.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceCardElement } from './datasource-card.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-card': DatasourceCardElement;
  }
}

defineDialog('api-key', () => import('../api-key-dialog/define.js'));
defineDialog('oauth-client', () => import('../oauth-client-dialog/define.js'));
if (isFree(customElements, 'datasource-card', DatasourceCardElement))
  customElements.define('datasource-card', DatasourceCardElement);
