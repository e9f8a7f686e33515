import { ApiKeyDialogElement } from './api-key-dialog.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'api-key-dialog': ApiKeyDialogElement;
  }
}

if (!customElements.get('api-key-dialog')) customElements.define('api-key-dialog', ApiKeyDialogElement);
