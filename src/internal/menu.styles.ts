import { css } from 'lit';

/** How {@link Menu} looks. */
export const menuStyles = css`
  .menu {
    min-inline-size: 180px;
    max-inline-size: min(300px, calc(100vw - 16px));
    padding: 4px;
  }

  .item {
    justify-content: flex-start;
    gap: 8px;
    inline-size: 100%;
    padding: 6px 10px;
    border-color: transparent;
    background: none;
    box-shadow: none;
    text-align: start;
  }

  .item:hover,
  .item:focus {
    background: color-mix(in srgb, currentcolor 9%, transparent);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item.danger {
    color: var(--_danger);
  }

  .item[aria-disabled='true'] {
    opacity: 1;
    color: var(--_text-muted);
  }

  .refusal {
    display: block;
    font-size: 12px;
    font-weight: 400;
    line-height: 16px;
  }
`;
