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
    box-shadow: var(--_shadow-overlay);
    color: var(--_text);
  }
`;
