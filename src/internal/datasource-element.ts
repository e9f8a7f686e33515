import { StoreConsumer } from '../controllers/store-consumer.js';
import { en, type Labels } from '../locales/en.js';
import { format } from '../locales/format.js';
import { BaseElement } from './base-element.js';
import { restoreStyles } from './later-styles.js';
import { announceSessionExpiry } from './session-expiry.js';
import { shownMessage } from './shown-text.js';

/** What all elements have: the store, and texts. */
export abstract class DatasourceElement extends BaseElement {
  /** Finds the store of the nearest `<datasource-context>`, or that of the page. */
  protected readonly consumer = new StoreConsumer(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#announce();
  }

  /** Called by the browser for `moveBefore()`: an open dialog, what is typed, and what was read stay as they are. */
  connectedMoveCallback(): void {
    this.consumer.hostMoved();
    this.#announce();
  }

  /** Called by the browser. */
  adoptedCallback(): void {
    restoreStyles(this);
  }

  #announce(): void {
    const { store, isDefault } = this.consumer;
    if (store && isDefault) announceSessionExpiry(store, this.ownerDocument);
  }

  /** The text under a key, with its blanks filled in. */
  protected readonly text = (key: keyof Labels, values?: Record<string, string | number>): string =>
    format(this.consumer.store?.labels[key] ?? en[key], values && shownValues(values));
}

function shownValues(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, shownMessage(String(value))]),
  );
}
