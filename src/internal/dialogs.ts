import { html, nothing, type TemplateResult } from 'lit';
import { OnDemand } from '../api/on-demand.js';
import type { DialogKind, DialogRequest } from './dialog-request-event.js';
import type { SourceElement } from './source-element.js';

/** What is seen of a dialog. */
export const dialogFrames = new OnDemand(() => import('./dialog-frame.js'));

const definitions = new Map<DialogKind, OnDemand<unknown>>();

/** Says how a dialog is defined, if that is to be done when it is first opened; the first word counts. */
export function defineDialog(dialog: DialogKind, load: () => Promise<unknown>): void {
  if (!definitions.has(dialog)) definitions.set(dialog, new OnDemand(load));
}

/** What defines a dialog. */
export function definitionOf(dialog: DialogKind): OnDemand<unknown> | undefined {
  return definitions.get(dialog);
}

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
