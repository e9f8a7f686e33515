import { html, nothing, type TemplateResult } from 'lit';
import type { DatasourceAuth } from '../api/types.js';
import { localize } from '../locales/format.js';
import { plusIcon } from './icons.js';
import { shownText } from './shown-text.js';

/** What a card probably holds. */
export interface CardGuess {
  /** What is known already: its title, and what stands below. */
  readonly names?: TemplateResult | undefined;
  /** How many connections. */
  readonly rows: number;
  /** The text of its button, which wraps where there is little room; `null` for none. */
  readonly configure: string | null;
}

/** How many of the cards of a list that are still to come look like cards; the rest is out of sight. */
export const DRAWN = 6;

/** How many connections a card shows at first, and how many more by each press of "Show more". */
export const MOST_LINES = 100;

const times = (count: number, item: TemplateResult): TemplateResult[] =>
  new Array(Math.max(count, 1)).fill(item);

/** The name of a data source in a language. */
export function labelOf({ label, name }: DatasourceAuth, language: string): string {
  return shownText(localize(label, language)).trim() || shownText(name);
}

/** The name of a data source, and below it where it is from. */
export function renderNames(title: TemplateResult, { author, name }: DatasourceAuth): TemplateResult {
  return html`${title}
    <p class="origin">
      <bdi>${shownText(author)}</bdi> <span aria-hidden="true">/</span> <bdi>${shownText(name)}</bdi>
    </p>`;
}

/** What stands in a card until its data source is known, as high as the card; see {@link cardStyles}. */
export function renderCardSkeleton({ names, rows, configure }: CardGuess): TemplateResult {
  return html`<header>
      <div class="icon"></div>
      <div class="names">
        ${
          names ??
          html`<div class="bar"></div>
            <div class="bar"></div>`
        }
      </div>
      ${
        configure === null
          ? nothing
          : html`<button type="button" class="configure" disabled data-text=${configure}>${plusIcon}</button>`
      }
    </header>
    <p class="divider"></p>
    <div class="rows">${times(rows, html`<p class="empty"></p>`)}</div>`;
}

/** The place of a card that is out of sight: nothing but its height, of a few boxes. */
export function renderCardPlace(rows: number): TemplateResult {
  return html`<div class="card place" aria-hidden="true">${times(rows, html`<i></i>`)}</div>`;
}
