import type { TemplateResult } from 'lit';
import type { DatasourceRef } from '../../api/datasource-id.js';
import { isNameTaken, type DatasourceError } from '../../api/errors.js';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import type { CredentialChange } from '../../events/events.js';
import { ConfirmDialog } from '../../internal/confirm-dialog.js';
import type { ConnectStep, StepHost } from '../../internal/connect-steps.js';
import { MAX_NAME } from '../../internal/connection-name.js';
import { addStyles } from '../../internal/later-styles.js';
import { shownMessage } from '../../internal/shown-text.js';
import type { Labels } from '../../locales/en.js';
import type { DatasourceStore } from '../../store/store.js';
import { fields } from '../../theme/fields.js';
import { actionsFor, type CredentialAction } from './credential-actions.js';
import { makeChange } from './credential-change.js';
import { RenameEditor, type RenameHost } from './rename-editor.js';
import { renameStyles } from './rename-editor.styles.js';

export { renderFailure } from './failure-notice.js';

/** A connection that is listed. */
export interface FoundCredential {
  readonly ref: DatasourceRef;
  readonly source: DatasourceAuth;
  readonly credential: DatasourceCredential;
}

/** What the work on a connection needs of its row. */
export interface WorkHost {
  readonly element: RenameHost & HTMLElement;
  readonly text: (key: keyof Labels, values?: Record<string, string | number>) => string;
  readonly store: () => DatasourceStore | undefined;
  /** The data source, or `null` when it is not named. */
  readonly ref: () => DatasourceRef | null;
  /** The id of the connection that the row stands for now. */
  readonly credentialId: () => string;
  readonly find: () => FoundCredential | null;
  readonly label: (source: DatasourceAuth) => string;
}

/** Renames a connection, removes it, and makes it the default one, as the user chooses in the menu of its row. */
export class CredentialWork {
  readonly #host: WorkHost;
  readonly #editor: RenameEditor;
  readonly #question: ConfirmDialog;

  constructor(host: WorkHost) {
    const { element, text } = host;
    this.#host = host;
    this.#question = new ConfirmDialog(element, text);
    this.#editor = new RenameEditor(element, {
      text,
      check: (name) => this.#checkName(name),
      onSave: (name) => void this.#rename(name),
      onCancel: () => this.#editor.close(),
    });
    addStyles(element, [fields, ...ConfirmDialog.styles, renameStyles]);
  }

  /** Whether the name is being edited. */
  get isEditing(): boolean {
    return this.#editor.open;
  }

  /** What stands in the row while the name is being edited. */
  renderEditor(name: string): TemplateResult {
    return this.#editor.render(name);
  }

  /** The question before a removal, while it is asked. */
  renderQuestion(): TemplateResult | symbol {
    return this.#question.render();
  }

  /** The row stands for another connection. */
  leave(): void {
    this.#editor.open = false;
  }

  /** What can be done to a connection, in the order of the menu. */
  actionsFor(
    credential: DatasourceCredential,
    repair: ConnectStep | null,
    host: StepHost,
  ): readonly CredentialAction[] {
    return actionsFor(credential, repair, host, {
      setAsDefault: () => this.#setAsDefault(credential),
      rename: () => this.#editor.edit(credential.name),
      remove: () => void this.#remove(credential),
    });
  }

  #setAsDefault(credential: DatasourceCredential): void {
    void this.#change('default', credential, (store, ref) => store.setDefaultCredential(ref, credential.id));
  }

  #checkName(name: string): string | null {
    const { text, label, credentialId } = this.#host;
    const found = this.#host.find();
    if (!name) return text('nameRequired');
    // Counted as the server counts, by characters, and not cut off: who pasted it should see what is too much.
    if (Array.from(name).length > MAX_NAME) return text('nameTooLong', { count: MAX_NAME });
    const taken = found?.source.credentials_list.some(
      (other) => other.id !== credentialId() && other.name === name,
    );
    return found && taken ? text('nameTaken', { source: label(found.source) }) : null;
  }

  async #rename(name: string): Promise<void> {
    this.#editor.close();
    const { element, credentialId, store } = this.#host;
    const credential = this.#host.find()?.credential;
    if (!credential || name === credential.name) return;
    const error = await this.#change(
      'renamed',
      { ...credential, name },
      (to, ref) => to.renameCredential(ref, credential.id, name),
      credential.name,
    );
    // The server knows of names that are not listed here. What is being typed by now comes first.
    if (!error || !isNameTaken(error) || this.#editor.open || credentialId() !== credential.id) return;
    store()?.failures.set(credential.id, null);
    this.#editor.edit(name, shownMessage(error.message), element.matches(':focus-within'));
  }

  async #remove(credential: DatasourceCredential): Promise<void> {
    const { text, label } = this.#host;
    const found = this.#host.find();
    if (!found) return;
    const sure = await this.#question.ask({
      title: text('removeTitle', { name: credential.name }),
      text: text('removeWarning', { source: label(found.source) }),
      action: text('remove'),
    });
    if (sure)
      await this.#change('removed', credential, (store) => store.removeCredential(found.ref, credential.id));
  }

  /** @param credential as it is after the change. */
  async #change(
    action: CredentialChange,
    credential: DatasourceCredential,
    send: (store: DatasourceStore, ref: DatasourceRef) => Promise<unknown>,
    name = credential.name,
  ): Promise<DatasourceError | null> {
    const { element, text } = this.#host;
    const store = this.#host.store();
    const ref = this.#host.ref();
    if (!ref || !store) return null;
    return makeChange(element, store.failures, text, {
      ref,
      action,
      credential,
      name,
      send: () => send(store, ref),
    });
  }
}
