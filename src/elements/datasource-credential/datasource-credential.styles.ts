import { css } from 'lit';

export const credentialStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  .row {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 40px;
    padding: 6px 12px;
    border-radius: var(--_radius-control);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }

  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 6px;
    background: var(--_info-surface);
    color: var(--_accent-text);
    font-size: 10px;
    font-weight: 600;
    object-fit: cover;
  }

  .identity {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 2px 6px;
    align-items: center;
    min-inline-size: 0;
  }

  .name {
    overflow: hidden;
    color: var(--_text-secondary);
    font-size: 13px;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .badge {
    flex: none;
    padding: 1px 5px;
    border: 1px solid var(--_border);
    border-radius: 5px;
    color: var(--_text-muted);
    font-size: 11px;
    font-weight: 500;
    line-height: 14px;
  }

  .type {
    flex: none;
    color: var(--_text-muted);
    font-size: 12px;
  }

  .status {
    display: inline-flex;
    flex: none;
    gap: 6px;
    align-items: center;
    color: var(--_success);
    font-size: 12px;
    font-weight: 600;
  }

  .dot {
    inline-size: 8px;
    block-size: 8px;
    border: 1px solid var(--_success);
    border-radius: 3px;
    background: color-mix(in srgb, var(--_success) 60%, transparent);
  }

  .status.needs {
    color: var(--_warning);
  }

  #menu-button {
    flex: none;
    min-block-size: 28px;
    inline-size: 28px;
    margin-inline-end: -6px;
  }

  .repair {
    flex-wrap: wrap;
    align-items: center;
    margin-block-start: 4px;
  }

  .repair .text {
    min-inline-size: min(180px, 100%);
  }

  .notice.error {
    margin-block-start: 4px;
  }

  .removed {
    color: var(--_text-secondary);
    font-size: 13px;
  }

  .removed .text {
    overflow-wrap: anywhere;
  }

  .removed button {
    flex: none;
    min-block-size: 28px;
    padding-block: 3px;
    color: var(--_accent-text);
  }

  @container (inline-size < 340px) {
    .type {
      display: none;
    }

    /* Below the name, which has no room beside it. */
    .row:has(.needs) {
      flex-wrap: wrap;
    }

    .row:has(.needs) .identity {
      flex-basis: 60%;
    }

    .status.needs {
      order: 1;
      flex-basis: 100%;
    }
  }
`;
