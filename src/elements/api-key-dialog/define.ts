import { isFree } from '../../internal/registration.js';
import { ApiKeyDialogElement } from './api-key-dialog.js';

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'api-key-dialog': ApiKeyDialogElement;
  }
}

if (isFree(customElements, 'api-key-dialog', ApiKeyDialogElement))
  customElements.define('api-key-dialog', ApiKeyDialogElement);
