import { css } from 'lit';

/** The field in which a connection is renamed. */
export const renameStyles = css`
  .rename {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
    min-inline-size: 0;
  }

  .rename .control {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 28px;
    padding-block: 3px;
  }

  .rename .icon {
    flex: none;
    min-block-size: 28px;
  }

  .rename .field-error {
    inline-size: 100%;
  }

  .rename .field-error:empty {
    display: none;
  }
`;
