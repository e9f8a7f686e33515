import { css } from 'lit';

/** How what is shown of a flow looks. */
export const flowDetailsStyles = css`
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
`;
