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

  /* As wide as the avatar that may take its place. */
  slot > svg {
    margin: 2px;
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

  .skeleton {
    inline-size: 140px;
    block-size: 20px;
    margin-block-end: 8px;
    border-radius: 6px;
    background: color-mix(in srgb, var(--_text-muted) 18%, transparent);
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
`;
