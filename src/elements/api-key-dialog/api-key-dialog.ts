import { html } from 'lit';
import type { DatasourceRef } from '../../api/datasource-id.js';
import type { DatasourceError } from '../../api/errors.js';
import type { CreateCredentialInput, DatasourceAuth, FormField } from '../../api/types.js';
import { ActionController } from '../../controllers/action-controller.js';
import {
  credentialInfo,
  DatasourceAuthorizeCancelEvent,
  DatasourceAuthorizedEvent,
  DatasourceAuthorizeErrorEvent,
  DatasourceAuthorizeStartEvent,
  DatasourceCredentialChangeEvent,
} from '../../events/events.js';
import { ancestorsOf } from '../../controllers/ancestors.js';
import { DialogElement } from '../../internal/dialog-element.js';
import { dialogStyles } from '../../internal/dialog.styles.js';
import { lockIcon } from '../../internal/icons.js';
import { spinner } from '../../internal/notice.js';
import { NAME_FIELD } from '../../internal/schema-form.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';

/**
 * The dialog that connects a data source by API key: a name and the fields that the server asks for. A refusal is shown
 * in it and nothing that was typed is lost.
 *
 * @tag api-key-dialog
 * @csspart dialog - The native dialog.
 * @csspart form - The form in it.
 * @csspart header - Title and close button.
 * @csspart body - The fields.
 * @csspart field - One field with its label, message and help.
 * @csspart unsupported-field - Stands for a field that cannot be shown.
 * @csspart footer - The buttons.
 * @csspart note - The note at the bottom.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before the key is saved; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - The connection was added.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - The connection was added.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - The server refused.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The dialog was closed during the saving.
 * @fires {Event} close - The dialog was closed; does not bubble.
 */
export class ApiKeyDialogElement extends DialogElement {
  static override styles = [tokens, controls, dialogStyles];

  readonly #save = new ActionController(
    this,
    ([ref, input]: readonly [DatasourceRef, CreateCredentialInput], signal) => {
      const { store } = this.consumer;
      if (!store) throw new Error('The dialog is not on a page.');
      return store.createCredential(ref, input, { signal });
    },
  );

  protected override renderContent() {
    const state = this.sourceState;
    const { error, pending } = this.#save;
    const loadError = state.status === 'error' ? state.error.message : null;
    return this.renderDialog({
      title: this.text('apiKeyTitle'),
      subtitle: this.text('apiKeySubtitle'),
      body:
        state.status === 'ready'
          ? this.form.render(this.#fields(state.source))
          : state.status === 'loading'
            ? html`<p role="status">${this.text('loadingSources')}</p>`
            : null,
      error: loadError ?? (error && !isNameTaken(error) ? error.message : null),
      actions: html`<button type="button" @click=${this.dismiss}>${this.text('cancel')}</button>
        <button class="primary" aria-disabled=${pending || state.status !== 'ready'} aria-busy=${pending}>
          ${pending ? [spinner, this.text('saving')] : this.text('save')}
        </button>`,
      note: html`${lockIcon}${this.text('encryptedNote')}`,
    });
  }

  protected override submit(): void {
    void this.#submit();
  }

  protected override abort(): void {
    this.#save.abort();
    this.#save.dismiss();
  }

  async #submit(): Promise<void> {
    const state = this.sourceState;
    if (state.status !== 'ready' || this.#save.pending) return;
    const { ref, source } = state;
    const fields = this.#fields(source);
    if (!this.form.validate(fields)) return;
    const { [NAME_FIELD]: name, ...credentials } = this.form.collect(fields);
    const detail = { ...ref, method: 'api-key' as const };
    if (!this.dispatchEvent(new DatasourceAuthorizeStartEvent(detail))) return;
    // The page may take the dialog away as soon as the list shows the connection.
    const around = [...ancestorsOf(this)];
    const tell = (event: Event): unknown =>
      around.find(({ isConnected }) => isConnected)?.dispatchEvent(event);
    const result = await this.#save.run(ref, { credentials, name: String(name ?? '').trim() });
    if (!result) return;
    if (result.ok) {
      const credential = credentialInfo(result.value);
      this.close();
      tell(new DatasourceAuthorizedEvent({ ...detail, credential, reauthorized: false, confirmed: true }));
      tell(new DatasourceCredentialChangeEvent({ ...ref, action: 'created', credential }));
    } else if (result.error.code === 'aborted') {
      tell(new DatasourceAuthorizeCancelEvent({ ...detail, reason: 'user' }));
    } else {
      if (isNameTaken(result.error)) this.form.setError(fields, NAME_FIELD, result.error.message);
      tell(new DatasourceAuthorizeErrorEvent({ ...detail, error: result.error }));
    }
  }

  /** The connection's own name comes first, then what the server asks for. */
  #fields(source: DatasourceAuth): readonly FormField[] {
    const name: FormField = {
      name: NAME_FIELD,
      type: 'text-input',
      required: false,
      default: null,
      options: [],
      label: { en_US: this.text('authorizationName') },
      help: null,
      placeholder: { en_US: this.text('authorizationNamePlaceholder') },
      url: null,
    };
    return [name, ...source.credential_schema];
  }
}

/** Contract 1.4; shown at the name itself. */
function isNameTaken(error: DatasourceError): boolean {
  return error.code === 'invalid_param' && /name is already exists/i.test(error.message);
}
