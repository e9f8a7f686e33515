import { isFree } from '../../internal/registration.js';
import { OAuthClientDialogElement } from './oauth-client-dialog.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'oauth-client-dialog': OAuthClientDialogElement;
  }
}

if (isFree(customElements, 'oauth-client-dialog', OAuthClientDialogElement))
  customElements.define('oauth-client-dialog', OAuthClientDialogElement);
