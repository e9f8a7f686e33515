import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DatasourceRef } from '../../api/datasource-id.js';
import type { FormField, OAuthClientInput, OAuthSchema } from '../../api/types.js';
import { ActionController } from '../../controllers/action-controller.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { ConfirmDialog } from '../../internal/confirm-dialog.js';
import { DialogElement } from '../../internal/dialog-element.js';
import { dialogFrameStyles, dialogStyles } from '../../internal/dialog.styles.js';
import { spinner } from '../../internal/notice.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { oauthClientDialogStyles } from './oauth-client-dialog.styles.js';
import { renderRedirectUri, type CopyState } from './redirect-uri.js';

/**
 * The OAuth client of a data source: the server's own ("Default") or one that the workspace registered ("Custom").
 * Stored secrets never come back to the page; what is left empty is kept.
 *
 * @tag oauth-client-dialog
 * @csspart dialog - The native dialog.
 * @csspart form - The form in it.
 * @csspart header - Title and close button.
 * @csspart body - The fields.
 * @csspart redirect-uri - The redirect URI to register.
 * @csspart field - One field with its label, message and help.
 * @csspart unsupported-field - Stands for a field that cannot be shown.
 * @csspart footer - The buttons.
 * @csspart confirm - The question before the custom client is removed.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - "Save and Authorize" was pressed; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - The authorization completed.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - Saving or authorizing failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave the authorization up.
 * @fires {Event} close - The dialog was closed; does not bubble.
 */
export class OAuthClientDialogElement extends DialogElement {
  static override styles = [tokens, controls, dialogFrameStyles, dialogStyles, oauthClientDialogStyles];

  /** The connection that "Save and Authorize" authorizes again; absent to add one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;

  /** What the user chose; `null` until then. */
  @state() private choice: 'default' | 'custom' | null = null;
  @state() private copyState: CopyState = 'idle';
  /** Whether "Save and Authorize" is still saving. */
  @state() private preparing = false;

