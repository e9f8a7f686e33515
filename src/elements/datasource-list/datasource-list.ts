import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DatasourceAuth } from '../../api/types.js';
import { QueryController } from '../../controllers/query-controller.js';
import { cardSkeleton } from '../../internal/card-skeleton.js';
import { cardStyles } from '../../internal/card.styles.js';
import { DatasourceElement } from '../../internal/datasource-element.js';
import { alertIcon, boxIcon } from '../../internal/icons.js';
import { renderNotice, spinner } from '../../internal/notice.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { listStyles } from './datasource-list.styles.js';

/**
 * The settings page: a card for each data source that the server lists.
 *
 * @tag datasource-list
 * @csspart list - The cards.
 * @csspart empty - Shown when the server lists none.
 * @csspart error - Shown when the list could not be read.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before a flow or a save begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - A connection was added.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceListElement extends DatasourceElement {
  static override styles = [tokens, controls, cardStyles, listStyles];

  /** Which list to show: `default` is the server's legacy default list, else the whole list. */
  @property() source: 'default' | '' = '';

  readonly #list = new QueryController<DatasourceAuth>(
    this,
    this.consumer,
    (store) => (this.source === 'default' ? store.defaultList() : store.list()),
    () => this.source,
  );

  protected override render() {
    const { data, error, isFetching } = this.#list.state;
    if (data) {
      return html`${error ? this.#renderStale(isFetching) : nothing}
      ${data.length > 0 ? this.#renderCards(data) : this.#renderEmpty(isFetching)}`;
    }
    return error ? this.#renderError(error.message, isFetching) : this.#renderSkeleton();
  }

  #renderCards(sources: readonly DatasourceAuth[]): TemplateResult {
    return html`<ul class="list" part="list">
      ${repeat(
        sources,
        (source) => `${source.plugin_id}/${source.name}`,
        (source) =>
          html`<li>
            <datasource-card
              plugin-id=${source.plugin_id}
              provider=${source.name}
              .source=${this.source}
            ></datasource-card>
          </li>`,
      )}
    </ul>`;
  }

  #renderSkeleton(): TemplateResult {
    const skeleton = html`<div class="card skeleton">${cardSkeleton}</div>`;
    return html`<div role="status" class="list">
      <span class="visually-hidden">${this.text('loadingSources')}</span>
      ${skeleton}${skeleton}${skeleton}
    </div>`;
  }

  #renderEmpty(isFetching: boolean): TemplateResult {
    return html`<div class="card message" part="empty" role="status">
      <span class="icon">${boxIcon}</span>
      <p class="title">${this.text('emptyTitle')}</p>
      <p>${this.text('emptyHint')}</p>
      ${this.#renderRefetch(this.text('reload'), isFetching)}
    </div>`;
  }

  #renderError(message: string, isFetching: boolean): TemplateResult {
    return html`<div class="card message" part="error" role="alert">
      <span class="icon">${alertIcon}</span>
      <p class="title">${this.text('listError')}</p>
      <p>${message}</p>
      ${this.#renderRefetch(this.text('retry'), isFetching)}
    </div>`;
  }

  #renderStale(isFetching: boolean): TemplateResult {
    const retry = this.#renderRefetch(this.text('retry'), isFetching);
    return renderNotice('warning', this.text('refreshError'), 'alert', retry);
  }

  #renderRefetch(label: string, isFetching: boolean): TemplateResult {
    return html`<button type="button" aria-busy=${isFetching} @click=${this.#refetch}>
      ${isFetching ? spinner : nothing}${label}
    </button>`;
  }

  readonly #refetch = (): void => {
    void this.#list.refetch();
  };
}
