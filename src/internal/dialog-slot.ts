import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { own } from '../api/own.js';
import { DialogRequestEvent, type DialogKind, type DialogRequest } from './dialog-request-event.js';
import { renderDialog } from './dialogs.js';
import { apiKeyForm, oauthClientForm } from './forms/forms.js';
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
  #next: readonly (DialogKind | undefined)[] = [];

  /** @param focus moves the focus when a dialog was closed and what had it before is gone, e.g. a row that was removed. */
  constructor(host: SourceElement, focus?: (request: DialogRequest) => void) {
    this.#host = host;
    this.#focus = focus;
    host.addController(this);
    prefetchFor(host, () => this.#next.flatMap((dialog) => (dialog ? FORMS[dialog] : [])));
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
    this.#host.requestUpdate();
  }

  /** Takes over a request of an element inside. */
  readonly onRequest = (event: DialogRequestEvent): void => {
    event.preventDefault();
    this.show(event.request);
  };

  /** @param next what the element's buttons open, to have it there by then. */
  render(next: readonly (DialogKind | undefined)[]): TemplateResult[] {
    this.#next = next;
    const onClose = (request: DialogRequest): void => {
      this.#open = null;
      this.#host.requestUpdate();
      if (document.activeElement === document.body) this.#focus?.(request);
    };
    return [...this.#known.values()].map((request) =>
      renderDialog(request, this.#host, request === this.#open, () => onClose(request)),
    );
  }

  hostDisconnected(): void {
    this.#open = null;
  }
}

/** What is loaded for each of them. */
const FORMS = { 'api-key': apiKeyForm, 'oauth-client': oauthClientForm } as const;
