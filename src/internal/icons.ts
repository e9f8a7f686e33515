import { html, svg, type TemplateResult } from 'lit';

/** Small line drawings, hidden from assistive technology: the text beside them says it. */
function icon(paths: TemplateResult<2>): TemplateResult {
  return html`<svg
    aria-hidden="true"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${paths}
  </svg>`;
}

export const plusIcon = icon(svg`<path d="M8 3.5v9M3.5 8h9" />`);
export const settingsIcon = icon(
  svg`<path d="M8.5 4.75h5M2.5 4.75h1M2.5 11.25h5M12.5 11.25h1" /><circle cx="6" cy="4.75" r="2" /><circle cx="10" cy="11.25" r="2" />`,
);
export const closeIcon = icon(svg`<path d="m4 4 8 8M12 4l-8 8" />`);
export const externalIcon = icon(svg`<path d="M6.5 3.5h-3v9h9v-3M9.5 3h3.5v3.5M13 3 7.5 8.5" />`);
export const eyeIcon = icon(
  svg`<path d="M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8Z" /><circle cx="8" cy="8" r="1.75" />`,
);
export const eyeOffIcon = icon(
  svg`<path d="M3.5 5.3C2.2 6.5 1.5 8 1.5 8S4 12.25 8 12.25c.9 0 1.7-.2 2.4-.5M6.2 4c.6-.2 1.2-.25 1.8-.25 4 0 6.5 4.25 6.5 4.25s-.5 1-1.5 2M2.5 2.5l11 11" />`,
);
export const copyIcon = icon(
  svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 3.75v-.25a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h.25" />`,
);
export const checkIcon = icon(svg`<path d="m3.5 8.5 3 3 6-7" />`);
export const alertIcon = icon(svg`<circle cx="8" cy="8" r="6" /><path d="M8 5v3.5M8 11h.01" />`);
export const infoIcon = icon(svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.5V11M8 5h.01" />`);
export const lockIcon = icon(
  svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`,
);
export const boxIcon = icon(
  svg`<ellipse cx="8" cy="4" rx="5" ry="2" /><path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />`,
);
