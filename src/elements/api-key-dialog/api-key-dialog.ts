import { property } from 'lit/decorators.js';
import type { FormHost } from '../../internal/dialog-form.js';
import { DialogElement } from '../../internal/dialog-element.js';
import { apiKeyForm } from '../../internal/forms/forms.js';

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
  /** The connection to change; absent to add one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;

  protected readonly heading = 'apiKeyTitle';
  protected readonly formClass = apiKeyForm;

  protected hostOfForm(host: FormHost): FormHost {
    return host;
  }
}
