import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { DatasourceAuth } from '../../api/types.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { BaseElement } from '../../internal/base-element.js';
import { hasOAuthClient, offersOAuth } from '../../internal/connect-steps.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { settingsIcon } from '../../internal/icons.js';
import { renderNotice, renderReason } from '../../internal/notice.js';
import { SourceElement } from '../../internal/source-element.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { oauthButtonStyles } from './datasource-oauth-button.styles.js';

/**
 * "Add OAuth": connects a data source in a window of the provider, with the settings of the OAuth client at its right.
 * Where no client is configured it is "Setup OAuth Client". With `credential-id` it authorizes that connection again.
 *
 * @tag datasource-oauth-button
 * @slot - The button's text, in place of "Add OAuth".
 * @csspart button - The main button.
 * @csspart settings - The settings button.
 * @csspart status - What is shown while the user is in the other window, and after a failure.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before the flow begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - The authorization completed.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added or authorized again.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceOAuthButtonElement extends SourceElement {
  static override shadowRootOptions = BaseElement.delegatingFocus;

  static override styles = [tokens, controls, oauthButtonStyles];

  /** A connection to authorize again, in place of adding one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;
  /** Whether the button can be used. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  @property({ type: Boolean, attribute: 'without-status' }) withoutStatus = false;

  readonly #dialogs = new DialogSlot(this);
  readonly #guard = new ActivationGuard(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);

  constructor() {
    super();
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('.main'));
  }

  protected override render() {
    const state = this.sourceState;
    if (state.status === 'loading') return this.#renderButton(null);
    const source = state.status === 'ready' ? state.source : null;
    if (!source || !offersOAuth(source)) {
      const problem =
        state.status === 'error'
          ? state.error.message
          : this.text('noOAuth', { source: source ? this.label(source) : '' });
      return html`${this.#renderButton(null)}${renderNotice('error', problem, 'alert')}`;
    }
    return html`${this.#renderButton(source)}
    ${this.withoutStatus ? nothing : renderFlowStatus(this.#flows, this.#guard, this.label(source), this.text)}
    ${this.#dialogs.render(this.offers('manage') ? ['oauth-client'] : [])}`;
  }

  /** @param source `null` while there is nothing to connect. */
  #renderButton(source: DatasourceAuth | null): TemplateResult {
    const configured = !source || hasOAuthClient(source);
    const custom = source?.oauth_schema?.is_oauth_custom_client_enabled && !this.credentialId;
    const running = this.#flows.flow !== null;
    const disabled = this.disabled || !source;
    const label = !configured ? 'setupOAuthClient' : this.credentialId ? 'reauthorize' : 'addOAuth';
    const refusal = this.#refusalOf(configured);
    const settings = configured && !this.credentialId && this.offers('manage');
    return html`<div class="group">
        <button
          type="button"
          part="button"
          class="primary main"
          ?disabled=${disabled}
          aria-disabled=${refusal ? 'true' : nothing}
          aria-describedby=${refusal ? 'reason' : nothing}
          aria-busy=${running || (!source && this.list.state.status === 'pending') ? 'true' : nothing}
          @click=${refusal ? null : configured ? this.#onAuthorize : this.#openDialog}
        >
          ${configured ? nothing : settingsIcon}<slot>${this.text(label)}</slot>
          ${custom && configured ? html`<span class="badge">${this.text('custom')}</span>` : nothing}
        </button>
        ${settings ? this.#renderSettings(disabled) : nothing}
      </div>
      ${this.#guard.render(this.text)}
      ${renderReason(refusal)}${settings ? this.#renderSettingsReason() : nothing}`;
  }

  #renderSettings(disabled: boolean): TemplateResult {
    const refusal = this.refusal('manage');
    return html`<button
      type="button"
      part="settings"
      class="primary settings"
      aria-label=${this.text('oauthClientSettings')}
      title=${this.text('oauthClientSettings')}
      ?disabled=${disabled}
      aria-disabled=${refusal ? 'true' : nothing}
      aria-describedby=${refusal ? 'settings-reason' : nothing}
      @click=${refusal ? null : this.#openDialog}
    >
      ${settingsIcon}
    </button>`;
  }

  /** Not to be taken for the reason of the main button, which may still work. */
  #renderSettingsReason(): TemplateResult | typeof nothing {
    const refusal = this.refusal('manage');
    return refusal
      ? html`<p id="settings-reason" class="reason">${this.text('oauthClientSettings')}: ${refusal}</p>`
      : nothing;
  }

  /** Why the main button cannot be used, or `null`. */
  #refusalOf(configured: boolean): string | null {
    if (!configured) return this.refusal('manage');
    return this.credentialId ? this.refusal('reauthorize', this.credentialId) : this.refusal('connect');
  }

  readonly #onAuthorize = (): void => {
    this.#guard.begin(this.#flows, { credentialId: this.credentialId });
  };

  readonly #openDialog = (): void => {
    this.#dialogs.request({ dialog: 'oauth-client', credentialId: this.credentialId });
  };
}
