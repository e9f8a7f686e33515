import { html, nothing, type TemplateResult } from 'lit';
import type { DatasourceError } from '../api/errors.js';
import type { Labels } from '../locales/en.js';
import { renderNotice } from './notice.js';

/** Why a data source is not known, with a button to read the list again. */
export function renderReadError(
  error: DatasourceError,
  retry: () => void,
  text: (key: keyof Labels) => string,
): TemplateResult {
  // Nothing that the server says could mend a malformed id.
  const again =
    error.code === 'invalid_id'
      ? nothing
      : html`<button type="button" @click=${retry}>${text('retry')}</button>`;
  return renderNotice('error', error.message, 'alert', again);
}
