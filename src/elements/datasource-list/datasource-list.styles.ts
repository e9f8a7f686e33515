import { css } from 'lit';

export const listStyles = css`
  .list {
    gap: 8px;
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
`;