  readonly #guard = new ActivationGuard(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  readonly #save = new ActionController(
    this,
    ([ref, input]: readonly [DatasourceRef, OAuthClientInput], signal) => this.#send(ref, input, signal),
  );

  readonly #remove = new ActionController(this, ([ref]: readonly [DatasourceRef], signal) => {
    const { store } = this.consumer;
    if (!store) throw new Error('The dialog is not on a page.');
    return store.deleteOAuthClient(ref, { signal });
  });
  readonly #confirm = new ConfirmDialog(this, this.text);

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('open') || !this.open) return;
    this.choice = null;
    this.copyState = 'idle';
    this.#flows.dismiss();
  }

  protected override renderContent() {
    const state = this.sourceState;
    const schema = state.status === 'ready' ? state.source.oauth_schema : null;
    const problem =
      state.status === 'error' ? state.error : (this.#save.error ?? this.#remove.error ?? this.#flows.error);
    const noOAuth =
      state.status === 'ready' && !schema ? this.text('noOAuth', { source: this.label(state.source) }) : null;
    const barred = this.refusal('manage');
    const unusable = schema && !this.#busy && !barred ? 'false' : 'true';
    return this.renderDialog({
      title: this.text('oauthClientSettings'),
      subtitle: state.status === 'ready' ? this.label(state.source) : undefined,
      body: schema
        ? this.#renderBody(schema)
        : state.status === 'loading'
          ? html`<p role="status">${this.text('loadingSources')}</p>`
          : null,
      warning: this.#guard.render(this.text),
      error: noOAuth ?? barred ?? problem?.message ?? null,
      actions: html`${schema && this.#isRemovable(schema) ? this.#renderRemove(unusable) : nothing}
        <button type="button" @click=${this.dismiss}>${this.text('cancel')}</button>
        ${this.#renderSaveOnly(unusable)}
        ${
          this.#mayAuthorize
            ? html`<button class="primary" aria-disabled=${unusable}>
                ${this.preparing ? spinner : nothing}${this.text('saveAndAuthorize')}
              </button>`
            : nothing
        }`,
    });
  }

  protected override render(): TemplateResult {
    return html`${super.render()}${this.#confirm.render()}`;
  }

  /** The main button, which Enter presses too, where the page does not let the user connect. */
  #renderSaveOnly(unusable: string): TemplateResult {
    const content = html`${this.#save.pending ? spinner : nothing}${this.text('saveOnly')}`;
    return this.#mayAuthorize
      ? html`<button type="button" aria-disabled=${unusable} @click=${this.#onSaveOnly}>${content}</button>`
      : html`<button class="primary" aria-disabled=${unusable}>${content}</button>`;
  }

  #renderRemove(unusable: string): TemplateResult {
    return html`<button
      type="button"
      class="plain remove"
      aria-disabled=${unusable}
      @click=${() => void this.#onRemove()}
    >
      ${this.#remove.pending ? spinner : nothing}${this.text('remove')}
    </button>`;
  }

  #renderBody(schema: OAuthSchema): TemplateResult {
    const { is_system_oauth_params_exists: hasSystemClient, redirect_uri: uri } = schema;
    const custom = this.#isCustom(schema);
    // Hidden, not taken away: a look at the default client must not cost what was typed.
    return html`${hasSystemClient ? this.#renderChoice(custom) : nothing}
      <div class="custom" ?hidden=${!custom}>
        ${renderRedirectUri({
          uri,
          hasSystemClient,
          copyState: this.copyState,
          onCopy: () => void this.#copy(uri),
          text: this.text,
        })}
        ${this.form.render(clientFields(schema), schema.oauth_custom_client_params)}
      </div>`;
  }

  #renderChoice(custom: boolean): TemplateResult {
    const option = (value: 'default' | 'custom'): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name="client"
          .value=${value}
          .checked=${custom === (value === 'custom')}
          @change=${() => (this.choice = value)}
        />
        ${this.text(value)}
      </label>`;
    return html`<fieldset>
      <legend>${this.text('oauthClient')}</legend>
      <div class="choice">${option('default')}${option('custom')}</div>
    </fieldset>`;
  }

  /** Whether the page lets the user do more than save. */
  get #mayAuthorize(): boolean {
    return this.offers(this.credentialId ? 'reauthorize' : 'connect');
  }

  /** Whether something is being sent. */
  get #busy(): boolean {
    return this.#save.pending || this.#remove.pending || this.preparing;
  }

  #isRemovable(schema: OAuthSchema): boolean {
    return this.#isCustom(schema) && Object.keys(schema.oauth_custom_client_params).length > 0;
  }

  #isCustom(schema: OAuthSchema): boolean {
    if (!schema.is_system_oauth_params_exists) return true;
    return this.choice ? this.choice === 'custom' : schema.is_oauth_custom_client_enabled;
  }

  /** "Save and Authorize", and Enter. The window opens here, inside the click, and waits for the saving. */
  protected override submit(): void {
    if (!this.#mayAuthorize) return void this.#onSaveOnly();
    const input = this.#input();
    if (!input) return;
    const { ref, client } = input;
    this.#forgetErrors();
    this.#guard.begin(this.#flows, {
      credentialId: this.credentialId,
      prepare: async (signal) => {
        this.preparing = true;
        try {
          await this.#send(ref, client, signal);
        } finally {
          this.preparing = false;
        }
        this.close();
        this.#flows.yield();
      },
    });
  }

  protected override abort(): void {
    this.#confirm.dismiss();
    this.#save.abort();
    this.#remove.abort();
    if (this.preparing) this.#flows.flow?.cancel();
    this.#forgetErrors();
  }

  /** What went wrong before is not about what is done now. It was told here, and need not be told again around. */
  #forgetErrors(): void {
    this.#save.dismiss();
    this.#remove.dismiss();
    if (this.#flows.error) this.#flows.dismiss();
  }

  async #onSaveOnly(): Promise<void> {
    const input = this.#input();
    if (!input) return;
    this.#forgetErrors();
    const result = await this.#save.run(input.ref, input.client);
    if (result?.ok) this.close();
  }

  async #onRemove(): Promise<void> {
    const state = this.sourceState;
    if (state.status !== 'ready' || this.#busy || this.refusal('manage')) return;
    const sure = await this.#confirm.ask({
      title: this.text('removeClientTitle', { source: this.label(state.source) }),
      text: this.text('removeClientWarning'),
      action: this.text('remove'),
    });
    if (!sure || !this.open) return;
    this.#forgetErrors();
    const result = await this.#remove.run(state.ref);
    if (result?.ok) this.close();
  }

  async #send(ref: DatasourceRef, input: OAuthClientInput, signal: AbortSignal): Promise<void> {
    const { store } = this.consumer;
    if (!store) throw new Error('The dialog is not on a page.');
    await store.saveOAuthClient(ref, input, { signal });
  }

  /** What to save, or `null` when it cannot be saved now. */
  #input(): { ref: DatasourceRef; client: OAuthClientInput } | null {
    const state = this.sourceState;
    if (state.status !== 'ready' || this.#busy || this.refusal('manage')) return null;
    const { ref, source } = state;
    const schema = source.oauth_schema;
    if (!schema) return null;
    const enabled = this.#isCustom(schema);
    const fields = enabled ? clientFields(schema) : [];
    const stored = schema.oauth_custom_client_params;
    if (!this.form.validate(fields, stored)) return null;
    return { ref, client: { clientParams: this.form.collect(fields, stored), enabled } };
  }

  async #copy(uri: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(uri);
      this.copyState = 'copied';
    } catch {
      this.copyState = 'failed';
    }
  }
}

/** A client without an id is none (RFC 6749, section 2.2), whatever the schema says. */
function clientFields(schema: OAuthSchema): readonly FormField[] {
  return schema.client_schema.map((field) =>
    field.name === 'client_id' ? { ...field, required: true } : field,
  );
}
