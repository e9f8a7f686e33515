import { html, nothing, type TemplateResult } from 'lit';
import { plusIcon } from './icons.js';

/** What a card probably holds. */
export interface CardGuess {
  /** How many connections. */
  readonly rows: number;
  /** The text of its button, which wraps where there is little room; `null` for none. */
  readonly configure: string | null;
}

const times = (count: number, item: TemplateResult): TemplateResult[] =>
  new Array(Math.max(count, 1)).fill(item);

/** What stands in a card until its data source is known, as high as the card; see {@link cardStyles}. */
export function renderCardSkeleton({ rows, configure }: CardGuess): TemplateResult {
  return html`<header>
      <div class="icon"></div>
      <div class="names">
        <div class="bar"></div>
        <div class="bar"></div>
      </div>
      ${
        configure === null
          ? nothing
          : html`<button type="button" class="configure" disabled>${plusIcon}${configure}</button>`
      }
    </header>
    <p class="divider"></p>
    <div class="list">${times(rows, html`<p class="empty"></p>`)}</div>`;
}

/** The place of a card that is out of sight: nothing but its height, of a few boxes. */
export function renderCardPlace(rows: number): TemplateResult {
  return html`<div class="card place" aria-hidden="true">${times(rows, html`<i></i>`)}</div>`;
}
