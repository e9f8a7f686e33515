import { css } from 'lit';

/** How the field looks while there is nothing to choose. */
export const credentialSelectStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  label {
    display: block;
    margin-block-end: 6px;
    color: var(--_text-secondary);
    font-size: 13px;
    font-weight: 500;
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  select {
    inline-size: 100%;
    min-block-size: 36px;
    padding-block: 7px;
    padding-inline: 12px 34px;
    border: 1px solid transparent;
    border-radius: var(--_radius-control);
    background: var(--_field);
    color: var(--_text-secondary);
    font: inherit;
    text-overflow: ellipsis;
    appearance: none;
  }

  select:focus-visible {
    outline: 1px solid var(--_accent-text);
    outline-offset: 0;
  }

  select:disabled {
    opacity: 0.55;
    cursor: not-allowed;
  }

  select[aria-busy] {
    color: var(--_text-muted);
  }

  option {
    background: var(--_dialog);
    color: var(--_text);
  }

  .notice {
    flex-wrap: wrap;
    margin-block-start: 8px;
  }

  .notice > .text {
    flex-basis: calc(100% - 24px);
  }

  .notice > button:not(.icon) {
    min-block-size: 28px;
    margin-inline-start: 24px;
    padding: 3px 10px;
  }

  /* As high as the button and the hint. */
  .place.another {
    block-size: 36px;
  }

  .place.first {
    block-size: 44px;
  }

  .place.hinted {
    padding-block-start: 24px;
    box-sizing: content-box;
  }

  @media (forced-colors: active) {
    select {
      border-color: currentcolor;
    }
  }
`;
