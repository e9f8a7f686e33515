/** @jsxImportSource preact */
import type {} from 'datasource-elements/types/preact';
import { render } from 'preact';
import type { Show } from './page.js';

export const showByPreact: Show = (root, { readOnly, disabled, labels, heard }) =>
  render(
    <datasource-context labels={labels}>
      <datasource-oauth-button
        plugin-id="acme/notes"
        provider="notes"
        readonly={readOnly}
        disabled={disabled}
        ondatasource-authorized={heard}
      />
    </datasource-context>,
    root,
  );
