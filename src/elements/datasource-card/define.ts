import '../api-key-dialog/define.js';
import '../datasource-api-key-button/define.js';
import '../datasource-credential/define.js';
import '../datasource-oauth-button/define.js';
import '../oauth-client-dialog/define.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceCardElement } from './datasource-card.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-card': DatasourceCardElement;
  }
}

if (isFree(customElements, 'datasource-card', DatasourceCardElement))
  customElements.define('datasource-card', DatasourceCardElement);
