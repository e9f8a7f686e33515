import { css } from 'lit';

/** How the button looks where there is a connection; they come after its own styles. */
export const connectionStyles = css`
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

  @media (forced-colors: active) {
    .more {
      border-inline-start: 1px solid !important;
    }
  }
`;
