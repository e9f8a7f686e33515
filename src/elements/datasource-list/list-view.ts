import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { datasourceId, idOfSource } from '../../api/datasource-id.js';
import { toDatasourceError } from '../../api/errors.js';
import type { DatasourceAuth } from '../../api/types.js';
import type { QueryState } from '../../cache/query-source.js';
import { DRAWN, labelOf, MOST_LINES, renderNames } from '../../internal/card-skeleton.js';
import { formatNumber } from '../../internal/format-number.js';
import { allShown, gradually } from '../../internal/gradually.js';
import { languageOf } from '../../internal/language.js';
import { boxIcon } from '../../internal/list-icons.js';
import { LongList } from '../../internal/long-list.js';
import { renderNotice } from '../../internal/notice.js';
import type { SourceFilter, SourceSearch } from '../../internal/source-search.js';
import type { DatasourceStore } from '../../store/store.js';
import type { DelayedText } from './delayed-text.js';
import { renderRefetch } from './list-messages.js';
import { listSearch } from './list-parts.js';
import { isNarrowed, type Asked, type ToolbarActions, type ToolbarParts } from './list-toolbar.js';
import { listViewStyles } from './list-view.styles.js';
import { toolbarActions } from './toolbar-actions.js';

/** How many rows are rendered at once, and how many more in each task after that. */
const AT_FIRST = 20;
const MORE = 40;

/** What it needs of the list. */
export interface ListHost {
  readonly element: HTMLElement &
    ReactiveControllerHost & {
      query: string;
      filter: SourceFilter;
      readonly source: string;
      readonly readOnly: boolean;
      readonly allow: string | undefined;
      readonly withoutToolbar: boolean;
      readonly renderRoot: ParentNode;
      readonly hasUpdated: boolean;
    };
  readonly asked: () => Asked;
  readonly store: () => DatasourceStore | undefined;
  readonly list: () => QueryState<DatasourceAuth>;
  readonly refetch: () => void;
  /** What is drawn in the place of a card. */
  readonly renderSkeleton: (rows: number, names: TemplateResult) => TemplateResult;
}

/** What there is to be shown. */
interface ListContent {
  /** What stands above all of it. */
  readonly above: TemplateResult | typeof nothing;
  /** What the toolbar shows; `null` when there is nothing to ask for. */
  readonly toolbar: ToolbarParts | null;
  readonly content: TemplateResult;
}

export const styles = [listViewStyles];

/** What a list shows once it was read, and what of it was asked for: loaded while it is being read. */
export class ListView {
  readonly #host: ListHost;
  readonly #rows: LongList<DatasourceAuth>;
  readonly #actions: ToolbarActions;
  #search: SourceSearch | undefined;
  /** Why it cannot be searched. */
  #problem: string | null = null;
  /** Whether something else is asked for than what was answered last. */
  #isAskedAnew = false;
  /** How many rows are rendered until all of them were, of a list that has no window. */
  #most = AT_FIRST;
  #isGoingOn = false;
  /** What is spoken of a search. */
  #status: DelayedText | undefined;

