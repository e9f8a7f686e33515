import { css, unsafeCSS, type CSSResultGroup } from 'lit';

/** Every colour that a page may set as `--datasource-color-…`, with its value in light and in dark. */
const COLORS = {
  accent: '#155eef,#2e6bf0',
  'accent-text': '#155aef,#9bbbff',
  'on-accent': '#fff,#fff',
  surface: '#f2f4f7,#27282d',
  raised: '#fff,#34363d',
  field: '#f2f4f7,#1f2024',
  dialog: '#fff,#2a2b31',
  border: '#d9dde5,#4a4d57',
  text: '#101828,#f5f6f8',
  'text-secondary': '#354052,#d3d8e2',
  'text-muted': '#596378,#aab2c2',
  danger: '#b42318,#ffa39b',
  'danger-surface': '#fef3f2,#43201d',
  success: '#067647,#6ce9a6',
  warning: '#93370d,#fec84b',
  'warning-surface': '#fffaeb,#3d2f12',
  'info-surface': '#eff4ff,#202f52',
};

const colors = Object.entries(COLORS).map(
  ([name, values]) => `--_${name}:var(--datasource-color-${name},light-dark(${values}))`,
);

const base = css`
  :host {
    --_radius: var(--datasource-radius, 12px);
    --_radius-control: var(--datasource-radius-control, 8px);
    --_shadow: var(--datasource-shadow, 0 1px 2px light-dark(#1018280d, #0000004d));

    color: var(--_text);
    font: 14px/20px var(--datasource-font-family, Inter, system-ui, sans-serif);
    text-align: start;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/**
 * The theme: each public custom property `--datasource-…` may be set by the page; the private `--_…` hold what counts.
 * Light and dark follow the `color-scheme` of the page. Hover colours are mixed from these.
 */
export const tokens: CSSResultGroup = [unsafeCSS(`:host{${colors.join(';')}}`), base];
