import { css } from 'lit';

export const oauthButtonStyles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
  }

  .group {
    display: flex;
  }

  .main {
    flex: 1;
    min-inline-size: 0;
  }

  .main:not(:last-child) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .settings {
    inline-size: 34px;
    padding: 0;
    border-inline-start: 1px solid color-mix(in srgb, var(--_on-accent) 30%, transparent) !important;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  .badge {
    margin-inline-start: 2px;
    padding: 0 5px;
    border: 1px solid color-mix(in srgb, var(--_on-accent) 55%, transparent);
    border-radius: 5px;
    font-size: 11px;
    line-height: 16px;
  }

  .notice {
    margin-block-start: 8px;
  }

  @media (forced-colors: active) {
    .settings {
      border-inline-start: 1px solid !important;
    }
  }
`;
