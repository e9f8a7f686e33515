import { nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { toDatasourceError } from '../api/errors.js';
import type { OnDemand } from '../api/on-demand.js';
import { own } from '../api/own.js';
import { DialogRequestEvent, type DialogKind, type DialogRequest } from './dialog-request-event.js';
import { definitionOf, dialogFrames, renderDialog } from './dialogs.js';
import { apiKeyForm, oauthClientForm } from './forms/forms.js';
import { renderNotice } from './notice.js';
import { prefetchFor } from './prefetch.js';
import type { SourceElement } from './source-element.js';

/**
 * The dialogs of one element: what was opened once stays in place, closed, because a dialog tells how its work ended
 * and an authorization goes on after it.
 */
export class DialogSlot implements ReactiveController {
  readonly #host: SourceElement & ReactiveControllerHost;
  readonly #known = new Map<string, DialogRequest>();
  readonly #focus: ((request: DialogRequest) => void) | undefined;
  #open: DialogRequest | null = null;
  /** Why the last one could not be opened. */
  #problem: string | null = null;
  #next: readonly (DialogKind | undefined)[] = [];

  /** @param focus moves the focus when a dialog was closed and what had it before is gone, e.g. a row that was removed. */
  constructor(host: SourceElement, focus?: (request: DialogRequest) => void) {
    this.#host = host;
    this.#focus = focus;
    host.addController(this);
    prefetchFor(host, () => this.#next.flatMap((dialog) => (dialog ? partsOf(dialog) : [])));
  }

  /** Opens a dialog here, unless an element around wants to show it itself. */
  request(request: DialogRequest): void {
    const copy = own(request);
    if (this.#host.dispatchEvent(new DialogRequestEvent(copy))) this.show(copy);
  }

  /** Opens a dialog here. */
  show(request: DialogRequest): void {
    const { dialog, credentialId = '' } = request;
    const key = `${dialog} ${credentialId}`;
    this.#open = this.#known.get(key) ?? request;
    this.#known.set(key, this.#open);
    this.#problem = null;
    void this.#define(this.#open);
    this.#host.requestUpdate();
  }

  /** Until it is defined nothing is to be seen of it; then it opens. */
  async #define(request: DialogRequest): Promise<void> {
    try {
      await definitionOf(request.dialog)?.load();
    } catch (thrown) {
      if (this.#open !== request) return;
      this.#open = null;
      this.#problem = toDatasourceError(thrown).message;
      this.#host.requestUpdate();
    }
  }

  /** Takes over a request of an element inside. */
  readonly onRequest = (event: DialogRequestEvent): void => {
    event.preventDefault();
    this.show(event.request);
  };

  /** @param next what the element's buttons open, to have it there by then. */
  render(next: readonly (DialogKind | undefined)[]): unknown[] {
    this.#next = next;
    const onClose = (request: DialogRequest): void => {
      this.#open = null;
      this.#host.requestUpdate();
      if (document.activeElement === document.body) this.#focus?.(request);
    };
    const dialogs = [...this.#known.values()].map((request) =>
      renderDialog(request, this.#host, request === this.#open, () => onClose(request)),
    );
    return [this.#problem ? renderNotice('error', this.#problem, 'alert') : nothing, ...dialogs];
  }

  hostDisconnected(): void {
    this.#open = null;
  }
}

const FORMS = { 'api-key': apiKeyForm, 'oauth-client': oauthClientForm } as const;

/** What is loaded for a dialog. */
function partsOf(dialog: DialogKind): readonly OnDemand<unknown>[] {
  const definition = definitionOf(dialog);
  return [...(definition ? [definition] : []), dialogFrames, FORMS[dialog]];
}
