import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { datasourceId, idOfSource } from '../../api/datasource-id.js';
import { toDatasourceError } from '../../api/errors.js';
import type { DatasourceAuth } from '../../api/types.js';
import { QueryController } from '../../controllers/query-controller.js';
import { labelOf, renderCardPlace, renderCardSkeleton, renderNames } from '../../internal/card-skeleton.js';
import { cardStyles } from '../../internal/card.styles.js';
import { DatasourceElement } from '../../internal/datasource-element.js';
import { languageOf } from '../../internal/language.js';
import { LongList } from '../../internal/long-list.js';
import { renderNotice } from '../../internal/notice.js';
import { gradually } from '../../internal/gradually.js';
import { ownTask } from '../../internal/own-task.js';
import { lastSeen, rememberSeen } from '../../internal/last-seen.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { formatNumber } from '../../internal/format-number.js';
import { prefetchFor } from '../../internal/prefetch.js';
import type { SourceFilter, SourceSearch } from '../../internal/source-search.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { listStyles } from './datasource-list.styles.js';
import type { DelayedText } from './delayed-text.js';
import { renderEmpty, renderError, renderRefetch } from './list-messages.js';
import { listSearch } from './list-parts.js';
import { FILTERS, renderToolbar, type Asked } from './list-toolbar.js';
import { toolbarStyles } from './list-toolbar.styles.js';

/** How many cards are drawn while nobody knows how many come. */
const GUESSED = 3;
/** How many of the cards that are still to come look like cards; the rest is out of sight. */
const DRAWN = 6;

