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
    overflow: auto;
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: #10182899;
  }

  dialog[open] {
    animation: appear 140ms ease-out;
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(8px) scale(0.98);
    }
  }

  form {
    display: flex;
    flex-direction: column;
  }

  header {
    display: flex;
    gap: 12px;
    align-items: flex-start;
    justify-content: space-between;
    padding: 20px 16px 0 24px;
  }

  h2 {
    margin: 4px 0 0;
    font-size: 18px;
    font-weight: 600;
    line-height: 26px;
    overflow-wrap: anywhere;
  }

  header p {
    margin: 4px 0 0;
    color: var(--_text-muted);
    font-size: 13px;
    line-height: 18px;
  }

  .body {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 20px 24px 4px;
  }

  .field {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-inline-size: 0;
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

  input:not([type='checkbox'], [type='radio']),
  select {
    inline-size: 100%;
    min-block-size: 36px;
    padding: 7px 12px;
    border: 1px solid transparent;
    border-radius: var(--_radius-control);
    background: var(--_field);
    box-shadow: inset 0 0 0 1px var(--_field-outline, transparent);
    color: var(--_text);
    font: inherit;
  }

  input:not([type='checkbox'], [type='radio']):hover,
  select:hover {
    border-color: var(--_border);
  }

  input:not([type='checkbox'], [type='radio']):focus,
  select:focus {
    border-color: var(--_accent-text);
    outline: 1px solid var(--_accent-text);
    outline-offset: 0;
    background: var(--_dialog);
  }

  input[aria-invalid='true'],
  select[aria-invalid='true'] {
    border-color: var(--_danger) !important;
  }

  input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  .secret {
    position: relative;
  }

  .secret input {
    padding-inline-end: 40px !important;
  }

  .reveal {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
    inline-size: 28px !important;
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
  .field-error {
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

  .field-error[hidden] {
    display: none;
  }

  .messages {
    padding: 0 24px;
  }

  .notice {
    margin: 12px 0 0;
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
    margin: 0;
    padding: 12px 24px;
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
  }

  .note svg {
    inline-size: 14px;
    block-size: 14px;
  }
`;
