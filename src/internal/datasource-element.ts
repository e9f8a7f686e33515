import { LitElement } from 'lit';
import { StoreConsumer } from '../controllers/store-consumer.js';
import { en, type Labels } from '../locales/en.js';
import { format } from '../locales/format.js';
import { announceSessionExpiry } from './session-expiry.js';

/** What all elements have: the store, and texts. */
export abstract class DatasourceElement extends LitElement {
  /** Finds the store of the nearest `<datasource-context>`, or that of the page. */
  protected readonly consumer = new StoreConsumer(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { store, isDefault } = this.consumer;
    if (store && isDefault) announceSessionExpiry(store, this.ownerDocument);
  }

  /** The text under a key, with its blanks filled in. */
  protected readonly text = (key: keyof Labels, values?: Record<string, string | number>): string =>
    format((this.consumer.store?.labels ?? en)[key], values);
}
