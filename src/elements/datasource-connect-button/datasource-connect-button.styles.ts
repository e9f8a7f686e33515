import { css } from 'lit';

export const connectButtonStyles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: middle;
  }

  .group {
    display: flex;
  }

  .main {
    flex: 1;
    gap: 8px;
    min-inline-size: 0;
    min-block-size: 36px;
  }

  .main.state {
    justify-content: flex-start;
    text-align: start;
  }

  /* It still says who is connected. */
  .main.state[aria-disabled]:enabled {
    opacity: 1;
  }

  .main:not(:last-child) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .more {
    flex: none;
    inline-size: 34px;
    padding: 0;
    border-inline-start: 1px solid color-mix(in srgb, var(--_on-accent) 30%, transparent) !important;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  .label {
    display: -webkit-box;
    overflow: hidden;
    line-height: 18px;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  ::slotted([slot='icon']) {
    display: inline-flex;
    flex: none;
  }

  .state .label,
  .connection .label {
    flex: 1;
    min-inline-size: 0;
  }

  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 6px;
    background: var(--_info-surface);
    color: var(--_accent-text);
    font-size: 10px;
    font-weight: 600;
    object-fit: cover;
  }

  .connection {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 20px;
    margin: 0 0 8px;
    color: var(--_text-secondary);
    font-size: 13px;
    font-weight: 500;
  }

  .connection.skeleton {
    inline-size: 140px;
    border-radius: 6px;
    background: color-mix(in srgb, var(--_text-muted) 18%, transparent);
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border: 1px solid var(--_success);
    border-radius: 3px;
    background: color-mix(in srgb, var(--_success) 60%, transparent);
  }

  .dot.broken {
    border-color: var(--_warning);
    background: none;
  }

  .hint {
    margin: 6px 0 0;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  .group + .notice {
    margin-block-start: 8px;
  }

  .notice:not(:last-child) {
    margin-block-end: 8px;
  }

  @media (forced-colors: active) {
    .more {
      border-inline-start: 1px solid !important;
    }
  }
`;
