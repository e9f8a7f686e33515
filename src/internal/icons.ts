import { html, type TemplateResult } from 'lit';

/** A small line drawing, hidden from assistive technology: the text beside it says it. */
function icon(path: string): TemplateResult {
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

const CIRCLE = 'M8 2a6 6 0 1 0 .01 0';
const EYE = 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM8 6.25a1.75 1.75 0 1 0 .01 0';

export const plusIcon = icon('M8 3.5v9M3.5 8h9');
export const settingsIcon = icon(
  'M8 4.75h5.5M2.5 4.75H4m2-2a2 2 0 1 0 .01 0M2.5 11.25H8m4 0h1.5m-3.5-2a2 2 0 1 0 .01 0',
);
export const closeIcon = icon('m4 4 8 8M12 4l-8 8');
export const externalIcon = icon('M6.5 3.5h-3v9h9v-3m-3-6.5H13v3.5M13 3 7.5 8.5');
export const eyeIcon = icon(EYE);
export const eyeOffIcon = icon(`${EYE}M2.5 2.5l11 11`);
export const copyIcon = icon('M5.5 5.5h8v8h-8zm5-3h-8v8');
export const checkIcon = icon('m3.5 8.5 3 3 6-7');
export const alertIcon = icon(`${CIRCLE}M8 5v3.5M8 11h.01`);
export const infoIcon = icon(`${CIRCLE}M8 7.5V11M8 5h.01`);
export const lockIcon = icon('M3.5 7h9v6.5h-9zm2 0V5a2.5 2.5 0 0 1 5 0v2');
export const searchIcon = icon('M7 2.5a4.5 4.5 0 1 0 .01 0M10.25 10.25l3.25 3.25');
export const boxIcon = icon('M3 3h10v10H3zm0 5h10M7 5.5h2m-2 5h2');
export const moreIcon = icon(
  'M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0',
);
export const editIcon = icon('m3 13 .5-3L10 3.5 12.5 6 6 12.5zm5.5-8L11 7');
export const keyIcon = icon('M9.5 9.5 3 13.5V11l4.5-4.5m3.5-3.5a2.5 2.5 0 1 0 .01 0');
export const refreshIcon = icon(
  'M13 3v3.5H9.5M3 13V9.5h3.5M12.6 6.5a5 5 0 0 0-8.6-1.6m-.6 4.6a5 5 0 0 0 8.6 1.6',
);
export const starIcon = icon('m8 2.5 1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6z');
export const trashIcon = icon('M3 4.5h10M6.5 4V2.75h3V4m-5 .5.5 8.75h6l.5-8.75M6.75 7v3.5m2.5-3.5v3.5');
export const chevronIcon = icon('m4.5 6.5 3.5 3.5 3.5-3.5');
export const plugIcon = icon('M5.5 2.5V5m5-2.5V5m-7 0h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2');
