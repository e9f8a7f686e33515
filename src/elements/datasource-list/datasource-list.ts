import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { DatasourceError } from '../../api/errors.js';
import { DRAWN, renderCardPlace, renderCardSkeleton } from '../../internal/card-skeleton.js';
import { cardStyles } from '../../internal/card.styles.js';
import { DatasourceElement } from '../../internal/datasource-element.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { lastSeen } from '../../internal/last-seen.js';
import { ownTask } from '../../internal/own-task.js';
import { prefetchFor } from '../../internal/prefetch.js';
import type { SourceFilter } from '../../internal/source-search.js';
import { ViewSlot } from '../../internal/view-slot.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { listStyles } from './datasource-list.styles.js';
import { renderError, renderRefetch } from './list-messages.js';
import { listSearch, listViews } from './list-parts.js';
import { FILTERS, isNarrowed, renderToolbar, type Asked, type ToolbarParts } from './list-toolbar.js';
import { toolbarStyles } from './list-toolbar.styles.js';

/** How many cards are drawn while nobody knows how many come. */
const GUESSED = 3;

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
 * @csspart error - Shown when the list could not be read, or what shows it could not be loaded.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before a flow or a save begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - A connection was added or authorized again.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added or changed.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceListElement extends DatasourceElement {
  static override styles = [tokens, controls, cardStyles, listStyles, toolbarStyles];

  /**
   * What is searched for: words that must all be found in a data source's name, author, label or description. Typing
   * changes it; the field's native `input` event tells a page.
   */
  @property() query = '';

  /** Which data sources are shown: `connected` those with a connection, `not-connected` those without, else all. */
  @property() filter: SourceFilter = '';

  /** Leaves the toolbar away, for a page that sets `query` and `filter` by controls of its own. */
  @property({ type: Boolean, attribute: 'without-toolbar' }) withoutToolbar = false;

  readonly #view = new ViewSlot(
    this,
    listViews,
    (part) =>
      new part.ListView({
        element: this,
        asked: () => this.#asked,
        store: () => this.consumer.store,
        list: () => this.list.state,
        refetch: this.#refetch,
        renderSkeleton: (rows, names) => this.#renderSkeleton(rows, names),
      }),
  );

  /** Whether it shows that it is loading. */
  #isWaiting = false;
  /** Whether it shows what the server lists. */
  #isShown = false;
  /** Why it shows nothing, as it is told. */
  #problem: DatasourceError | null = null;

  constructor() {
    super();
    // A card may leave with the filter while the user is in it.
    new FocusKeeper(
      this,
      () =>
        this.renderRoot.querySelector<HTMLElement>('[type=search]') ?? this.#view.view?.firstControl ?? null,
    );
    prefetchFor(this, () => [listSearch], '.toolbar');
  }

  /** What shows the data sources is loaded while they are read. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#view.prefetch();
  }

  /** Reading a long answer is enough for one task; what it changes is rendered in the next. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#isWaiting && this.list.state.data) await ownTask();
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const asks = changed.has('query') || changed.has('filter');
    const { view } = this.#view;
    if (view) view.follow(asks);
    else if (asks && navigator.onLine && isNarrowed(this.#asked)) listSearch.prefetch();
  }

  protected override render() {
    const { data, error, isFetching } = this.list.state;
    const { text } = this;
    const view = data && this.#view.needed;
    // What is asked for from the start is not preceded by all there is.
    this.#isShown = Boolean(view && (this.#isShown || !view.isLate));
    // What was told stays until there is something to show, and the focus with it.
    this.#problem = this.#isShown ? null : data ? (this.#view.error ?? this.#problem) : error;
    this.#isWaiting = !this.#isShown && !this.#problem;
    if (view && this.#isShown) {
      const { above, toolbar, content } = view.of(data);
      return html`${above} ${toolbar ? this.#renderPage(toolbar, content) : content}`;
    }
    if (!this.#problem) return this.#renderWaiting();
    const isRetrying = data ? this.#view.isLoading || !this.#view.error : isFetching;
    const again = renderRefetch(text('retry'), isRetrying, data ? this.#view.retry : this.#refetch);
    return renderError(text, this.#problem.message, again);
  }

  /** @param toolbar what it shows; `null` while the list is loading. */
  #renderPage(toolbar: ToolbarParts | null, content: TemplateResult): TemplateResult {
    return html`${this.withoutToolbar ? nothing : renderToolbar(this.#asked, toolbar)} ${content}`;
  }

  #renderSkeleton(rows: number, names?: TemplateResult): TemplateResult {
    const skeleton = renderCardSkeleton({
      names,
      rows,
      configure: this.offers('connect') ? this.text('configure') : null,
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

  get #asked(): Asked {
    const { text, query, filter } = this;
    return { text, query, filter: Object.hasOwn(FILTERS, filter) ? filter : '' };
  }

  readonly #refetch = (): void => {
    this.#view.prefetch();
    void this.list.refetch();
  };
}
