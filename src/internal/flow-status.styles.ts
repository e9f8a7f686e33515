import { css } from 'lit';

/** How {@link renderFlowStatus} looks. */
export const flowStatusStyles = css`
  .flow-status .notice {
    margin: 8px 0 0;
  }

  .flow-status p {
    margin: 0;
  }

  .flow-status .spinner {
    flex: none;
    margin-block-start: 2px;
    color: var(--_accent-text);
  }

  .flow-status .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 8px;
  }

  .flow-status .actions button {
    min-block-size: 28px;
    padding: 3px 10px;
  }

  .flow-status .dismiss {
    inline-size: 24px;
    min-block-size: 24px;
    margin-block: -3px;
    color: inherit;
  }

  .flow-status .dismiss svg {
    margin: 0;
    color: inherit;
  }
`;
