import { css } from 'lit';

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

  .box {
    position: relative;
  }

  select {
    inline-size: 100%;
    min-block-size: 36px;
    padding-block: 7px;
    padding-inline: 12px 34px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-control);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font: inherit;
    text-overflow: ellipsis;
    cursor: pointer;
    appearance: none;
  }

  select:hover {
    border-color: var(--_text-muted);
  }

  select:focus-visible {
    border-color: var(--_accent-text);
    outline: 1px solid var(--_accent-text);
    outline-offset: 0;
  }

  select[aria-invalid] {
    border-color: var(--_danger);
  }

  option {
    background: var(--_dialog);
    color: var(--_text);
  }

  .box > svg {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-end: 12px;
    color: var(--_text-muted);
    pointer-events: none;
  }

  .fixed select {
    border-color: transparent;
    background: var(--_field);
    box-shadow: none;
    color: var(--_text-secondary);
    cursor: default;
  }

  .fixed > svg {
    display: none;
  }

  select:disabled {
    opacity: 0.55;
    cursor: not-allowed;
  }

  select[aria-busy] {
    color: var(--_text-muted);
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
    .fixed select {
      border-color: currentcolor;
    }
  }
`;
