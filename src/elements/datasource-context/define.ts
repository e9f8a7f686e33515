import { DatasourceContextElement } from './datasource-context.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'datasource-context': DatasourceContextElement;
  }
}

if (!customElements.get('datasource-context'))
  customElements.define('datasource-context', DatasourceContextElement);
