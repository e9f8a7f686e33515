import { html, nothing, type TemplateResult } from 'lit';
import { searchIcon } from '../../internal/list-icons.js';
import { findScrolled, scrollToStart } from '../../internal/virtual-scroller.js';
import { FILTERS, type Asked, type ToolbarActions } from './list-toolbar.js';

export { DelayedText } from './delayed-text.js';
export { SourceSearch } from '../../internal/source-search.js';

/** Brings the start of a list into view, if it was scrolled away. */
export function scrollToTop(list: HTMLElement, host: HTMLElement): void {
  scrollToStart(list, host, findScrolled(list));
}

/** Why nothing is shown of a list that is not empty. */
export function noneFoundText({ text, query, filter }: Asked): string {
  const words = query.trim();
  if (words) return text('noneFound', { query: words });
  return text(filter === 'connected' ? 'noneConnected' : 'allConnected');
}

/** What is shown when search and filter leave nothing, with ways out where there is a toolbar. */
export function renderNoneFound(
  asked: Asked,
  { onClear, onFilter }: ToolbarActions,
  hasToolbar: boolean,
): TemplateResult {
  const { text, query, filter } = asked;
  const isSearch = query.trim() !== '';
  const showAll = ({ target }: Event): void => {
    const root = (target as Element).getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('#search')?.focus();
    onFilter('');
  };
  return html`<div class="card message" part="none-found">
    <span class="icon">${searchIcon}</span>
    <p class="title"><bdi>${noneFoundText(asked)}</bdi></p>
    ${isSearch && filter ? html`<p>${text('onlyFiltered', { filter: text(FILTERS[filter]) })}</p>` : nothing}
    ${
      hasToolbar
        ? html`<div class="actions">
            ${
              isSearch
                ? html`<button type="button" @click=${onClear}>${text('clearSearch')}</button>`
                : nothing
            }
            ${filter ? html`<button type="button" @click=${showAll}>${text('showAll')}</button>` : nothing}
          </div>`
        : nothing
    }
  </div>`;
}
