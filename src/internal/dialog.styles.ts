import { css } from 'lit';

/** How the dialogs and the forms in them look. */
export const dialogStyles = css`
  :host {
    display: contents;
  }

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

  header {
    display: flex;
    gap: 12px;
    align-items: flex-start;
    justify-content: space-between;
    padding: 20px 16px 0 24px;
  }

  h2,
  header p {
    margin: 4px 0 0;
    font-size: 18px;
    font-weight: 600;
    line-height: 26px;
    overflow-wrap: anywhere;
  }

  header p {
    color: var(--_text-muted);
    font-size: 13px;
    font-weight: 400;
    line-height: 18px;
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

  .control {
    inline-size: 100%;
    min-block-size: 36px;
    padding: 7px 12px;
    border: 1px solid transparent;
    border-radius: var(--_radius-control);
    background: var(--_field);
    color: var(--_text);
    font: inherit;
  }

  .control:hover {
    border-color: var(--_border);
  }

  .control:focus {
    border-color: var(--_accent-text);
    outline: 1px solid var(--_accent-text);
    outline-offset: 0;
    background: var(--_dialog);
  }

  .control[aria-invalid] {
    border-color: var(--_danger);
  }

  input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
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
  .field-error,
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

  .field-error {
    color: var(--_danger);
  }

  .messages .notice {
    margin: 12px 24px 0;
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