/**
 * The settings page: a card for each data source that the server lists, with a search and a filter above them. Of a long
 * list only the cards that can be seen, and some around them, are in the page at a time.
 *
 * @tag datasource-list
 * @csspart toolbar - The search, the filter and the count; there when the server lists any data source.
 * @csspart search - The search field with its icon and button.
 * @csspart filter - The choice between all, connected and not connected ones.
 * @csspart count - How many data sources there are, or were found.
 * @csspart list - The cards.
 * @csspart none-found - Shown when search and filter leave nothing.
 * @csspart empty - Shown when the server lists none.
 * @csspart error - Shown when the list could not be read.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before a flow or a save begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - A connection was added or authorized again.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added or changed.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceListElement extends DatasourceElement {
  static override styles = [tokens, controls, cardStyles, listStyles, toolbarStyles];

  /** Which list to show: `default` is the server's legacy default list, else the whole list. */
  @property() source: 'default' | '' = '';

  /**
   * What is searched for: words that must all be found in a data source's name, author, label or description. Typing
   * changes it; the field's native `input` event tells a page.
   */
  @property() query = '';

  /** Which data sources are shown: `connected` those with a connection, `not-connected` those without, else all. */
  @property() filter: SourceFilter = '';

  /** Leaves the toolbar away, for a page that sets `query` and `filter` by controls of its own. */
  @property({ type: Boolean, attribute: 'without-toolbar' }) withoutToolbar = false;

  /** Shows everything and offers no change. */
  @property({ type: Boolean, reflect: true, attribute: 'readonly' }) readOnly = false;
  /** What is offered: some of `connect`, `manage` and `reauthorize`, with spaces between. Default: all of them. */
  @property() allow: string | undefined;

  readonly #list = new QueryController<DatasourceAuth>(
    this,
    this.consumer,
    (store) => (this.source === 'default' ? store.defaultList() : store.list()),
    () => this.source,
  );

  #search: SourceSearch | undefined;
  /** Why it cannot be searched. */
  #searchProblem: string | null = null;
  /** Whether something else is asked for than what was answered last. */
  #isAskedAnew = false;
  /** What is spoken of a search. */
  #status: DelayedText | undefined;
  readonly #rows = new LongList<DatasourceAuth>(this, {
    element: () => this.renderRoot.querySelector<HTMLElement>('ul'),
    keyOf: idOfSource,
    heightOf: probableHeight,
    kept: () => this.#flowKey,
  });

  /** Whether it shows that it is loading. */
  #isWaiting = false;

  constructor() {
    super();
    // A card may leave with the filter while the user is in it.
    new FocusKeeper(
      this,
      () => this.renderRoot.querySelector<HTMLElement>('[type=search]') ?? this.#firstCard,
    );
    prefetchFor(this, () => [listSearch], '.toolbar');
  }

  /** Reading a long answer is enough for one task; what it changes is rendered in the next. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#isWaiting && this.#list.state.data) await ownTask();
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { part } = listSearch;
    const { data } = this.#list.state;
    const asks = changed.has('query') || changed.has('filter');
    if (!this.#isSearching) this.#searchProblem = null;
    else if (asks && !part && !this.#searchProblem) void this.#loadSearch();
    this.#isAskedAnew =
      (this.#isAskedAnew || (this.hasUpdated && asks)) && (this.#isSearching || Boolean(part));
    if (!this.#isAskedAnew || !part) return;
    this.#isAskedAnew = false;
    this.#rows.toTop(part.scrollToTop);
    if (!data?.length) return;
    const found = this.#find(data);
    this.#status ??= new part.DelayedText(this);
    this.#status.say(found.length > 0 ? this.#countText(found, data) : part.noneFoundText(this.#asked));
  }

  /** Until it is there what is shown stays as it is. */
  async #loadSearch(): Promise<void> {
    this.#searchProblem = null;
    try {
      await listSearch.load();
    } catch (thrown) {
      this.#searchProblem = toDatasourceError(thrown).message;
    }
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    rememberSeen(this.consumer.store, this.source, this.#list.state.data);
  }

  protected override render() {
    const { data, error, isFetching } = this.#list.state;
    const { text } = this;
    // What is asked for from the start is not preceded by all there is.
    const isLate = this.#isSearching && !listSearch.part && !this.#searchProblem;
    this.#isWaiting = data ? isLate && (this.#isWaiting || !this.hasUpdated) : !error;
    if (this.#isWaiting) return this.#renderWaiting();
    if (!data) {
      return renderError(text, error?.message ?? '', renderRefetch(text('retry'), isFetching, this.#refetch));
    }
    return html`${error ? this.#renderNotice('warning', text('refreshError'), this.#refetch, isFetching) : nothing}
    ${
      data.length > 0
        ? this.#renderSources(data)
        : renderEmpty(text, renderRefetch(text('reload'), isFetching, this.#refetch))
    }`;
  }

  #renderSources(sources: readonly DatasourceAuth[]): TemplateResult {
    const found = this.#find(sources);
    const none =
      found.length > 0 ? nothing : listSearch.part?.renderNoneFound(this.#asked, !this.withoutToolbar);
    return this.#renderPage(
      this.#countText(found, sources),
      html`${this.#renderSearchProblem()} ${none} ${this.#renderCards(found, sources)} ${this.#renderLimit()}`,
    );
  }

  /** @param count `null` while the list is loading. */
  #renderPage(count: string | null, content: TemplateResult): TemplateResult {
    return html`${
      this.withoutToolbar
        ? nothing
        : renderToolbar({ ...this.#asked, count, status: this.#status?.text ?? '' })
    }
    ${content}`;
  }

  #renderCards(found: readonly DatasourceAuth[], sources: readonly DatasourceAuth[]): TemplateResult {
    const rows = this.#rows.rows(found);
    const partial = rows.length < found.length;
    // Not taken away by a search, since nobody else might tell how its authorization ends.
    const kept = this.#flowKey;
    const isKept = (source: DatasourceAuth): boolean => idOfSource(source) === kept;
    const hidden = kept === null || rows.some(({ item }) => isKept(item)) ? undefined : sources.find(isKept);
    return html`<ul
      class=${this.#rows.placed ? 'list windowed' : 'list'}
      part="list"
      ?hidden=${found.length === 0}
    >
      ${repeat(
        hidden ? [...rows, { item: hidden, index: -1 }] : rows,
        ({ item }) => idOfSource(item),
        ({ item, index }) =>
          html`<li
            class=${!partial && isOrdinary(item, index) ? 'lazy' : nothing}
            ?hidden=${index < 0}
            data-index=${index}
            aria-setsize=${partial ? found.length : nothing}
            aria-posinset=${partial ? index + 1 : nothing}
          >
            ${gradually(
              html`<datasource-card
                plugin-id=${item.plugin_id}
                provider=${item.name}
                .source=${this.source}
                .readOnly=${this.readOnly}
                .allow=${this.allow}
              ></datasource-card>`,
              () => this.#renderPlace(item, index),
              // A window has few rows, and goes by their heights.
              partial,
            )}
          </li>`,
      )}
    </ul>`;
  }

  /** That the rest of a long list cannot be shown. */
  #renderLimit(): TemplateResult | typeof nothing {
    const { limit } = this.#rows;
    if (limit === null) return nothing;
    const message = this.text('restNotShown', { count: formatNumber(limit, languageOf(this)) });
    return this.#renderNotice('warning', message, () => void this.#rows.load());
  }

  /** That it cannot be searched, and so all is shown. */
  #renderSearchProblem(): TemplateResult | typeof nothing {
    if (!this.#searchProblem || !this.#isSearching) return nothing;
    return this.#renderNotice('error', this.#searchProblem, () => void this.#loadSearch());
  }

  /** Stands in the place of a card; one without any has the height of most cards. */
  #renderPlace(source: DatasourceAuth, index: number): unknown {
    const { length } = source.credentials_list;
    if (index < DRAWN)
      return this.#renderSkeleton(
        length,
        renderNames(html`<h3><bdi>${labelOf(source, languageOf(this))}</bdi></h3>`, source),
      );
    return length > 1 ? renderCardPlace(length) : nothing;
  }

  #renderSkeleton(rows: number, names?: TemplateResult): TemplateResult {
    const offers = !this.readOnly && (this.allow?.split(/\s+/).includes('connect') ?? true);
    const skeleton = renderCardSkeleton({
      names,
      rows,
      configure: offers ? this.text('configure') : null,
    });
    return html`<div class="card skeleton" aria-hidden="true">${skeleton}</div>`;
  }

  /** As high as what came last time. */
  #renderWaiting(): TemplateResult {
    const seen = [...lastSeen(this.consumer.store, this.source).values()].filter((rows) =>
      this.filter === 'connected' ? rows > 0 : this.filter !== 'not-connected' || rows === 0,
    );
    const rows = seen.length > 0 ? seen : new Array<number>(GUESSED).fill(0);
    return this.#renderPage(
      null,
      html`<div role="status" class="visually-hidden">${this.text('loadingSources')}</div>
        <div class="list" aria-hidden="true">
          ${rows.map((count, index) => (index < DRAWN ? this.#renderSkeleton(count) : renderCardPlace(count)))}
        </div>`,
    );
  }

  /** @param retry what is done about it. */
  #renderNotice(
    kind: 'error' | 'warning',
    message: string,
    retry: () => void,
    isRetrying = false,
  ): TemplateResult {
    return renderNotice(kind, message, 'alert', renderRefetch(this.text('retry'), isRetrying, retry));
  }

  #find(sources: readonly DatasourceAuth[]): readonly DatasourceAuth[] {
    const { part } = listSearch;
    if (!part || !this.#isSearching) return sources;
    this.#search ??= new part.SourceSearch();
    return this.#search.find(sources, { ...this.#asked, language: languageOf(this) });
  }

  /** Whether not simply all is asked for. */
  get #isSearching(): boolean {
    const { query, filter } = this.#asked;
    return Boolean(query.trim() || filter);
  }

  /** What search and filter ask for, and how they are changed. */
  get #asked(): Asked {
    return {
      text: this.text,
      query: this.query,
      filter: Object.hasOwn(FILTERS, this.filter) ? this.filter : '',
      onQuery: (query) => (this.query = query),
      onFilter: (filter) => (this.filter = filter),
      onLeave: this.#focusFirstCard,
    };
  }

  #countText(found: readonly unknown[], sources: readonly unknown[]): string {
    const count = formatNumber(sources.length, languageOf(this));
    if (this.#isSearching && listSearch.part)
      return this.text('foundCount', { found: formatNumber(found.length, languageOf(this)), count });
    return sources.length === 1 ? this.text('oneSource') : this.text('sourceCount', { count });
  }

  /** The data source that is being authorized, if any. */
  get #flowKey(): string | null {
    const flow = this.consumer.store?.flows.current;
    return flow ? datasourceId(flow.ref) : null;
  }

  readonly #focusFirstCard = (): void => this.#firstCard?.focus();

  /** The first button of the first card, or of what stands in its place. */
  get #firstCard(): HTMLElement | null {
    const card = this.renderRoot.querySelector('li > *');
    const button = 'button:not(:disabled)';
    return (
      card?.shadowRoot?.querySelector<HTMLElement>(button) ??
      this.renderRoot.querySelector<HTMLElement>(button)
    );
  }

  readonly #refetch = (): void => {
    void this.#list.refetch();
  };
}

/** Whether a card is out of sight at first, and as high as most are: what is not laid out must not be guessed wrong. */
const isOrdinary = ({ credentials_list: { length } }: DatasourceAuth, index: number): boolean =>
  index >= DRAWN && length < 2;

/** How high a card is at most widths. */
const probableHeight = ({ credentials_list: { length } }: DatasourceAuth): number =>
  98 + Math.max(length, 1) * 44;
