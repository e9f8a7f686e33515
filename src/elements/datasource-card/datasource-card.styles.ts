import { css } from 'lit';

export const datasourceCardStyles = css`
  .picture {
    padding: 4px;
    background: #fff;
    object-fit: contain;
  }

  .letter {
    background: var(--_info-surface);
    color: var(--_accent-text);
    font-size: 18px;
    font-weight: 600;
  }

  [popover] {
    position: fixed;
    inset: auto;
    inline-size: min(260px, calc(100vw - 16px));
    margin: 0;
    padding: 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_dialog);
    box-shadow: var(--_shadow-overlay);
    color: var(--_text);
  }

  datasource-oauth-button,
  datasource-api-key-button {
    display: block;
  }

  .or {
    gap: 8px;
    margin: 6px 0;
    font-size: 11px;
    font-weight: 400;
    line-height: 16px;
    text-transform: uppercase;
  }

  .or::before,
  .divider::after {
    flex: 1;
    block-size: 1px;
    background: var(--_border);
    content: '';
  }

  .hint {
    margin: 4px;
    color: var(--_text-muted);
    font-size: 13px;
  }

  .card > .notice {
    align-items: center;
  }

  .more {
    inline-size: 100%;
    margin-block-start: 8px;
  }
`;
