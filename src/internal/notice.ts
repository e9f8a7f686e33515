import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon } from './icons.js';
import { shownMessage } from './shown-text.js';

/** Shows that something is at work, beside the text that says it. */
export const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

/**
 * A message in a box of its own; that of an error may be the server's.
 *
 * @param role `alert` where it is about something that just happened and nothing around it says so.
 * @param action a button at its end.
 */
export function renderNotice(
  kind: 'error' | 'warning',
  message: string,
  role: 'alert' | typeof nothing = nothing,
  action: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<p class="notice ${kind}" role=${role}>
    ${alertIcon}<span class="text">${kind === 'error' ? shownMessage(message) : message}</span>${action}
  </p>`;
}

/** Why a control above cannot be used; the control names it in `aria-describedby="reason"`. */
export function renderReason(reason: string | null): TemplateResult | typeof nothing {
  return reason ? html`<p id="reason" class="reason">${reason}</p>` : nothing;
}
