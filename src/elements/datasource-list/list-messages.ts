import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon } from '../../internal/icons.js';
import { boxIcon, searchIcon } from '../../internal/list-icons.js';
import { spinner } from '../../internal/notice.js';
import { shownMessage } from '../../internal/shown-text.js';
import { clearSearch, FILTERS, type Asked, type Text } from './list-toolbar.js';

/** A button that reads the list again. */
export function renderRefetch(label: string, isFetching: boolean, onClick: () => void): TemplateResult {
  return html`<button type="button" aria-busy=${isFetching} @click=${onClick}>
    ${isFetching ? spinner : nothing}${label}
  </button>`;
}

/** The server lists no data source. */
export function renderEmpty(text: Text, action: TemplateResult): TemplateResult {
  return html`<div class="card message" part="empty" role="status">
    <span class="icon">${boxIcon}</span>
    <p class="title">${text('emptyTitle')}</p>
    <p>${text('emptyHint')}</p>
    ${action}
  </div>`;
}

/** The list could not be read. */
export function renderError(text: Text, message: string, action: TemplateResult): TemplateResult {
  return html`<div class="card message" part="error" role="alert">
    <span class="icon">${alertIcon}</span>
    <p class="title">${text('listError')}</p>
    <p>${shownMessage(message)}</p>
    ${action}
  </div>`;
}

/** Why nothing is shown of a list that is not empty. */
export function noneFoundText({ text, query, filter }: Asked): string {
  const words = query.trim();
  if (words) return text('noneFound', { query: words });
  return text(filter === 'connected' ? 'noneConnected' : 'allConnected');
}

/** What is shown when search and filter leave nothing, with ways out where there is a toolbar. */
export function renderNoneFound(parts: Asked, hasToolbar: boolean): TemplateResult {
  const { text, query, filter, onFilter } = parts;
  const isSearch = query.trim() !== '';
  const showAll = ({ target }: Event): void => {
    const root = (target as Element).getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('#search')?.focus();
    onFilter('');
  };
  return html`<div class="card message" part="none-found">
    <span class="icon">${searchIcon}</span>
    <p class="title"><bdi>${noneFoundText(parts)}</bdi></p>
    ${isSearch && filter ? html`<p>${text('onlyFiltered', { filter: text(FILTERS[filter]) })}</p>` : nothing}
    ${
      hasToolbar
        ? html`<div class="actions">
            ${
              isSearch
                ? html`<button type="button" @click=${({ target }: Event) => clearSearch(target as Element)}>
                    ${text('clearSearch')}
                  </button>`
                : nothing
            }
            ${filter ? html`<button type="button" @click=${showAll}>${text('showAll')}</button>` : nothing}
          </div>`
        : nothing
    }
  </div>`;
}
