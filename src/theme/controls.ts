import { css } from 'lit';

/** Buttons and notices, as all elements show them. */
export const controls = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 4px;
    min-block-size: 32px;
    padding: 5px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-control);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text-secondary);
    font: inherit;
    font-size: 13px;
    font-weight: 500;
    cursor: pointer;
  }

  button:hover {
    border-color: var(--_text-muted);
  }

  button.secondary-accent {
    color: var(--_accent-text);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, #000);
  }

  button.plain {
    min-block-size: 28px;
    padding: 3px 8px;
    border-color: transparent;
    background: none;
    box-shadow: none;
  }

  button.plain:hover {
    background: color-mix(in srgb, currentcolor 8%, transparent);
  }

  button.icon {
    inline-size: 32px;
    padding: 0;
  }

  button:disabled,
  button[aria-disabled='true'] {
    cursor: not-allowed;
    opacity: 0.55;
  }

  svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .reason {
    margin: 4px 0 0;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  .notice {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    margin: 0;
    padding: 8px 12px;
    border-radius: var(--_radius-control);
    background: var(--_info-surface);
    color: var(--_text-secondary);
    font-size: 13px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  .notice > svg {
    margin-block-start: 1px;
    color: var(--_accent-text);
  }

  .error > svg,
  .warning > svg {
    color: inherit;
  }

  .error {
    background: var(--_danger-surface);
    color: var(--_danger);
  }

  .warning {
    background: var(--_warning-surface);
    color: var(--_warning);
  }

  .flow-status .notice {
    margin-block-start: 8px;
  }

  .dismiss {
    inline-size: 24px;
    min-block-size: 24px;
    margin-block: -3px;
    color: inherit;
  }

  .text {
    flex: 1;
    min-inline-size: 0;
  }

  .spinner {
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid color-mix(in srgb, currentcolor 30%, transparent);
    border-block-start-color: currentcolor;
    border-radius: 50%;
    animation: spin 0.8s linear infinite;
  }

  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }

  @media (forced-colors: active) {
    button,
    .notice {
      border: 1px solid;
    }
  }
`;
