import { html, nothing, type TemplateResult } from 'lit';
import type { DatasourceRef } from '../../api/datasource-id.js';
import type { FormField, OAuthClientInput, OAuthSchema } from '../../api/types.js';
import { ActionController } from '../../controllers/action-controller.js';
import type { FlowController } from '../../controllers/flow-controller.js';
import type { DatasourceStore } from '../../store/store.js';
import { fields } from '../../theme/fields.js';
import type { ActivationGuard } from '../activation-guard.js';
import { ConfirmDialog } from '../confirm-dialog.js';
import { confirmDialogStyles } from '../confirm-dialog.styles.js';
import type { DialogForm, DialogParts, FormHost } from '../dialog-form.js';
import { languageOf } from '../language.js';
import { spinner } from '../notice.js';
import { formStyles } from './form.styles.js';
import { oauthClientFormStyles } from './oauth-client-form.styles.js';
import { renderRedirectUri, type CopyState } from './redirect-uri.js';
import { SchemaForm } from './schema-form.js';

/** What this form needs besides. */
export interface OAuthClientFormHost extends FormHost {
  readonly flows: FlowController;
  readonly guard: ActivationGuard;
}

/** The form of `<oauth-client-dialog>`: chooses, saves and removes the OAuth client, and goes on to authorize. */
export class OAuthClientForm implements DialogForm {
  static readonly styles = [fields, formStyles, confirmDialogStyles, oauthClientFormStyles];

  readonly #host: OAuthClientFormHost;
  readonly #form: SchemaForm;
  readonly #save: ActionController<readonly [DatasourceRef, OAuthClientInput], void>;
  readonly #remove: ActionController<readonly [DatasourceRef], void>;
  readonly #confirm: ConfirmDialog;
  /** What the user chose; `null` until then. */
  #choice: 'default' | 'custom' | null = null;
  #copyState: CopyState = 'idle';
  /** Whether "Save and Authorize" is still saving. */
  #preparing = false;

