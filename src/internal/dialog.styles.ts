import { css } from 'lit';

/** How every modal dialog looks from outside. */
export const dialogFrameStyles = css`
  dialog {
    inline-size: min(480px, calc(100vw - 24px));
    max-block-size: min(720px, calc(100dvh - 24px));
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: 16px;
    background: var(--_dialog);
    box-shadow: var(--datasource-shadow-overlay, 0 12px 32px -6px light-dark(#10182833, #000000b3));
    color: var(--_text);
    animation: appear 140ms;
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: #10182899;
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }

  h2 {
    margin: 0;
    font-size: 18px;
    font-weight: 600;
    line-height: 26px;
    overflow-wrap: anywhere;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
    padding: 20px 24px;
  }

  footer button {
    min-block-size: 36px;
    padding-inline: 16px;
    font-size: 14px;
  }
`;

/** What stands around a form in its dialog, also while the form is still being loaded. */
export const dialogStyles = css`
  header {
    display: flex;
    gap: 12px;
    align-items: flex-start;
    justify-content: space-between;
    padding: 20px 16px 0 24px;
  }

  header p {
    margin: 4px 0 0;
    color: var(--_text-muted);
    font-size: 13px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  /* Has the focus until there is a field. */
  h2:focus {
    outline: none;
  }

  .body {
    display: grid;
    gap: 16px;
    padding: 20px 24px 4px;
  }

  .messages .notice {
    margin: 12px 24px 0;
  }
`;
