import { css } from 'lit';

export const chooserStyles = css`
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
