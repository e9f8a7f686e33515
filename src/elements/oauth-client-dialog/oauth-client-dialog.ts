import { property } from 'lit/decorators.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import type { FormHost } from '../../internal/dialog-form.js';
import { DialogElement } from '../../internal/dialog-element.js';
import { oauthClientForm } from '../../internal/forms/forms.js';
import type { OAuthClientFormHost } from '../../internal/forms/oauth-client-form.js';

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
export class OAuthClientDialogElement extends DialogElement<OAuthClientFormHost> {
  /** The connection that "Save and Authorize" authorizes again; absent to add one. */
  @property({ attribute: 'credential-id' }) credentialId: string | undefined;

  protected readonly heading = 'oauthClientSettings';
  protected readonly formClass = oauthClientForm;
  readonly #guard = new ActivationGuard(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);

  protected hostOfForm(host: FormHost): OAuthClientFormHost {
    return { ...host, flows: this.#flows, guard: this.#guard };
  }
}
