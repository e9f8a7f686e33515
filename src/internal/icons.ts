import { html, type TemplateResult } from 'lit';

/** A small line drawing, hidden from assistive technology: the text beside it says it. */
export function icon(path: string): TemplateResult {
  return html`<svg
    aria-hidden="true"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d=${path} />
  </svg>`;
}

/** For icons: a circle around something. */
export const CIRCLE = 'M8 2a6 6 0 1 0 .01 0';

export const plusIcon = icon('M8 3.5v9M3.5 8h9');
export const settingsIcon = icon(
  'M8 4.75h5.5M2.5 4.75H4m2-2a2 2 0 1 0 .01 0M2.5 11.25H8m4 0h1.5m-3.5-2a2 2 0 1 0 .01 0',
);
export const closeIcon = icon('m4 4 8 8M12 4l-8 8');
export const alertIcon = icon(`${CIRCLE}M8 5v3.5M8 11h.01`);
export const keyIcon = icon('M9.5 9.5 3 13.5V11l4.5-4.5m3.5-3.5a2.5 2.5 0 1 0 .01 0');
export const chevronIcon = icon('m4.5 6.5 3.5 3.5 3.5-3.5');
export const plugIcon = icon('M5.5 2.5V5m5-2.5V5m-7 0h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2');
