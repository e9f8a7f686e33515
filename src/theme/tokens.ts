import { css } from 'lit';

/**
 * The theme: each public custom property `--datasource-…` may be set by the page; the private `--_…` hold what counts.
 * Light and dark follow the `color-scheme` of the page.
 */
export const tokens = css`
  :host {
    --_accent: var(--datasource-color-accent, light-dark(#155eef, #2e6bf0));
    --_accent-hover: var(--datasource-color-accent-hover, light-dark(#004aeb, #4a80f5));
    --_accent-text: var(--datasource-color-accent-text, light-dark(#155aef, #9bbbff));
    --_on-accent: var(--datasource-color-on-accent, #ffffff);
    --_surface: var(--datasource-color-surface, light-dark(#f2f4f7, #27282d));
    --_raised: var(--datasource-color-raised, light-dark(#ffffff, #34363d));
    --_sunken: var(--datasource-color-sunken, light-dark(#f9fafb, #2d2e34));
    --_field: var(--datasource-color-field, light-dark(#f2f4f7, #1f2024));
    --_dialog: var(--datasource-color-dialog, light-dark(#ffffff, #2a2b31));
    --_border: var(--datasource-color-border, light-dark(#d9dde5, #4a4d57));
    --_border-strong: var(--datasource-color-border-strong, light-dark(#7c8597, #8b92a3));
    --_text: var(--datasource-color-text, light-dark(#101828, #f5f6f8));
    --_text-secondary: var(--datasource-color-text-secondary, light-dark(#354052, #d3d8e2));
    --_text-muted: var(--datasource-color-text-muted, light-dark(#596378, #aab2c2));
    --_danger: var(--datasource-color-danger, light-dark(#b42318, #ffa39b));
    --_danger-surface: var(--datasource-color-danger-surface, light-dark(#fef3f2, #43201d));
    --_danger-border: var(--datasource-color-danger-border, light-dark(#fda29b, #7a3a35));
    --_success: var(--datasource-color-success, light-dark(#067647, #6ce9a6));
    --_success-dot: var(--datasource-color-success-dot, light-dark(#17b26a, #47cd89));
    --_warning: var(--datasource-color-warning, light-dark(#93370d, #fec84b));
    --_warning-surface: var(--datasource-color-warning-surface, light-dark(#fffaeb, #3d2f12));
    --_info-surface: var(--datasource-color-info-surface, light-dark(#eff4ff, #202f52));
    --_radius: var(--datasource-radius, 12px);
    --_radius-control: var(--datasource-radius-control, 8px);
    --_shadow: var(--datasource-shadow, 0 1px 2px light-dark(#1018280d, #0000004d));
    --_shadow-overlay: var(
      --datasource-shadow-overlay,
      0 12px 32px -6px light-dark(#10182833, #000000b3),
      0 4px 8px -2px light-dark(#1018281a, #00000080)
    );
    --_font: var(
      --datasource-font-family,
      Inter,
      ui-sans-serif,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      sans-serif
    );

    color: var(--_text);
    font-family: var(--_font);
    font-size: 14px;
    line-height: 20px;
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
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      transition-duration: 1ms !important;
    }
  }
`;
