import { html } from 'lit';

/** What stands in a card until its data source is known; see {@link cardStyles}. */
export const cardSkeleton = html`<header aria-hidden="true">
    <div class="icon"></div>
    <div class="names">
      <div class="bar"></div>
      <div class="bar"></div>
    </div>
  </header>
  <p class="divider"></p>
  <p class="empty"></p>`;