  constructor(host: OAuthClientFormHost) {
    const { element, text } = host;
    this.#host = host;
    this.#form = new SchemaForm(element, { text, language: () => languageOf(element) });
    this.#save = new ActionController(element, ([ref, input], signal) => this.#send(ref, input, signal));
    this.#remove = new ActionController(element, ([ref], signal) =>
      this.#store.deleteOAuthClient(ref, { signal }),
    );
    this.#confirm = new ConfirmDialog(element, text);
  }

  get dirty(): boolean {
    return this.#form.dirty;
  }

  opened(): void {
    this.#choice = null;
    this.#copyState = 'idle';
    this.#host.flows.dismiss();
  }

  render(): DialogParts {
    const { text, flows, guard, label } = this.#host;
    const state = this.#host.state();
    const schema = state.status === 'ready' ? state.source.oauth_schema : null;
    const problem =
      state.status === 'error' ? state.error : (this.#save.error ?? this.#remove.error ?? flows.error);
    const noOAuth =
      state.status === 'ready' && !schema ? text('noOAuth', { source: label(state.source) }) : null;
    const barred = this.#host.refusal('manage');
    const unusable = schema && !this.#busy && !barred ? 'false' : 'true';
    return {
      subtitle: state.status === 'ready' ? label(state.source) : undefined,
      body: schema
        ? this.#renderBody(schema)
        : state.status === 'loading'
          ? html`<p role="status">${text('loadingSources')}</p>`
          : null,
      warning: guard.render(text),
      error: noOAuth ?? barred ?? problem?.message ?? null,
      aside: schema && this.#isRemovable(schema) ? this.#renderRemove(unusable) : nothing,
      actions: html`${this.#renderSaveOnly(unusable)}
      ${
        this.#mayAuthorize
          ? html`<button class="primary" aria-disabled=${unusable}>
              ${this.#preparing ? spinner : nothing}${text('saveAndAuthorize')}
            </button>`
          : nothing
      }`,
    };
  }

  renderBeside(): TemplateResult | typeof nothing {
    return this.#confirm.render();
  }

  /** "Save and Authorize", and Enter. The window opens here, inside the click, and waits for the saving. */
  submit(): void {
    if (!this.#mayAuthorize) return void this.#onSaveOnly();
    const { element, flows, guard } = this.#host;
    const input = this.#input();
    if (!input) return;
    const { ref, client } = input;
    this.#forgetErrors();
    guard.begin(flows, {
      credentialId: this.#host.credentialId(),
      prepare: async (signal) => {
        this.#setPreparing(true);
        try {
          await this.#send(ref, client, signal);
        } finally {
          this.#setPreparing(false);
        }
        element.close();
        flows.yield();
      },
    });
  }

  abort(): void {
    this.#confirm.dismiss();
    this.#save.abort();
    this.#remove.abort();
    if (this.#preparing) this.#host.flows.flow?.cancel();
    this.#forgetErrors();
  }

  clear(): void {
    this.#form.clear();
  }

  /** The main button, which Enter presses too, where the page does not let the user connect. */
  #renderSaveOnly(unusable: string): TemplateResult {
    const content = html`${this.#save.pending ? spinner : nothing}${this.#host.text('saveOnly')}`;
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
      ${this.#remove.pending ? spinner : nothing}${this.#host.text('remove')}
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
          copyState: this.#copyState,
          onCopy: () => void this.#copy(uri),
          text: this.#host.text,
        })}
        ${this.#form.render(clientFields(schema), schema.oauth_custom_client_params)}
      </div>`;
  }

  #renderChoice(custom: boolean): TemplateResult {
    const { element, text } = this.#host;
    const choose = (value: 'default' | 'custom'): void => {
      this.#choice = value;
      element.requestUpdate();
    };
    const option = (value: 'default' | 'custom'): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name="client"
          .value=${value}
          .checked=${custom === (value === 'custom')}
          @change=${() => choose(value)}
        />
        ${text(value)}
      </label>`;
    return html`<fieldset>
      <legend>${text('oauthClient')}</legend>
      <div class="choice">${option('default')}${option('custom')}</div>
    </fieldset>`;
  }

  get #store(): DatasourceStore {
    const store = this.#host.store();
    if (!store) throw new Error('The dialog is not on a page.');
    return store;
  }

  /** Whether the page lets the user do more than save. */
  get #mayAuthorize(): boolean {
    return this.#host.offers(this.#host.credentialId() ? 'reauthorize' : 'connect');
  }

  /** Whether something is being sent. */
  get #busy(): boolean {
    return this.#save.pending || this.#remove.pending || this.#preparing;
  }

  #setPreparing(preparing: boolean): void {
    this.#preparing = preparing;
    this.#host.element.requestUpdate();
  }

  #isRemovable(schema: OAuthSchema): boolean {
    return this.#isCustom(schema) && Object.keys(schema.oauth_custom_client_params).length > 0;
  }

  #isCustom(schema: OAuthSchema): boolean {
    if (!schema.is_system_oauth_params_exists) return true;
    return this.#choice ? this.#choice === 'custom' : schema.is_oauth_custom_client_enabled;
  }

  /** What went wrong before is not about what is done now. It was told here, and need not be told again around. */
  #forgetErrors(): void {
    this.#save.dismiss();
    this.#remove.dismiss();
    if (this.#host.flows.error) this.#host.flows.dismiss();
  }

  readonly #onSaveOnly = async (): Promise<void> => {
    const input = this.#input();
    if (!input) return;
    this.#forgetErrors();
    const result = await this.#save.run(input.ref, input.client);
    if (result?.ok) this.#host.element.close();
  };

  async #onRemove(): Promise<void> {
    const { element, text, label, refusal } = this.#host;
    const state = this.#host.state();
    if (state.status !== 'ready' || this.#busy || refusal('manage')) return;
    const sure = await this.#confirm.ask({
      title: text('removeClientTitle', { source: label(state.source) }),
      text: text('removeClientWarning'),
      action: text('remove'),
    });
    if (!sure || !element.open) return;
    this.#forgetErrors();
    const result = await this.#remove.run(state.ref);
    if (result?.ok) element.close();
  }

  async #send(ref: DatasourceRef, input: OAuthClientInput, signal: AbortSignal): Promise<void> {
    await this.#store.saveOAuthClient(ref, input, { signal });
  }

  /** What to save, or `null` when it cannot be saved now. */
  #input(): { ref: DatasourceRef; client: OAuthClientInput } | null {
    const state = this.#host.state();
    if (state.status !== 'ready' || this.#busy || this.#host.refusal('manage')) return null;
    const { ref, source } = state;
    const schema = source.oauth_schema;
    if (!schema) return null;
    const enabled = this.#isCustom(schema);
    const fields = enabled ? clientFields(schema) : [];
    const stored = schema.oauth_custom_client_params;
    if (!this.#form.validate(fields, stored)) return null;
    return { ref, client: { clientParams: this.#form.collect(fields, stored), enabled } };
  }

  async #copy(uri: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(uri);
      this.#copyState = 'copied';
    } catch {
      this.#copyState = 'failed';
    }
    this.#host.element.requestUpdate();
  }
}

/** A client without an id is none (RFC 6749, section 2.2), whatever the schema says. */
function clientFields(schema: OAuthSchema): readonly FormField[] {
  return schema.client_schema.map((field) =>
    field.name === 'client_id' ? { ...field, required: true } : field,
  );
}
