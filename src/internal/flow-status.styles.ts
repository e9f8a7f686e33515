import { css } from 'lit';

/** How {@link renderFlowStatus} looks. */
export const flowStatusStyles = css`
  .flow-status .notice {
    margin-block-start: 8px;
  }

  .flow-status p {
    margin: 0;
  }

  .flow-status .spinner {
    flex: none;
    margin-block-start: 2px;
    color: var(--_accent-text);
  }

  .host {
    overflow-wrap: anywhere;
    opacity: 0.75;
    font-size: 12px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 8px;
  }

  .actions button {
    min-block-size: 28px;
    padding: 3px 10px;
  }

  .dismiss {
    inline-size: 24px;
    min-block-size: 24px;
    margin-block: -3px;
    color: inherit;
  }
`;
