import { css } from 'lit';

/** What the settings of an OAuth client have besides fields. */
export const oauthClientFormStyles = css`
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .choice {
    display: flex;
    gap: 8px;
    margin-block-start: 6px;
  }

  .choice label {
    position: relative;
    flex: 1;
    padding: 7px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-control);
    text-align: center;
  }

  .choice label:hover {
    border-color: var(--_text-muted);
  }

  .choice label:has(:checked) {
    border-color: var(--_accent-text);
    box-shadow: inset 0 0 0 1px var(--_accent-text);
    color: var(--_text);
  }

  .choice label:has(:focus-visible) {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }

  .choice input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    margin: 0;
    cursor: pointer;
    opacity: 0;
  }

  .redirect p {
    margin: 0;
  }

  .uri {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    margin-block-start: 6px;
  }

  code {
    flex: 1;
    min-inline-size: 0;
    color: var(--_text);
    font:
      12px/18px ui-monospace,
      monospace;
    overflow-wrap: anywhere;
    user-select: all;
  }

  .uri button {
    min-block-size: 28px;
    padding: 3px 8px;
    font-size: 12px;
  }

  /* Four of them stand beside one another. */
  footer button {
    padding-inline: 12px;
  }

  .remove {
    margin-inline: -12px auto;
    color: var(--_danger);
  }

  @media (forced-colors: active) {
    .choice label:has(:checked) {
      border: 2px solid Highlight;
    }
  }
`;
