import { css } from 'lit';

export const listStyles = css`
  :host {
    display: block;
  }

  ul,
  .skeletons {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .message {
    display: flex;
    flex-direction: column;
    gap: 4px;
    align-items: center;
    padding: 40px 20px;
    border-radius: var(--_radius);
    background: var(--_surface);
    text-align: center;
  }

  .message p {
    max-inline-size: 46ch;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .message .tile {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    margin-block-end: 8px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text-muted);
  }

  .message .tile svg {
    inline-size: 20px;
    block-size: 20px;
  }

  .message.error .tile {
    color: var(--_danger);
  }

  .title {
    font-weight: 600;
  }

  .hint {
    color: var(--_text-muted);
    font-size: 13px;
  }

  .message button {
    margin-block-start: 12px;
  }

  .notice {
    align-items: center;
    margin: 0 0 8px;
  }

  .skeleton {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .head {
    display: flex;
    gap: 12px;
    align-items: center;
    margin-block-end: 34px;
  }

  .skeleton .tile,
  .skeleton i,
  .skeleton .row {
    display: block;
    border-radius: 10px;
    background: color-mix(in srgb, var(--_text-muted) 16%, transparent);
    animation: pulse 1.6s ease-in-out infinite;
  }

  .skeleton .tile {
    inline-size: 40px;
    block-size: 40px;
  }

  .skeleton i {
    inline-size: 120px;
    block-size: 12px;
    border-radius: 4px;
  }

  .skeleton i + i {
    inline-size: 180px;
    block-size: 9px;
    margin-block-start: 9px;
  }

  .skeleton .row {
    block-size: 40px;
    border-radius: var(--_radius-control);
  }

  @keyframes pulse {
    50% {
      opacity: 0.45;
    }
  }
`;
