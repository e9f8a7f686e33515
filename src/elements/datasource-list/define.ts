import '../datasource-card/define.js';
import { isFree } from '../../internal/registration.js';
import { DatasourceListElement } from './datasource-list.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-list': DatasourceListElement;
  }
}

if (isFree(customElements, 'datasource-list', DatasourceListElement))
  customElements.define('datasource-list', DatasourceListElement);
