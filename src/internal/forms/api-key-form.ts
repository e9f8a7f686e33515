import { html } from 'lit';
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
import { fields } from '../../theme/fields.js';
import type { DialogForm, DialogParts, FormHost } from '../dialog-form.js';
import { lockIcon } from '../form-icons.js';
import { languageOf } from '../language.js';
import { spinner } from '../notice.js';
import { MOST_SHOWN } from '../shown-text.js';
import { speakerOf } from '../speaker.js';
import { formStyles } from './form.styles.js';
import { NAME_FIELD, SchemaForm, type StoredValues } from './schema-form.js';

/** What is saved: the values of the fields, and the connection's name. */
interface Draft {
  readonly credentials: FieldValues;
  readonly name: string;
}

/** The form of `<api-key-dialog>`: adds a connection, or changes one. */
export class ApiKeyForm implements DialogForm {
  static readonly styles = [fields, formStyles];

  readonly #host: FormHost;
  readonly #form: SchemaForm;
  /** Adds or changes a connection; resolves to the one that was added. */
  readonly #save: ActionController<readonly [DatasourceRef, Draft], DatasourceCredential | null>;
  /** The connection as it was last listed. */
  #lastEdited: DatasourceCredential | undefined;

  constructor(host: FormHost) {
    const { element, text } = host;
    this.#host = host;
    this.#form = new SchemaForm(element, { text, language: () => languageOf(element) });
    this.#save = new ActionController(element, ([ref, draft], signal) => this.#send(ref, draft, signal));
  }

  get dirty(): boolean {
    return this.#form.dirty;
  }

  render(): DialogParts {
    const { text } = this.#host;
    const state = this.#host.state();
    const { error, pending } = this.#save;
    const shown = state.status === 'ready' ? this.#shown(state.source) : undefined;
    const gone = state.status === 'ready' && this.#credentialId && !this.#edited(state.source);
    const usable = state.status === 'ready' && !gone;
    const barred = this.#barred;
    const loadError = state.status === 'error' ? state.error.message : gone ? text('credentialGone') : barred;
    return {
      subtitle: text('apiKeySubtitle'),
      body:
        state.status === 'ready' && (usable || shown)
          ? this.#form.render(this.#fields(state.source), stored(shown))
          : state.status === 'loading'
            ? html`<p role="status">${text('loadingSources')}</p>`
            : null,
      error: loadError ?? (error && !isNameTaken(error) ? error.message : null),
      actions: html`<button
        class="primary"
        aria-disabled=${pending || !usable || barred !== null}
        aria-busy=${pending}
      >
        ${pending ? [spinner, text('saving')] : text('save')}
      </button>`,
      note: html`${lockIcon}${text('encryptedNote')}`,
    };
  }

  submit(): void {
    void this.#submit();
  }

  abort(): void {
    this.#save.abort();
    this.#save.dismiss();
  }

  clear(): void {
    this.#form.clear();
  }

  async #submit(): Promise<void> {
    const { element } = this.#host;
    const state = this.#host.state();
    if (state.status !== 'ready' || this.#save.pending) return;
    const { ref, source } = state;
    const edited = this.#edited(source);
    if (this.#credentialId && !edited) return;
    if (this.#barred) return;
    const fields = this.#fields(source);
    if (!this.#form.validate(fields, stored(edited))) return;
    const { [NAME_FIELD]: typed, ...credentials } = this.#form.collect(fields, stored(edited));
    const name = String(typed ?? '').trim();
    const detail = { ...ref, method: 'api-key' as const };
    const start = new DatasourceAuthorizeStartEvent({
      ...detail,
      ...(edited && { credentialId: edited.id }),
    });
    if (!element.dispatchEvent(start)) return;
    // The page may take the dialog away as soon as the list shows the connection.
    const tell = speakerOf(element);
    const result = await this.#save.run(ref, { credentials, name });
    if (!result) return;
    if (result.ok) {
      element.close();
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
      if (isNameTaken(result.error)) this.#form.setError(fields, NAME_FIELD, result.error.message);
      tell(new DatasourceAuthorizeErrorEvent({ ...detail, error: result.error }));
    }
  }

  async #send(ref: DatasourceRef, draft: Draft, signal: AbortSignal): Promise<DatasourceCredential | null> {
    const store = this.#host.store();
    if (!store) throw new Error('The dialog is not on a page.');
    const credentialId = this.#credentialId;
    if (!credentialId) return store.createCredential(ref, draft, { signal });
    await store.updateCredential(ref, { credentialId, ...draft }, { signal });
    return null;
  }

  get #credentialId(): string | undefined {
    return this.#host.credentialId();
  }

  /** Why nothing can be saved, or `null`. */
  get #barred(): string | null {
    const { refusal } = this.#host;
    return this.#credentialId ? refusal('manage', this.#credentialId) : refusal('connect');
  }

  #edited({ credentials_list: credentials }: DatasourceAuth): DatasourceCredential | undefined {
    return this.#credentialId ? credentials.find(({ id }) => id === this.#credentialId) : undefined;
  }

  /** What the form shows; a connection that is gone by now is not taken away from under the user's hands. */
  #shown(source: DatasourceAuth): DatasourceCredential | undefined {
    this.#lastEdited = this.#edited(source) ?? this.#lastEdited;
    return this.#lastEdited?.id === this.#credentialId ? this.#lastEdited : undefined;
  }

  /** The connection's own name comes first, then what the server asks for. */
  #fields(source: DatasourceAuth): readonly FormField[] {
    const { text } = this.#host;
    const name: FormField = {
      name: NAME_FIELD,
      type: 'text-input',
      required: false,
      default: null,
      options: [],
      label: { en_US: text('authorizationName') },
      help: null,
      placeholder: { en_US: text('authorizationNamePlaceholder') },
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
