import { css } from 'lit';

/** How the cards, and what stands beside them, are laid out. */
export const listViewStyles = css`
  .list[hidden],
  li[hidden] {
    display: none;
  }

  /* A card that comes has the others painted again, unless each is a stacking context. */
  li {
    --_height: calc(94px + 44px * var(--_lines));

    isolation: isolate;
  }

  /* Layout and paint of a hundred cards are too much for one frame of a slow processor. */
  .lazy {
    content-visibility: auto;
    contain-intrinsic-block-size: auto var(--_height);
  }

  /* The place of a card that is to come. */
  .list:not(.windowed) > li:not(:has(> *)) {
    block-size: var(--_height);
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
