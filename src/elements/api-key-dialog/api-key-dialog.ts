import { html } from 'lit';
import { property } from 'lit/decorators.js';
import type { DatasourceRef } from '../../api/datasource-id.js';
import { isNameTaken } from '../../api/errors.js';
import type { DatasourceAuth, DatasourceCredential, FieldValues, FormField } from '../../api/types.js';
import { ActionController } from '../../controllers/action-controller.js';
import {
  credentialInfo,
  DatasourceAuthorizeCancelEvent,
  DatasourceAuthorizedEvent,
  DatasourceAuthorizeErrorEvent,
  DatasourceAuthorizeStartEvent,
  DatasourceCredentialChangeEvent,
} from '../../events/events.js';
import { DialogElement } from '../../internal/dialog-element.js';
import { dialogFrameStyles, dialogStyles } from '../../internal/dialog.styles.js';
import { lockIcon } from '../../internal/icons.js';
import { spinner } from '../../internal/notice.js';
import { NAME_FIELD, type StoredValues } from '../../internal/schema-form.js';
import { MOST_SHOWN } from '../../internal/shown-text.js';
import { speakerOf } from '../../internal/speaker.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';

/** What is saved: the values of the fields, and the connection's name. */
interface Draft {
  readonly credentials: FieldValues;
  readonly name: string;
}

/**
 * The dialog that connects a data source by API key: a name and the fields that the server asks for. With
 * `credential-id` it changes that connection; stored secrets do not come back to the page and are kept unless the user
 * types new ones. A refusal is shown in it and nothing that was typed is lost.
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
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - The connection was added or changed.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - The server refused.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The dialog was closed during the saving.
 * @fires {Event} close - The dialog was closed; does not bubble.
 */
export class ApiKeyDialogElement extends DialogElement {
  static override styles = [tokens, controls, dialogFrameStyles, dialogStyles];

  /** The connection to change; absent to add one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;

  /** The connection as it was last listed. */
  #lastEdited: DatasourceCredential | undefined;

  /** Adds or changes a connection; resolves to the one that was added. */
  readonly #save = new ActionController(
    this,
    async ([ref, draft]: readonly [DatasourceRef, Draft], signal): Promise<DatasourceCredential | null> => {
      const { store } = this.consumer;
      if (!store) throw new Error('The dialog is not on a page.');
      const { credentialId } = this;
      if (!credentialId) return store.createCredential(ref, draft, { signal });
      await store.updateCredential(ref, { credentialId, ...draft }, { signal });
      return null;
    },
  );

  protected override renderContent() {
    const state = this.sourceState;
    const { error, pending } = this.#save;
    const shown = state.status === 'ready' ? this.#shown(state.source) : undefined;
    const gone = state.status === 'ready' && this.credentialId && !this.#edited(state.source);
    const usable = state.status === 'ready' && !gone;
    const barred = this.#barred;
    const loadError =
      state.status === 'error' ? state.error.message : gone ? this.text('credentialGone') : barred;
    return this.renderDialog({
      title: this.text('apiKeyTitle'),
      subtitle: this.text('apiKeySubtitle'),
      body:
        state.status === 'ready' && (usable || shown)
          ? this.form.render(this.#fields(state.source), stored(shown))
          : state.status === 'loading'
            ? html`<p role="status">${this.text('loadingSources')}</p>`
            : null,
      error: loadError ?? (error && !isNameTaken(error) ? error.message : null),
      actions: html`<button type="button" @click=${this.dismiss}>${this.text('cancel')}</button>
        <button class="primary" aria-disabled=${pending || !usable || barred !== null} aria-busy=${pending}>
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
    const edited = this.#edited(source);
    if (this.credentialId && !edited) return;
    if (this.#barred) return;
    const fields = this.#fields(source);
    if (!this.form.validate(fields, stored(edited))) return;
    const { [NAME_FIELD]: typed, ...credentials } = this.form.collect(fields, stored(edited));
    const name = String(typed ?? '').trim();
    const detail = { ...ref, method: 'api-key' as const };
    const start = new DatasourceAuthorizeStartEvent({
      ...detail,
      ...(edited && { credentialId: edited.id }),
    });
    if (!this.dispatchEvent(start)) return;
    // The page may take the dialog away as soon as the list shows the connection.
    const tell = speakerOf(this);
    const result = await this.#save.run(ref, { credentials, name });
    if (!result) return;
    if (result.ok) {
      this.close();
      if (result.value) {
        const credential = credentialInfo(result.value);
        tell(new DatasourceAuthorizedEvent({ ...detail, credential, reauthorized: false, confirmed: true }));
        tell(new DatasourceCredentialChangeEvent({ ...ref, action: 'created', credential }));
      } else if (edited) {
        const credential = credentialInfo({ ...edited, name: name || edited.name });
        tell(new DatasourceCredentialChangeEvent({ ...ref, action: 'updated', credential }));
      }
    } else if (result.error.code === 'aborted') {
      tell(new DatasourceAuthorizeCancelEvent({ ...detail, reason: 'user' }));
    } else {
      if (isNameTaken(result.error)) this.form.setError(fields, NAME_FIELD, result.error.message);
      tell(new DatasourceAuthorizeErrorEvent({ ...detail, error: result.error }));
    }
  }

  /** Why nothing can be saved, or `null`. */
  get #barred(): string | null {
    return this.credentialId ? this.refusal('manage', this.credentialId) : this.refusal('connect');
  }

  #edited({ credentials_list: credentials }: DatasourceAuth): DatasourceCredential | undefined {
    return this.credentialId ? credentials.find(({ id }) => id === this.credentialId) : undefined;
  }

  /** What the form shows; a connection that is gone by now is not taken away from under the user's hands. */
  #shown(source: DatasourceAuth): DatasourceCredential | undefined {
    this.#lastEdited = this.#edited(source) ?? this.#lastEdited;
    return this.#lastEdited?.id === this.credentialId ? this.#lastEdited : undefined;
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

/** What the form starts with: the connection's name and its values, secrets masked. */
function stored(credential: DatasourceCredential | undefined): StoredValues {
  // One that is cut is too long to be saved, and the user is told so.
  return credential ? { ...credential.credential, [NAME_FIELD]: credential.name.slice(0, MOST_SHOWN) } : {};
}
