import { toDatasourceError } from '../../api/errors.js';
import { OnDemand } from '../../api/on-demand.js';
import { addStyles } from '../../internal/later-styles.js';
import type { ConnectionHost, ConnectionView } from './connection-view.js';

/** How buttons are where there is a connection. */
export const connectionViews = new OnDemand(() => import('./connection-view.js'));

/** The {@link ConnectionView} of one button, which is loaded when there is a connection to be shown, or soon will be. */
export class ConnectionSlot {
  /** Why it could not be loaded. */
  problem: string | null = null;
  isLoading = false;
  readonly #host: ConnectionHost;
  #view: ConnectionView | undefined;

  constructor(host: ConnectionHost) {
    this.#host = host;
  }

  /** `undefined` until it is there; what could not be loaded is loaded again by {@link load} alone. */
  get view(): ConnectionView | undefined {
    const { part } = connectionViews;
    if (part && !this.#view) {
      this.#view = new part.ConnectionView(this.#host);
      addStyles(this.#host.element, part.ConnectionView.styles);
    }
    if (!part && !this.isLoading && !this.problem) void this.load();
    return this.#view;
  }

  /** Loads it, and lets the button show what came of it. */
  async load(): Promise<void> {
    this.isLoading = true;
    try {
      await connectionViews.load();
      this.problem = null;
    } catch (thrown) {
      this.problem = toDatasourceError(thrown).message;
    }
    this.isLoading = false;
    this.#host.element.requestUpdate();
  }
}
