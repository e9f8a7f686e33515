import { css } from 'lit';

/** The forms in dialogs, and the fields in them. */
export const formStyles = css`
  .custom:not([hidden]) {
    display: grid;
    gap: 16px;
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
