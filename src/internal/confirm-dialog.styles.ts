import { css } from 'lit';

/** What sets a question apart from the other dialogs. */
export const confirmDialogStyles = css`
  .confirm {
    inline-size: min(400px, calc(100vw - 24px));
    padding: 24px;
  }

  .confirm p {
    margin: 8px 0 20px;
    color: var(--_text-secondary);
    overflow-wrap: anywhere;
  }

  .confirm footer {
    padding: 0;
  }

  .confirm .danger {
    border-color: transparent;
    background: var(--_danger);
    color: var(--_dialog);
  }

  .confirm .danger:hover {
    background: color-mix(in srgb, var(--_danger) 88%, #000);
  }

  @media (forced-colors: active) {
    .confirm .danger {
      border: 1px solid;
    }
  }
`;
