import { html, type TemplateResult } from 'lit';
import { alertIcon, closeIcon } from '../../internal/icons.js';

/** Why a change of a connection failed, which the user can put away. */
export function renderFailure(message: string, dismiss: string, onDismiss: () => void): TemplateResult {
  return html`<div class="notice error">
    ${alertIcon}<span class="text">${message}</span>
    <button type="button" class="plain icon dismiss" aria-label=${dismiss} @click=${onDismiss}>
      ${closeIcon}
    </button>
  </div>`;
}
