import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../../internal/icons.js';
import { searchIcon } from '../../internal/list-icons.js';
import type { SourceFilter } from '../../internal/source-search.js';
import type { Labels } from '../../locales/en.js';

export type Text = (key: keyof Labels, values?: Record<string, string | number>) => string;

/** What search and filter ask for. */
export interface Asked {
  readonly text: Text;
  readonly query: string;
  readonly filter: SourceFilter;
}

/** Whether not simply all is asked for. */
export const isNarrowed = ({ query, filter }: Asked): boolean => Boolean(query.trim() || filter);

/** What the user does in a toolbar. */
export interface ToolbarActions {
  readonly onInput: (event: Event) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
  readonly onClear: (event: Event) => void;
  readonly onFilter: (filter: SourceFilter) => void;
}

/** What a toolbar shows besides. */
export interface ToolbarParts {
  /** How many data sources there are, or were found. */
  readonly count: string;
  /** What is spoken. */
  readonly status: string;
  readonly actions: ToolbarActions;
}

/** The labels of the filters. */
export const FILTERS: Readonly<Record<SourceFilter, keyof Labels>> = {
  '': 'filterAll',
  connected: 'filterConnected',
  'not-connected': 'filterNotConnected',
};

/**
 * The search, the filter, and how much they leave.
 *
 * @param parts `null` while nobody knows, and nothing can be asked.
 */
export function renderToolbar(asked: Asked, parts: ToolbarParts | null): TemplateResult {
  const { text, query } = asked;
  const actions = parts?.actions;
  return html`<div class="toolbar" part="toolbar" ?inert=${!parts}>
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
        @input=${actions?.onInput}
        @compositionend=${actions?.onInput}
        @keydown=${actions?.onKeydown}
      />
      ${
        query
          ? html`<button
              type="button"
              class="plain icon"
              tabindex="-1"
              aria-label=${text('clear')}
              @click=${actions?.onClear}
            >
              ${closeIcon}
            </button>`
          : nothing
      }
    </div>
    ${renderFilter(asked, actions)}
    <p class="count" part="count">${parts?.count ?? '\u00a0'}</p>
    ${parts ? html`<div class="visually-hidden" role="status">${parts.status}</div>` : nothing}
  </div>`;
}

function renderFilter({ text, filter }: Asked, actions: ToolbarActions | undefined): TemplateResult {
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
            @input=${() => actions?.onFilter(value as SourceFilter)}
          />
          <span>${text(label)}</span>
        </label>`,
    )}
  </fieldset>`;
}
