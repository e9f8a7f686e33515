import { css } from 'lit';

/** How everything looks that opens below a button. */
export const popoverStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_dialog);
    box-shadow: var(--datasource-shadow-overlay, 0 12px 32px -6px light-dark(#10182833, #000000b3));
    color: var(--_text);
  }
`;
