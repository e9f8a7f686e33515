import { css } from 'lit';

export const listStyles = css`
  .list {
    gap: 8px;
  }

  .list[hidden],
  li[hidden] {
    display: none;
  }

  /* Layout and paint of a hundred cards are too much for one frame of a slow processor. */
  .lazy {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 138px;
  }

  /* The place of a card that is to come. */
  .list:not(.windowed) > li:not(:has(> *)) {
    block-size: 138px;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .windowed {
    display: block;
    position: relative;
  }

  .windowed > li {
    position: absolute;
    inset-inline: 0;
  }

  .message {
    display: flex;
    flex-direction: column;
    gap: 4px;
    align-items: center;
    padding: 40px 20px;
    text-align: center;
  }

  .message p {
    max-inline-size: 46ch;
    margin: 0;
    color: var(--_text-muted);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .message .title {
    color: var(--_text);
    font-size: 14px;
    font-weight: 600;
  }

  .message .icon {
    margin-block-end: 8px;
    background: var(--_raised);
    color: var(--_text-muted);
  }

  .message[role='alert'] .icon {
    color: var(--_danger);
  }

  .message button {
    margin-block-start: 12px;
  }

  .message .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    justify-content: center;
  }

  .notice {
    align-items: center;
    margin-block-end: 8px;
  }
`;
