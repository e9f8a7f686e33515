import { OAuthClientDialogElement } from './oauth-client-dialog.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'oauth-client-dialog': OAuthClientDialogElement;
  }
}

if (!customElements.get('oauth-client-dialog'))
  customElements.define('oauth-client-dialog', OAuthClientDialogElement);
