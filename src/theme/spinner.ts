import { css } from 'lit';

/** What turns while something is at work. */
export const spinnerStyles = css`
  .spinner {
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid color-mix(in srgb, currentcolor 30%, transparent);
    border-block-start-color: currentcolor;
    border-radius: 50%;
    animation: spin 0.8s linear infinite;
  }

  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
`;
