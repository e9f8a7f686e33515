import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon } from './icons.js';

/** Shows that something is at work, beside the text that says it. */
export const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

/**
 * A message in a box of its own.
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
    ${alertIcon}<span class="text">${message}</span>${action}
  </p>`;
}
