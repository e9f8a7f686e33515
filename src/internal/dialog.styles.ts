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
    box-shadow: var(--_shadow-overlay);
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

/** How the dialogs with forms and the forms in them look. */
export const dialogStyles = css`
  :host {
    display: contents;
  }

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

  .body,
  .custom:not([hidden]) {
    display: grid;
    gap: 16px;
  }

  .body {
    padding: 20px 24px 4px;
  }

  .field {
    display: grid;
    gap: 6px;
  }

  label,
  legend {
    padding: 0;
    color: var(--_text-secondary);
    font-size: 13px;
    font-weight: 500;
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  .required {
    margin-inline-start: 3px;
    color: var(--_danger);
  }

  .secret {
    position: relative;
  }

  .secret .control {
    padding-inline-end: 40px;
  }

  .secret button {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
    inline-size: 28px;
    color: var(--_text-muted);
  }

  .checkbox {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 24px;
  }

  .checkbox input {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .help,
  .note {
    margin: 0;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  .help svg {
    inline-size: 12px;
    block-size: 12px;
    margin-inline-start: 4px;
    vertical-align: -1px;
  }

  .messages .notice {
    margin: 12px 24px 0;
  }

  .note {
    display: flex;
    gap: 6px;
    align-items: center;
    justify-content: center;
    padding: 12px 24px;
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
  }
`;
