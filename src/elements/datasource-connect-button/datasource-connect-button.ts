import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import type { QueryState } from '../../cache/query-source.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { BaseElement } from '../../internal/base-element.js';
import type { StepHost } from '../../internal/connect-steps.js';
import { inOrder } from '../../internal/credential-order.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { flowStatusStyles } from '../../internal/flow-status.styles.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { chevronIcon, plugIcon } from '../../internal/icons.js';
import { languageOf } from '../../internal/language.js';
import { MenuSlot } from '../../internal/menu-slot.js';
import type { MenuItem } from '../../internal/menu.js';
import { needsReauthorization } from '../../internal/needs-reauthorization.js';
import { renderNotice } from '../../internal/notice.js';
import { Picture } from '../../internal/picture.js';
import { shownMessage, shownText } from '../../internal/shown-text.js';
import { SourceElement } from '../../internal/source-element.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { viewOf, type ConnectView } from './connect-view.js';
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

  static override styles = [tokens, controls, flowStatusStyles, connectButtonStyles];

  /** The connection that it is about, in place of the default one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;
  /** Always offers to add a connection, also when there are some. */
  @property({ type: Boolean, reflect: true }) add = false;
  /** Whether the button cannot be used. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  @property({ type: Boolean, attribute: 'without-status' }) withoutStatus = false;

  @query('.main') private readonly mainButton!: HTMLButtonElement | null;

  readonly #avatar = new Picture(this, 'avatar');
  readonly #dialogs = new DialogSlot(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  readonly #guard = new ActivationGuard(this);
  readonly #menu = new MenuSlot(this, (styles) => this.addStyles(styles), 'start');
  /** The connection that the server was seen not to list. */
  #goneId: string | undefined;

  constructor() {
    super();
    new FocusKeeper(this, () => this.mainButton);
  }

  protected override render() {
    const state = this.sourceState;
    if (state.status !== 'ready')
      return this.#renderWaiting(state.status === 'error' ? state.error.message : null);
    const { source } = state;
    const credential = this.#credential(source);
    // What is read again at this moment may list it.
    if (credential === undefined && this.list.state.isFetching && this.#goneId !== this.credentialId)
      return this.#renderWaiting(null);
    this.#goneId = credential === undefined ? this.credentialId : undefined;
    const mark = credential && this.consumer.store?.statusOf(credential);
    const problem = credential && mark ? needsReauthorization(credential.name, mark, this.text) : null;
    const view = viewOf(
      source,
      {
        credential: credential ?? null,
        broken: problem !== null,
        only: Boolean(credential && this.credentialId),
      },
      this.#steps(),
    );
    return html`${view.beside && credential ? this.#renderConnection(credential, problem !== null) : nothing}
    ${problem ? renderNotice('warning', problem) : nothing}
    ${this.#goneId ? renderNotice('warning', this.text('connectionGone')) : nothing}
    ${this.#renderButtons(view, problem !== null)} ${this.#renderHint(view)} ${this.#guard.render(this.text)}
    ${this.withoutStatus ? nothing : renderFlowStatus(this.#flows, this.#guard, this.label(source), this.text)}
    ${this.#dialogs.render([view.main, ...view.menu].map((step) => step?.opens))}`;
  }

  /** Also whether it is being read: what is not listed may be in a moment. */
  protected override shownOf(state: QueryState<DatasourceAuth>): readonly unknown[] {
    return [...super.shownOf(state), state.isFetching];
  }

  /** Whom the button is about: `null` when nobody is, `undefined` when the one that was asked for is gone. */
  #credential({ credentials_list: all }: DatasourceAuth): DatasourceCredential | null | undefined {
    if (this.add) return null;
    const there = all.filter(({ id }) => !this.consumer.store?.removals.has(id));
    if (this.credentialId) return there.find(({ id }) => id === this.credentialId);
    return inOrder(there, languageOf(this))[0] ?? null;
  }

  #steps(): StepHost {
    return {
      authorize: (options) => this.#guard.begin(this.#flows, options),
      dialogs: this.#dialogs,
      offers: (action) => this.offers(action),
      refusal: (action, credentialId) => this.refusal(action, credentialId),
    };
  }

  #renderWaiting(problem: string | null): TemplateResult {
    const about = !this.add && Boolean(this.credentialId);
    return html`${about && !problem ? html`<div class="connection skeleton" aria-hidden="true"></div>` : nothing}
      <div class="group">
        <button
          type="button"
          part="button"
          class="main"
          disabled
          aria-busy=${problem === null ? 'true' : nothing}
        >
          <slot name="icon">${plugIcon}</slot>
          <span class="label"><slot>${this.text(about ? 'reauthorize' : 'connect')}</slot></span>
        </button>
      </div>
      ${problem ? renderNotice('error', problem, 'alert') : nothing}`;
  }

  #renderConnection(credential: DatasourceCredential, broken: boolean): TemplateResult {
    return html`<p class="connection" part="connection">
      ${this.#renderAvatar(credential)}
      <span class="label">${this.#renderName(credential, broken)}</span>
      <span class="dot ${broken ? 'broken' : ''}" aria-hidden="true"></span>
    </p>`;
  }

  #renderButtons(view: ConnectView, broken: boolean): TemplateResult {
    const { credential, beside, main, menu, blocked } = view;
    const state = credential && !beside;
    const opensMenu = menu.length > 0 && !main;
    const label = this.text(view.label, { name: credential?.name ?? '' });
    return html`<div class="group">
        <button
          type="button"
          id=${opensMenu ? 'menu-button' : 'button'}
          part="button"
          class="main ${state ? 'state' : !credential || broken ? 'primary' : 'secondary-accent'}"
          title=${state ? label : nothing}
          ?disabled=${this.disabled || blocked?.by === 'source'}
          aria-disabled=${blocked ? 'true' : nothing}
          aria-describedby=${blocked ? 'hint' : nothing}
          aria-busy=${this.#flows.flow ? 'true' : nothing}
          popovertarget=${opensMenu ? 'menu' : nothing}
          aria-haspopup=${opensMenu ? 'menu' : nothing}
          aria-controls=${opensMenu ? 'menu' : nothing}
          aria-expanded=${opensMenu ? this.#menu.open : nothing}
          @click=${() => this.#act(view)}
          @keydown=${(event: KeyboardEvent) => opensMenu && this.#menu.onButtonKeydown(event)}
        >
          <slot name="icon">${state ? this.#renderAvatar(credential) : (main?.icon ?? plugIcon)}</slot>
          <span class="label"><slot>${state ? this.#renderName(credential, broken) : label}</slot></span>
          ${state ? html`<span class="dot ${broken ? 'broken' : ''}" aria-hidden="true"></span>` : nothing}
          ${opensMenu ? chevronIcon : nothing}
        </button>
        ${main && menu.length > 0 ? this.#renderMore(broken) : nothing}
      </div>
      ${menu.length > 0 ? this.#menu.render(main ? this.text('moreWays') : label, this.#items(menu)) : nothing}`;
  }

  #renderMore(broken: boolean): TemplateResult {
    return html`<button
      type="button"
      id="menu-button"
      part="more"
      class="more ${broken ? 'primary' : ''}"
      aria-label=${this.text('moreWays')}
      title=${this.text('moreWays')}
      ?disabled=${this.disabled}
      popovertarget="menu"
      aria-haspopup="menu"
      aria-controls="menu"
      aria-expanded=${this.#menu.open}
      @keydown=${this.#menu.onButtonKeydown}
    >
      ${chevronIcon}
    </button>`;
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

  #renderAvatar({ name, avatar_url: avatar }: DatasourceCredential): TemplateResult {
    return this.#avatar.render(avatar, this.consumer.store?.apiOrigin, shownText(name));
  }

  #renderName({ name }: DatasourceCredential, broken: boolean): TemplateResult {
    const shown = html`<bdi>${shownText(name)}</bdi>`;
    if (broken) return shown;
    const [before, after] = this.text('connectedAs').split('{name}');
    return html`${before}${shown}${after}`;
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
