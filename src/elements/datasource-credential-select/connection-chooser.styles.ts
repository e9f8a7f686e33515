import { css } from 'lit';

export const chooserStyles = css`
  .open {
    position: relative;
  }

  /* Light, so that what the field says of being disabled stays. */
  :where(.open) select {
    border-color: var(--_border);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    cursor: pointer;
  }

  :where(.open) select:hover {
    border-color: var(--_text-muted);
  }

  :where(.open) select:focus-visible {
    border-color: var(--_accent-text);
  }

  :where(.open) select[aria-invalid] {
    border-color: var(--_danger);
  }

  .open > svg {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-end: 12px;
    color: var(--_text-muted);
    pointer-events: none;
  }

  .hint {
    margin: 6px 0 0;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  datasource-connect-button {
    display: block;
    inline-size: fit-content;
    margin-block-start: 8px;
  }

  .another::part(button) {
    flex: none;
    min-block-size: 28px;
    padding: 3px 12px;
    border-color: transparent;
    background: none;
    box-shadow: none;
    color: var(--_accent-text);
  }

  .another::part(button):hover {
    background: color-mix(in srgb, currentcolor 8%, transparent);
  }
`;
