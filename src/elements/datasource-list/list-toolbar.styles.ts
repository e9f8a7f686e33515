import { css } from 'lit';

/** The search and the filter above the cards. */
export const toolbarStyles = css`
  .toolbar {
    display: flex;
    position: relative;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin-block-end: 8px;
  }

  .search {
    display: flex;
    position: relative;
    /* All that the filter needs not, but for a line of its own. */
    flex: 999 1 240px;
    align-items: center;
    min-inline-size: 0;
  }

  .search > svg {
    position: absolute;
    inset-inline-start: 12px;
    color: var(--_text-muted);
    pointer-events: none;
  }

  .search input {
    inline-size: 100%;
    block-size: 36px;
    padding: 0 36px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    appearance: none;
  }

  .search input:hover {
    border-color: var(--_text-muted);
  }

  .search input:focus {
    border-color: var(--_accent-text);
    outline: 1px solid var(--_accent-text);
    outline-offset: 0;
    background: var(--_dialog);
  }

  .search input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
    text-overflow: ellipsis;
  }

  /* There is a button of our own, which looks the same everywhere. */
  .search input::-webkit-search-cancel-button {
    appearance: none;
  }

  .search button {
    position: absolute;
    inset-inline-end: 4px;
    inline-size: 28px;
    color: var(--_text-muted);
  }

  .filter {
    display: flex;
    position: relative;
    flex: 1 1 auto;
    gap: 2px;
    min-inline-size: 0;
    margin: 0;
    padding: 2px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
  }

  .filter label {
    display: flex;
    position: relative;
    flex: 1 1 auto;
    cursor: pointer;
  }

  .filter input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .filter span {
    display: flex;
    flex: 1;
    align-items: center;
    justify-content: center;
    min-block-size: 30px;
    padding: 2px 10px;
    border-radius: calc(var(--_radius-control) - 2px);
    color: var(--_text-muted);
    font-size: 13px;
    font-weight: 500;
    text-align: center;
  }

  .filter input:hover + span {
    color: var(--_text);
  }

  .filter input:checked + span {
    background: var(--_raised);
    box-shadow:
      0 0 0 1px var(--_border),
      var(--_shadow);
    color: var(--_text);
  }

  .filter input:focus-visible + span {
    outline: 2px solid var(--_accent-text);
    outline-offset: 0;
  }

  .count {
    flex: 1 0 100%;
    margin: 0;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 18px;
  }

  @media (forced-colors: active) {
    .filter input:checked + span {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
