import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon } from '../../internal/icons.js';
import { spinner } from '../../internal/notice.js';
import { shownMessage } from '../../internal/shown-text.js';
import type { Text } from './list-toolbar.js';

/** A button that reads the list again. */
export function renderRefetch(label: string, isFetching: boolean, onClick: () => void): TemplateResult {
  return html`<button type="button" aria-busy=${isFetching} @click=${onClick}>
    ${isFetching ? spinner : nothing}${label}
  </button>`;
}

/** The list could not be read. */
export function renderError(text: Text, message: string, action: TemplateResult): TemplateResult {
  return html`<div class="card message" part="error" role="alert">
    <span class="icon">${alertIcon}</span>
    <p class="title">${text('listError')}</p>
    <p>${shownMessage(message)}</p>
    ${action}
  </div>`;
}