  constructor(host: ListHost) {
    const { element } = host;
    this.#host = host;
    this.#rows = new LongList<DatasourceAuth>(element, {
      element: () => element.renderRoot.querySelector<HTMLElement>('ul'),
      keyOf: idOfSource,
      heightOf: probableHeight,
      kept: () => this.#flowKey,
    });
    this.#actions = toolbarActions(element, () => this.firstControl?.focus());
    if (this.#isSearching) void this.#load();
  }

  /** Whether what searches is still to come: what is asked for from the start is not preceded by all there is. */
  get isLate(): boolean {
    return this.#isSearching && !listSearch.part && !this.#problem;
  }

  /** The first button of the first card, or of what stands in its place. */
  get firstControl(): HTMLElement | null {
    const { renderRoot } = this.#host.element;
    const button = 'button:not(:disabled)';
    return (
      renderRoot.querySelector('li > *')?.shadowRoot?.querySelector<HTMLElement>(button) ??
      renderRoot.querySelector<HTMLElement>(button)
    );
  }

  /**
   * To be called before each update.
   *
   * @param asks whether something else is asked for.
   */
  follow(asks: boolean): void {
    const { part } = listSearch;
    const { element, asked, list } = this.#host;
    if (!this.#isSearching) this.#problem = null;
    else if (asks && !part && !this.#problem) void this.#load();
    this.#isAskedAnew =
      (this.#isAskedAnew || (element.hasUpdated && asks)) && (this.#isSearching || Boolean(part));
    if (!this.#isAskedAnew || !part) return;
    this.#isAskedAnew = false;
    this.#rows.toTop(part.scrollToTop);
    const { data: sources } = list();
    if (!sources?.length) return;
    const found = this.#find(sources);
    this.#status ??= new part.DelayedText(element);
    this.#status.say(found.length > 0 ? this.#countText(found, sources) : part.noneFoundText(asked()));
  }

  /** What a list shows of these. */
  of(sources: readonly DatasourceAuth[]): ListContent {
    const above = this.#renderStale();
    if (sources.length === 0) return { above, toolbar: null, content: this.#renderEmpty() };
    const { asked, element } = this.#host;
    const found = this.#find(sources);
    const none =
      found.length > 0
        ? nothing
        : listSearch.part?.renderNoneFound(asked(), this.#actions, !element.withoutToolbar);
    return {
      above,
      toolbar: {
        count: this.#countText(found, sources),
        status: this.#status?.text ?? '',
        actions: this.#actions,
      },
      content: html`${this.#renderProblem()} ${none} ${this.#renderCards(found, sources)}
      ${this.#renderLimit()}`,
    };
  }

  /** Loads what searches. Until it is there what is shown stays as it is. */
  async #load(): Promise<void> {
    this.#problem = null;
    try {
      await listSearch.load();
    } catch (thrown) {
      this.#problem = toDatasourceError(thrown).message;
    }
    this.#host.element.requestUpdate();
  }

  #find(sources: readonly DatasourceAuth[]): readonly DatasourceAuth[] {
    const { part } = listSearch;
    if (!part || !this.#isSearching) return sources;
    this.#search ??= new part.SourceSearch();
    const { asked, element } = this.#host;
    return this.#search.find(sources, { ...asked(), language: languageOf(element) });
  }

  get #isSearching(): boolean {
    return isNarrowed(this.#host.asked());
  }

  /** The data source that is being authorized, if any. */
  get #flowKey(): string | null {
    const flow = this.#host.store()?.flows.current;
    return flow ? datasourceId(flow.ref) : null;
  }

  #countText(found: readonly unknown[], sources: readonly unknown[]): string {
    const { text } = this.#host.asked();
    const language = languageOf(this.#host.element);
    const count = formatNumber(sources.length, language);
    if (this.#isSearching && listSearch.part)
      return text('foundCount', { found: formatNumber(found.length, language), count });
    return sources.length === 1 ? text('oneSource') : text('sourceCount', { count });
  }

  /** The server lists no data source. */
  #renderEmpty(): TemplateResult {
    const { asked, list, refetch } = this.#host;
    const { text } = asked();
    return html`<div class="card message" part="empty" role="status">
      <span class="icon">${boxIcon}</span>
      <p class="title">${text('emptyTitle')}</p>
      <p>${text('emptyHint')}</p>
      ${renderRefetch(text('reload'), list().isFetching, refetch)}
    </div>`;
  }

  #renderCards(found: readonly DatasourceAuth[], sources: readonly DatasourceAuth[]): TemplateResult {
    const { element } = this.#host;
    const all = this.#rows.rows(found);
    const partial = all.length < found.length;
    const rows = all.slice(0, partial ? Infinity : this.#most);
    const rest = all.slice(rows.length);
    if (rest.length > 0) void this.#goOn();
    // From then on none that was there, and may have the focus, is taken away to come again.
    else this.#most = Infinity;
    // Not taken away by a search, since nobody else might tell how its authorization ends.
    const kept = this.#flowKey;
    const isKept = (source: DatasourceAuth): boolean => idOfSource(source) === kept;
    const hidden = kept === null || rows.some(({ item }) => isKept(item)) ? undefined : sources.find(isKept);
    return html`<ul
      class=${this.#rows.placed ? 'list windowed' : 'list'}
      part="list"
      .style=${rest.length > 0 ? `padding-block-end:${heightOf(rest)}px` : ''}
      ?hidden=${found.length === 0}
    >
      ${repeat(
        hidden ? [...rows, { item: hidden, index: -1 }] : rows,
        ({ item }) => idOfSource(item),
        ({ item, index }) =>
          html`<li
            class=${!partial && index >= DRAWN ? 'lazy' : nothing}
            .style=${partial ? '' : `--_lines:${linesOf(item)}`}
            ?hidden=${index < 0}
            data-index=${index}
            aria-setsize=${partial ? found.length : nothing}
            aria-posinset=${partial ? index + 1 : nothing}
          >
            ${gradually(
              html`<datasource-card
                plugin-id=${item.plugin_id}
                provider=${item.name}
                .source=${element.source}
                .readOnly=${element.readOnly}
                .allow=${element.allow}
              ></datasource-card>`,
              () => this.#renderPlace(item, index),
              // A window has few rows, and goes by their heights.
              partial,
            )}
          </li>`,
      )}
    </ul>`;
  }

  /** Lets more rows come once the browser has shown those that are there. */
  async #goOn(): Promise<void> {
    if (this.#isGoingOn) return;
    this.#isGoingOn = true;
    await allShown();
    this.#isGoingOn = false;
    this.#most += MORE;
    this.#host.element.requestUpdate();
  }

  /** Stands in the place of a card; where it is out of sight nothing but its height does. */
  #renderPlace(source: DatasourceAuth, index: number): unknown {
    if (index >= DRAWN) return nothing;
    const { element, renderSkeleton } = this.#host;
    return renderSkeleton(
      linesOf(source),
      renderNames(html`<h3><bdi>${labelOf(source, languageOf(element))}</bdi></h3>`, source),
    );
  }

  /** That what is shown may not be so any more. */
  #renderStale(): TemplateResult | typeof nothing {
    const { asked, list, refetch } = this.#host;
    const { error, isFetching } = list();
    return error ? this.#renderNotice('warning', asked().text('refreshError'), refetch, isFetching) : nothing;
  }

  /** That it cannot be searched, and so all is shown. */
  #renderProblem(): TemplateResult | typeof nothing {
    if (!this.#problem || !this.#isSearching) return nothing;
    return this.#renderNotice('error', this.#problem, () => void this.#load());
  }

  /** That the rest of a long list cannot be shown. */
  #renderLimit(): TemplateResult | typeof nothing {
    const { limit } = this.#rows;
    if (limit === null) return nothing;
    const { asked, element } = this.#host;
    const message = asked().text('restNotShown', { count: formatNumber(limit, languageOf(element)) });
    return this.#renderNotice('warning', message, () => void this.#rows.load());
  }

  #renderNotice(
    kind: 'error' | 'warning',
    message: string,
    retry: () => void,
    isRetrying = false,
  ): TemplateResult {
    const { text } = this.#host.asked();
    return renderNotice(kind, message, 'alert', renderRefetch(text('retry'), isRetrying, retry));
  }
}

/** How many lines of connections a card has at first. */
const linesOf = ({ credentials_list: { length } }: DatasourceAuth): number =>
  Math.min(Math.max(length, 1), MOST_LINES);

/** How much room rows take, each with the gap before it; see {@link listViewStyles}. */
const heightOf = (rows: readonly { readonly item: DatasourceAuth }[]): number =>
  rows.reduce((height, { item }) => height + 102 + 44 * linesOf(item), 0);

/** How high a row of a window probably is. */
const probableHeight = (source: DatasourceAuth): number => 98 + linesOf(source) * 44;
