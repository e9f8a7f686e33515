import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DatasourceAuth } from '../../api/types.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { inOrder } from '../../internal/credential-order.js';
import { MOST_LINES, renderCardSkeleton, renderNames } from '../../internal/card-skeleton.js';
import { cardStyles } from '../../internal/card.styles.js';
import { offersApiKey, offersOAuth } from '../../internal/connect-steps.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { formatNumber } from '../../internal/format-number.js';
import { plusIcon } from '../../internal/icons.js';
import { languageOf } from '../../internal/language.js';
import { MenuSlot } from '../../internal/menu-slot.js';
import { Picture, pictureStyles } from '../../internal/picture.js';
import { renderReadError } from '../../internal/read-error.js';
import { SourceElement } from '../../internal/source-element.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { configureMenu } from './card-parts.js';
import type { ConfigureParts, Way } from './configure-menu.js';
import { datasourceCardStyles } from './datasource-card.styles.js';

/**
 * One data source: icon, name, its connections, and "Configure" with the ways to add one.
 *
 * @tag datasource-card
 * @csspart card - Everything.
 * @csspart icon - The data source's icon.
 * @csspart title - Its name.
 * @csspart configure - The "Configure" button.
 * @csspart menu - What "Configure" opens.
 * @csspart connections - The connections.
 * @csspart more - The button that shows more of very many connections.
 * @csspart empty - Shown while there are none.
 * @csspart status - What is shown while the user authorizes in another window, and after a failure.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before a flow or a save begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - A connection was added or authorized again.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added or changed.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceCardElement extends SourceElement {
  static override styles = [tokens, controls, pictureStyles, cardStyles, datasourceCardStyles];

  @state() private mostRows = MOST_LINES;

  @query('#configure') private readonly configureButton!: HTMLButtonElement | null;

  readonly #icon = new Picture(this, 'icon');
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  readonly #guard = new ActivationGuard(this);
  readonly #menu = new MenuSlot<ConfigureParts>(this, 'end', undefined, configureMenu, 'dialog');
  /** Outside the menu, which would take them away when it closes, and outside the rows, which move. */
  readonly #dialogs = new DialogSlot(this, ({ credentialId }) => this.#focusRow(credentialId));
  /** What had the focus before an update, and where it stood if it is a row. */
  #focused: { element: Element; index: number } | null = null;
  /** The connection that is being authorized again, or was. */
  #authorized: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { flow } = this.#flows;
    if (flow) this.#authorized = flow.credentialId;
    // Not by `:focus-within`, which does not know of a modal dialog that is open in a row.
    const element = this.#focusedElement;
    this.#focused = element && { element, index: this.#rows().findIndex((row) => row === element) };
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#keepFocus();
  }

  /**
   * A row that moves loses the focus, and one that goes takes it along: it stays with the row, or in its place. So does
   * what is shown of an authorization.
   */
  #keepFocus(): void {
    if (!this.#focused || this.#focusedElement) return;
    const { element, index } = this.#focused;
    const rows = this.#rows();
    const row = rows.find((other) => other === element) ?? rows[index] ?? (index < 0 ? null : rows.at(-1));
    if (row) row.focus();
    else this.#focusRow(this.#authorized);
  }

  /** Moves the focus to a connection, or to the button that adds one. */
  #focusRow(credentialId: string | undefined): void {
    const row = this.#rows().find((other) => other.getAttribute('credential-id') === credentialId);
    (row ?? this.configureButton)?.focus();
  }

  get #focusedElement(): Element | null {
    return this.shadowRoot?.activeElement ?? null;
  }

  #rows(): SourceElement[] {
    return this.hasUpdated
      ? [...this.renderRoot.querySelectorAll<SourceElement>('datasource-credential')]
      : [];
  }

  protected override render() {
    const state = this.sourceState;
    if (state.status === 'loading') return this.#renderSkeleton();
    if (state.status === 'error') {
      return html`<article class="card" part="card">
        ${renderReadError(state.error, () => void this.list.refetch(), this.text)}
      </article>`;
    }
    const { source } = state;
    return html`<article class="card" part="card" aria-labelledby="title">
      ${this.#renderHeader(source)} ${this.#renderMenu(source)} ${this.#renderConnections(source)}
      ${this.#guard.render(this.text)}
      ${renderFlowStatus(this.#flows, this.#guard, this.label(source), this.text)}
      ${this.#dialogs.render(this.#waysOf(source).includes('api-key') ? ['api-key'] : [])}
    </article>`;
  }

  #renderHeader(source: DatasourceAuth): TemplateResult {
    const label = this.label(source);
    return html`<header>
      ${this.#icon.render(source.icon, this.consumer.store?.apiOrigin, label)}
      <div class="names">
        ${renderNames(html`<h3 id="title" part="title"><bdi>${label}</bdi></h3>`, source)}
      </div>
      ${this.#waysOf(source).length > 0 ? this.#renderConfigure(source, label) : nothing}
    </header>`;
  }

  #renderConfigure(source: DatasourceAuth, label: string): TemplateResult {
    return html`<button
      type="button"
      id="configure"
      part="configure"
      class="secondary-accent"
      aria-label=${this.text('configureSource', { source: label })}
      aria-haspopup="dialog"
      aria-expanded=${this.#menu.open}
      aria-controls="menu"
      popovertarget="menu"
    >
      ${plusIcon}${this.text('configure')}
    </button>`;
  }

  /** What "Configure" offers here. */
  #waysOf(source: DatasourceAuth): readonly Way[] {
    const connect = this.offers('connect');
    const ways = [
      // With the settings of its client, which belong to managing.
      offersOAuth(source) && (connect || this.offers('manage')) && ('oauth' as const),
      offersApiKey(source) && connect && ('api-key' as const),
      !offersOAuth(source) && !offersApiKey(source) && connect && ('none' as const),
    ];
    return ways.filter((way) => way !== false);
  }

  /** Beside the button, which has no room for what is told of a failure. */
  #renderMenu(source: DatasourceAuth): unknown {
    const ways = this.#waysOf(source);
    if (ways.length === 0) return nothing;
    return this.#menu.render(this.text('configureSource', { source: this.label(source) }), {
      card: this,
      ways,
      text: this.text,
      onDialogRequest: this.#dialogs.onRequest,
    });
  }

  #renderConnections({ credentials_list: credentials }: DatasourceAuth): TemplateResult {
    const { pluginId, provider, source, readOnly, allow, mostRows } = this;
    const hidden = credentials.length - mostRows;
    return html`<p class="divider" id="connections">${this.text('connectedWorkspace')}</p>
      ${
        credentials.length === 0
          ? html`<p class="empty" part="empty">${this.text('notConfigured')}</p>`
          : html`<ul part="connections" aria-labelledby="connections">
              ${repeat(
                inOrder(credentials, languageOf(this)).slice(0, mostRows),
                ({ id }) => id,
                ({ id }) =>
                  html`<li>
                    <datasource-credential
                      without-status
                      plugin-id=${pluginId}
                      provider=${provider}
                      credential-id=${id}
                      .source=${source}
                      .readOnly=${readOnly}
                      .allow=${allow}
                      @datasource-dialog-request=${this.#dialogs.onRequest}
                    ></datasource-credential>
                  </li>`,
              )}
            </ul>`
      }
      ${
        hidden > 0
          ? html`<button type="button" part="more" class="more" @click=${this.#showMore}>
              ${this.text('showMore', { count: formatNumber(hidden, languageOf(this)) })}
            </button>`
          : nothing
      }`;
  }

  #renderSkeleton(): TemplateResult {
    const configure = this.offers('connect') ? this.text('configure') : null;
    return html`<div class="card skeleton" part="card">
      <span class="visually-hidden" role="status">${this.text('loadingSources')}</span>
      ${renderCardSkeleton({ rows: this.probableConnections ?? 0, configure })}
    </div>`;
  }

  /** The button goes away with the last of them; what came is where the user goes on. */
  readonly #showMore = async (): Promise<void> => {
    const first = this.mostRows;
    this.mostRows += MOST_LINES;
    await this.updateComplete;
    const row = this.#rows()[first];
    await row?.updateComplete;
    row?.focus();
  };
}
