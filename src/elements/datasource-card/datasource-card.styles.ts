import { css } from 'lit';

export const cardStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  .card {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  header {
    display: flex;
    gap: 12px;
    align-items: center;
  }

  .icon {
    display: block;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    padding: 4px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: #ffffff;
    object-fit: contain;
  }

  .letter {
    display: grid;
    place-items: center;
    background: var(--_info-surface);
    color: var(--_accent-text);
    font-size: 18px;
    font-weight: 600;
  }

  .names {
    flex: 1;
    min-inline-size: 0;
  }

  h3 {
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    font-weight: 600;
    line-height: 22px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .origin {
    margin: 0;
    overflow: hidden;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
    text-overflow: ellipsis;
    white-space: nowrap;
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
    display: flex;
    gap: 8px;
    align-items: center;
    margin: 6px 0;
    color: var(--_text-muted);
    font-size: 11px;
    line-height: 16px;
    text-transform: uppercase;
  }

  .or::before,
  .or::after,
  .divider::after {
    flex: 1;
    block-size: 1px;
    background: var(--_border);
    content: '';
  }

  .divider {
    display: flex;
    gap: 12px;
    align-items: center;
    margin: 10px 0 6px;
    color: var(--_text-muted);
    font-size: 12px;
    font-weight: 500;
    line-height: 18px;
  }

  ul {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .empty {
    min-block-size: 40px;
    margin: 0;
    padding: 10px 12px;
    border-radius: var(--_radius-control);
    background: var(--_sunken);
    color: var(--_text-muted);
    font-size: 13px;
    text-align: center;
  }

  .hint {
    margin: 4px;
    color: var(--_text-muted);
    font-size: 13px;
  }

  .card > .notice {
    margin: 0;
    align-items: center;
  }

  .bar {
    display: block;
    inline-size: 140px;
    max-inline-size: 60%;
    block-size: 12px;
    margin-block: 5px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--_text-muted) 18%, transparent);
  }

  .bar.short {
    inline-size: 90px;
    block-size: 9px;
  }

  .skeleton .icon {
    border: 0;
    background: color-mix(in srgb, var(--_text-muted) 18%, transparent);
  }

  .skeleton .bar,
  .skeleton .icon {
    animation: pulse 1.6s ease-in-out infinite;
  }

  @keyframes pulse {
    50% {
      opacity: 0.45;
    }
  }

  @media (forced-colors: active) {
    .card {
      border: 1px solid;
    }
  }
`;
