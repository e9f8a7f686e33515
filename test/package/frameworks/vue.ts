import { h, render } from 'vue';
import type { VueProps } from '../../../src/types/vue.js';
import type { Show } from './page.js';

/** A template's `:readOnly` and `@datasource-authorized` are compiled to these. */
export const showByVue: Show = (root, { readOnly, disabled, labels, heard }) => {
  const button: VueProps<'datasource-oauth-button'> = {
    pluginId: 'acme/notes',
    provider: 'notes',
    readOnly,
    disabled,
    onDatasourceAuthorized: heard,
  };
  render(h('datasource-context', { labels }, [h('datasource-oauth-button', { ...button })]), root);
};
