import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../../internal/icons.js';
import { searchIcon } from '../../internal/list-icons.js';
import type { SourceFilter } from '../../internal/source-search.js';
import type { Labels } from '../../locales/en.js';

export type Text = (key: keyof Labels, values?: Record<string, string | number>) => string;

/** What search and filter ask for, and whom they tell what the user does. */
export interface Asked {
  readonly text: Text;
  readonly query: string;
  readonly filter: SourceFilter;
  readonly onQuery: (query: string) => void;
  readonly onFilter: (filter: SourceFilter) => void;
  /** The user wants to go on in the list. */
  readonly onLeave: () => void;
}

/** What a toolbar shows. */
interface ToolbarParts extends Asked {
  /** How many data sources there are, or were found; `null` while nobody knows, and nothing can be asked. */
  readonly count: string | null;
  /** What is spoken. */
  readonly status: string;
}

/** The labels of the filters. */
export const FILTERS: Readonly<Record<SourceFilter, keyof Labels>> = {
  '': 'filterAll',
  connected: 'filterConnected',
  'not-connected': 'filterNotConnected',
};

/** The search, the filter, and how much they leave. */
export function renderToolbar(parts: ToolbarParts): TemplateResult {
  const { text, query, count, status } = parts;
  return html`<div class="toolbar" part="toolbar" ?inert=${count === null}>
    <div class="search" part="search">
      ${searchIcon}
      <input
        id="search"
        type="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        enterkeyhint="search"
        aria-label=${text('searchSources')}
        placeholder=${text('searchSources')}
        .value=${query}
        @input=${(event: Event) => onInput(event, parts)}
        @compositionend=${(event: Event) => onInput(event, parts)}
        @keydown=${(event: KeyboardEvent) => onKeydown(event, parts)}
      />
      ${
        query
          ? html`<button
              type="button"
              class="plain icon"
              tabindex="-1"
              aria-label=${text('clear')}
              @click=${(event: Event) => clearSearch(event.currentTarget as Element)}
            >
              ${closeIcon}
            </button>`
          : nothing
      }
    </div>
    ${renderFilter(parts)}
    <p class="count" part="count">${count ?? '\u00a0'}</p>
    ${count === null ? nothing : html`<div class="visually-hidden" role="status">${status}</div>`}
  </div>`;
}

function renderFilter({ text, filter, onFilter }: Asked): TemplateResult {
  return html`<fieldset class="filter" part="filter">
    <legend class="visually-hidden">${text('show')}</legend>
    ${Object.entries(FILTERS).map(
      ([value, label]) =>
        html`<label>
          <input
            type="radio"
            name="filter"
            .value=${value}
            .checked=${filter === value}
            @input=${() => onFilter(value as SourceFilter)}
          />
          <span>${text(label)}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** Empties the search field as if the user had, so that a page hears of it, and puts the focus there. */
export function clearSearch(near: Element): void {
  const field = (near.getRootNode() as ShadowRoot).querySelector<HTMLInputElement>('#search');
  if (!field) return;
  field.focus();
  field.value = '';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'deleteContent' }));
}

function onInput(event: Event, { onQuery }: Asked): void {
  // What an input method is still at is no word yet.
  if ('isComposing' in event && event.isComposing) return;
  onQuery((event.target as HTMLInputElement).value);
}

function onKeydown(event: KeyboardEvent, { onLeave }: Asked): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const field = event.target as HTMLInputElement;
  if (event.key === 'Escape' && field.value) {
    // What the list stands in, a dialog perhaps, is not closed by it.
    event.preventDefault();
    event.stopPropagation();
    clearSearch(field);
  } else if (event.key === 'ArrowDown') {
    event.preventDefault();
    onLeave();
  }
}
