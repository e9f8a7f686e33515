import '../datasource-card/define.js';
import { DatasourceListElement } from './datasource-list.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-list': DatasourceListElement;
  }
}

if (!customElements.get('datasource-list')) customElements.define('datasource-list', DatasourceListElement);
