import { css } from 'lit';

/** A card and its skeleton, as a card by itself and the list show them. */
export const cardStyles = css`
  :host {
    display: block;
  }

  .card {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  .icon {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border: 1px solid var(--_border);
    border-radius: 10px;
  }

  .names {
    flex: 1 1 120px;
    min-inline-size: 0;
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

  ul,
  .list {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  h3,
  .origin {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
    line-height: 22px;
  }

  h3 bdi,
  .origin {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .origin {
    color: var(--_text-muted);
    font-size: 12px;
    font-weight: 400;
    line-height: 18px;
  }

  #configure,
  .configure {
    margin-inline-start: auto;
  }

  .empty {
    min-block-size: 40px;
    margin: 0;
    padding: 10px;
    border-radius: var(--_radius-control);
    background: color-mix(in srgb, var(--_raised) 50%, transparent);
    color: var(--_text-muted);
    font-size: 13px;
    text-align: center;
  }

  .skeleton .configure {
    visibility: hidden;
  }

  /* Not in the page itself: it is no text to be found. */
  .skeleton .configure::after {
    content: attr(data-text);
  }

  .rows {
    display: grid;
    gap: 4px;
  }

  .skeleton .divider {
    block-size: 18px;
  }

  .place {
    padding-block: 47px;
  }

  .place i {
    display: block;
    block-size: 44px;
  }

  .skeleton .icon,
  .skeleton .empty,
  .bar {
    border: 0;
    background: color-mix(in srgb, var(--_text-muted) 18%, transparent);
    animation: pulse 1.6s infinite;
  }

  .bar {
    inline-size: 120px;
    block-size: 10px;
    margin-block: 6px;
    border-radius: 4px;
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
