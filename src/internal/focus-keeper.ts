import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface FocusHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What has the focus may go away with an update, e.g. a button that has done its work: then something near takes it. */
export class FocusKeeper implements ReactiveController {
  readonly #host: FocusHost;
  readonly #heir: () => HTMLElement | null;
  #focused: Element | null = null;

  constructor(host: FocusHost, heir: () => HTMLElement | null) {
    this.#host = host;
    this.#heir = heir;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = (this.#host.renderRoot as ShadowRoot | undefined)?.activeElement ?? null;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.isConnected) this.#heir()?.focus();
    this.#focused = null;
  }
}
