import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DatasourceAuth } from '../../api/types.js';
import { QueryController } from '../../controllers/query-controller.js';
import { DatasourceElement } from '../../internal/datasource-element.js';
import { alertIcon, boxIcon } from '../../internal/icons.js';
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
  static override styles = [tokens, controls, listStyles];

  /** Which list to show: `default` is the server's legacy default list, else the whole list. */
  @property() source: 'default' | '' = '';

  readonly #list = new QueryController<DatasourceAuth>(
    this,
    this.consumer,
    (store) => (this.source === 'default' ? store.defaultList() : store.list()),
    () => this.source,
  );

  protected override render() {
    const { status, data, error, isFetching } = this.#list.state;
    if (data)
      return html`${error ? this.#renderStale(isFetching) : nothing}${data.length > 0 ? this.#renderCards(data) : this.#renderEmpty(isFetching)}`;
    if (status === 'error' && error) {
      return this.#renderMessage(
        'error',
        this.text('listError'),
        error.message,
        this.text('retry'),
        isFetching,
      );
    }
    return this.#renderSkeleton();
  }

  #renderCards(sources: readonly DatasourceAuth[]): TemplateResult {
    return html`<ul part="list">
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
    return html`<div role="status" class="skeletons">
      <span class="visually-hidden">${this.text('loadingSources')}</span>
      ${[0, 1, 2].map(
        () =>
          html`<div class="skeleton" aria-hidden="true">
            <div class="head">
              <span class="tile"></span><span class="lines"><i></i><i></i></span>
            </div>
            <span class="row"></span>
          </div>`,
      )}
    </div>`;
  }

  #renderEmpty(isFetching: boolean): TemplateResult {
    return this.#renderMessage(
      'empty',
      this.text('emptyTitle'),
      this.text('emptyHint'),
      this.text('reload'),
      isFetching,
    );
  }

  #renderMessage(
    kind: 'empty' | 'error',
    title: string,
    hint: string,
    action: string,
    isFetching: boolean,
  ): TemplateResult {
    return html`<div class="message ${kind}" part=${kind} role=${kind === 'error' ? 'alert' : 'status'}>
      <span class="tile" aria-hidden="true">${kind === 'error' ? alertIcon : boxIcon}</span>
      <p class="title">${title}</p>
      <p class="hint">${hint}</p>
      <button type="button" aria-busy=${isFetching ? 'true' : 'false'} @click=${this.#refetch}>
        ${isFetching ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${action}
      </button>
    </div>`;
  }

  #renderStale(isFetching: boolean): TemplateResult {
    return html`<div class="notice warning" role="alert">
      ${alertIcon}<span class="text">${this.text('refreshError')}</span>
      <button type="button" aria-busy=${isFetching ? 'true' : 'false'} @click=${this.#refetch}>
        ${this.text('retry')}
      </button>
    </div>`;
  }

  readonly #refetch = (): void => {
    void this.#list.refetch();
  };
}
