import type { CSSResult, LitElement } from 'lit';
import { toDatasourceError, type DatasourceError } from '../api/errors.js';
import type { OnDemand } from '../api/on-demand.js';
import { addStyles } from './later-styles.js';

/** What an element shows once its data is known, where that is loaded on demand. */
export class ViewSlot<Part extends { readonly styles: readonly CSSResult[] }, View> {
  /** Why it could not be loaded. */
  error: DatasourceError | null = null;
  isLoading = false;
  readonly #host: LitElement;
  readonly #part: OnDemand<Part>;
  readonly #make: (part: Part) => View;
  #view: View | undefined;

  constructor(host: LitElement, part: OnDemand<Part>, make: (part: Part) => View) {
    this.#host = host;
    this.#part = part;
    this.#make = make;
  }

  /** `undefined` until it is there. */
  get view(): View | undefined {
    const { part } = this.#part;
    // Its styles go into the shadow root.
    if (part && !this.#view && this.#host.shadowRoot) {
      this.#view = this.#make(part);
      addStyles(this.#host, part.styles);
    }
    return this.#view;
  }

  /** The same, loading it; what could not be loaded is loaded again by {@link retry} alone. */
  get needed(): View | undefined {
    const { view } = this;
    if (!view && !this.isLoading && !this.error) void this.#load();
    return view;
  }

  /** Loads it ahead. Where that had failed, the element shows what comes. */
  prefetch(): void {
    if (!navigator.onLine) return;
    this.#part.load().then(
      () => this.error && this.#host.requestUpdate(),
      () => undefined,
    );
  }

  /** Loads it once more, which the element is to show. */
  readonly retry = (): void => {
    void this.#load();
    this.#host.requestUpdate();
  };

  /** Loads it, and lets the element show what came of it. */
  async #load(): Promise<void> {
    this.isLoading = true;
    try {
      await this.#part.load();
      this.error = null;
    } catch (thrown) {
      this.error = toDatasourceError(thrown);
    }
    this.isLoading = false;
    this.#host.requestUpdate();
  }
}
