import { css } from 'lit';

/** What "Configure" opens. */
export const configureMenuStyles = css`
  .menu {
    inline-size: min(260px, calc(100vw - 16px));
    padding: 8px;
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

  .or::before {
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
`;
