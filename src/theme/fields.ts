import { css } from 'lit';

/** Fields, what is wrong with them, and links, in forms and in place of a name. */
export const fields = css`
  a {
    color: var(--_accent-text);
    text-underline-offset: 2px;
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

  .field-error {
    margin: 0;
    color: var(--_danger);
    font-size: 12px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }
`;
