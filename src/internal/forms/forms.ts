import { OnDemand } from '../../api/on-demand.js';

/*
 * The only module of this folder that others import: the rest of it, and what only that needs, is loaded when a dialog is
 * opened or about to be.
 */

/** The form of `<api-key-dialog>`. */
export const apiKeyForm = new OnDemand(async () => (await import('./api-key-form.js')).ApiKeyForm);

/** The form of `<oauth-client-dialog>`. */
export const oauthClientForm = new OnDemand(
  async () => (await import('./oauth-client-form.js')).OAuthClientForm,
);
