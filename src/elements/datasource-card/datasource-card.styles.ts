import { css } from 'lit';

export const datasourceCardStyles = css`
  .picture {
    padding: 4px;
    background: #fff;
    object-fit: contain;
  }

  .letter {
    background: var(--_info-surface);
    color: var(--_accent-text);
    font-size: 18px;
    font-weight: 600;
  }

  .divider::after {
    flex: 1;
    block-size: 1px;
    background: var(--_border);
    content: '';
  }

  .card > .notice {
    align-items: center;
  }

  header ~ .notice {
    margin-block-start: 8px;
  }

  .more {
    inline-size: 100%;
    margin-block-start: 8px;
  }
`;
