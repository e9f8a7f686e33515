import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import type { QueryState } from '../../cache/query-source.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { BaseElement } from '../../internal/base-element.js';
import type { StepHost } from '../../internal/connect-steps.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { chevronIcon, plugIcon } from '../../internal/icons.js';
import { MenuSlot } from '../../internal/menu-slot.js';
import type { MenuItem } from '../../internal/menu.js';
import { renderNotice } from '../../internal/notice.js';
import { prefetchFor } from '../../internal/prefetch.js';
import { shownMessage } from '../../internal/shown-text.js';
import { SourceElement } from '../../internal/source-element.js';
import { ViewSlot } from '../../internal/view-slot.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { viewToConnect, type ConnectView } from './connect-view.js';
import { connectionViews } from './connection-parts.js';
import { connectButtonStyles } from './datasource-connect-button.styles.js';

/**
 * Connects a data source in one place: "Connect" while there is no connection, "Connected as …" once there is one, and
 * behind it the ways to repair it and to add another. With `credential-id` it is about that connection and authorizes
 * it again.
 *
 * @tag datasource-connect-button
 * @slot - The button's text, in place of "Connect", "Connected as …" or "Re-authorize".
 * @slot icon - The button's icon.
 * @csspart button - The button.
 * @csspart more - The button beside it that opens the menu, where the button itself acts at once.
 * @csspart menu - The menu.
 * @csspart connection - Who is connected, where the button says something else.
 * @csspart avatar - The account's picture or initial.
 * @csspart hint - Why the button cannot be used.
 * @csspart status - What is shown while the user is in the other window, and after a failure.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before a flow or a save begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - A connection was added or authorized again.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added or changed.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceConnectButtonElement extends SourceElement {
  static override shadowRootOptions = BaseElement.delegatingFocus;

  static override styles = [tokens, controls, connectButtonStyles];

  /** The connection that it is about, in place of the default one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;
  /** Always offers to add a connection, also when there are some. */
  @property({ type: Boolean, reflect: true }) add = false;
  /** Whether the button cannot be used. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  @property({ type: Boolean, attribute: 'without-status' }) withoutStatus = false;

  @query('.main') private readonly mainButton!: HTMLButtonElement | null;

  readonly #dialogs = new DialogSlot(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  readonly #guard = new ActivationGuard(this);
  readonly #menu = new MenuSlot(this, 'start');
  /** Loaded when there is a connection to be shown, or soon will be. */
  readonly #connection = new ViewSlot(
    this,
    connectionViews,
    (part) => new part.ConnectionView({ element: this, menu: this.#menu, text: this.text }),
  );
  /** The connection that the server was seen not to list. */
  #goneId: string | undefined;
  /** Whether it could be used before: then it keeps the focus while it waits. */
  #wasReady = false;

  constructor() {
    super();
    new FocusKeeper(this, () => this.mainButton);
    prefetchFor(this, () => (this.add || this.#connection.error ? [] : [connectionViews]));
  }

  protected override render() {
    const state = this.sourceState;
    const source = state.status === 'ready' ? state.source : null;
    const view = source && this.#view(source);
    this.#wasReady ||= view !== null;
    const error = state.status === 'error' ? state.error : source && this.#connection.error;
    const problem = error && error.message;
    return html`${view ? view.above : this.#renderPlace(problem)}
    ${view && this.#goneId ? renderNotice('warning', this.text('connectionGone')) : nothing}
    ${this.#renderButtons(view, source, problem)}
    ${!view && problem ? renderNotice('error', problem, 'alert', source ? this.#renderRetry() : nothing) : nothing}
    ${source ? this.#renderRest(source, view) : nothing}`;
  }

  /** What shows a connection is loaded while the list is read, where one is likely. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.add || this.sourceState.status !== 'loading') return;
    if (this.credentialId || this.probableConnections) this.#connection.prefetch();
  }

  /** Also whether it is being read: what is not listed may be in a moment. */
  protected override shownOf(state: QueryState<DatasourceAuth>): readonly unknown[] {
    return [...super.shownOf(state), state.isFetching];
  }

  /** Those whom the button may be about: none where it is about adding one, or the one that was asked for is gone. */
  #credentials({ credentials_list: all }: DatasourceAuth): readonly DatasourceCredential[] {
    if (this.add) return [];
    const there = all.filter(({ id }) => !this.consumer.store?.removals.has(id));
    return this.credentialId ? there.filter(({ id }) => id === this.credentialId) : there;
  }

  /** `null` while that is not known, or the part for it is not there. */
  #view(source: DatasourceAuth): ConnectView | null {
    const credentials = this.#credentials(source);
    const asked = this.#askedFor;
    if (credentials.length > 0) {
      this.#goneId = undefined;
      const { store } = this.consumer;
      const only = Boolean(asked);
      return this.#connection.needed?.of({ source, credentials, only, store, steps: this.#steps() }) ?? null;
    }
    // What is read again at this moment may list it.
    if (asked && this.list.state.isFetching && this.#goneId !== asked) return null;
    this.#goneId = asked;
    return viewToConnect(source, this.#steps(), this.text('connect'));
  }

  /** The connection that it is about alone. */
  get #askedFor(): string | undefined {
    return this.add ? undefined : this.credentialId || undefined;
  }

  /** What is shown until there is a view. */
  #waiting(): ConnectView {
    const label = this.text(this.#askedFor ? 'reauthorize' : 'connect');
    return { main: null, menu: [], blocked: null, label, kind: '' };
  }

  #steps(): StepHost {
    return {
      authorize: (options) => this.#guard.begin(this.#flows, options),
      dialogs: this.#dialogs,
      offers: (action) => this.offers(action),
      refusal: (action, credentialId) => this.refusal(action, credentialId),
    };
  }

  /** In place of what is above the button, until that is known. */
  #renderPlace(problem: string | null): TemplateResult | typeof nothing {
    return this.#askedFor && !problem ? html`<div class="skeleton" aria-hidden="true"></div>` : nothing;
  }

  #renderButtons(
    view: ConnectView | null,
    source: DatasourceAuth | null,
    problem: string | null,
  ): TemplateResult {
    const { main, menu, blocked, label, kind, title, icon, content, mark, more } = view ?? this.#waiting();
    const opensMenu = menu.length > 0 && !main;
    const busy = view ? this.#flows.flow : !problem;
    return html`<div class="group">
        <button
          type="button"
          id=${opensMenu ? 'menu-button' : 'button'}
          part="button"
          class="main ${kind}"
          title=${title ?? nothing}
          ?disabled=${view ? this.disabled || blocked?.by === 'source' : !source || !this.#wasReady}
          aria-disabled=${!view || blocked ? 'true' : nothing}
          aria-describedby=${blocked ? 'hint' : nothing}
          aria-busy=${busy ? 'true' : nothing}
          popovertarget=${opensMenu ? 'menu' : nothing}
          aria-haspopup=${opensMenu ? 'menu' : nothing}
          aria-controls=${opensMenu ? 'menu' : nothing}
          aria-expanded=${opensMenu ? this.#menu.open : nothing}
          @click=${() => view && this.#act(view)}
          @keydown=${(event: KeyboardEvent) => opensMenu && this.#menu.onButtonKeydown(event)}
        >
          <slot name="icon">${icon ?? main?.icon ?? plugIcon}</slot>
          <span class="label"><slot>${content ?? label}</slot></span>
          ${mark} ${opensMenu ? chevronIcon : nothing}
        </button>
        ${more}
      </div>
      ${menu.length > 0 ? this.#menu.render(main ? this.text('moreWays') : label, this.#items(menu)) : nothing}`;
  }

  /** Loads what shows a connection, after that failed. */
  #renderRetry(): TemplateResult {
    const { isLoading, retry } = this.#connection;
    return html`<button type="button" aria-busy=${isLoading} @click=${retry}>${this.text('retry')}</button>`;
  }

  /** What is below the buttons of a source that is known; an open dialog stays while that waits. */
  #renderRest(source: DatasourceAuth, view: ConnectView | null): TemplateResult {
    const steps = view ? [view.main, ...view.menu] : [];
    return html`${view ? this.#renderHint(view) : nothing} ${this.#guard.render(this.text)}
    ${this.withoutStatus ? nothing : renderFlowStatus(this.#flows, this.#guard, this.label(source), this.text)}
    ${this.#dialogs.render(steps.map((step) => step?.opens))}`;
  }

  #renderHint({ blocked }: ConnectView): TemplateResult | typeof nothing {
    if (!blocked) return nothing;
    const reason =
      blocked.by === 'server'
        ? blocked.reason
        : this.text(blocked.by === 'page' ? 'readOnly' : 'noWayToConnect');
    // A failure that says the same is on show.
    const { error } = this.#flows;
    const told = !this.withoutStatus && error && reason === shownMessage(error.message);
    return html`<p id="hint" part="hint" class=${told ? 'visually-hidden' : 'hint'}>${reason}</p>`;
  }

  #items(steps: ConnectView['menu']): readonly MenuItem[] {
    return steps.map(({ label, icon, refusal, run }) => ({
      label: this.text(label),
      icon,
      refusal,
      run: () => {
        run();
        this.requestUpdate();
      },
    }));
  }

  #act({ main, blocked }: ConnectView): void {
    if (blocked || !main) return;
    main.run();
    this.requestUpdate();
  }
}
