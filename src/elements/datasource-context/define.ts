import { isFree } from '../../internal/registration.js';
import { DatasourceContextElement } from './datasource-context.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-context': DatasourceContextElement;
  }
}

if (isFree(customElements, 'datasource-context', DatasourceContextElement))
  customElements.define('datasource-context', DatasourceContextElement);
