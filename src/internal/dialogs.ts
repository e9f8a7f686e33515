import { html, nothing, type TemplateResult } from 'lit';
import type { DialogRequest } from './dialog-request-event.js';
import type { SourceElement } from './source-element.js';

/** One of the dialogs for the data source of the element that shows it. */
export function renderDialog(
  { dialog, credentialId }: DialogRequest,
  { pluginId, provider, source, readOnly, allow }: SourceElement,
  open: boolean,
  onClose: () => void,
): TemplateResult {
  return dialog === 'api-key'
    ? html`<api-key-dialog
        ?open=${open}
        plugin-id=${pluginId}
        provider=${provider}
        credential-id=${credentialId ?? nothing}
        .source=${source}
        .readOnly=${readOnly}
        .allow=${allow}
        @close=${onClose}
      ></api-key-dialog>`
    : html`<oauth-client-dialog
        ?open=${open}
        plugin-id=${pluginId}
        provider=${provider}
        credential-id=${credentialId ?? nothing}
        .source=${source}
        .readOnly=${readOnly}
        .allow=${allow}
        @close=${onClose}
      ></oauth-client-dialog>`;
}
