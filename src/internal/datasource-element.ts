import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { DatasourceAuth } from '../api/types.js';
import type { QueryState } from '../cache/query-source.js';
import { QueryController } from '../controllers/query-controller.js';
import { StoreConsumer } from '../controllers/store-consumer.js';
import { en, type Labels } from '../locales/en.js';
import { format } from '../locales/format.js';
import type { DatasourceAction } from '../store/refusals.js';
import { BaseElement } from './base-element.js';
import { rememberSeen } from './last-seen.js';
import { restoreStyles } from './later-styles.js';
import { announceSessionExpiry } from './session-expiry.js';
import { shownMessage } from './shown-text.js';

/** What all elements have: the store, the list of data sources, and texts. */
export abstract class DatasourceElement extends BaseElement {
  /** Finds the store of the nearest `<datasource-context>`, or that of the page. */
  protected readonly consumer = new StoreConsumer(this);

  /** Which list it is about: `default` is the server's legacy default list, else the whole list. */
  @property() source: 'default' | '' = '';

  /** Shows everything and offers no change. */
  @property({ type: Boolean, reflect: true, attribute: 'readonly' }) readOnly = false;
  /** What is offered: some of `connect`, `manage` and `reauthorize`, with spaces between. Default: all of them. */
  @property() allow: string | undefined;

  protected readonly list = new QueryController<DatasourceAuth>(
    this,
    this.consumer,
    (store) => (this.source === 'default' ? store.defaultList() : store.list()),
    () => this.source,
    (state) => this.shownOf(state),
  );

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

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    rememberSeen(this.consumer.store, this.source, this.list.state.data);
  }

  /** What of the list the element shows: it is rendered again when one of these is another. */
  protected shownOf(state: QueryState<DatasourceAuth>): readonly unknown[] {
    return [state];
  }

  /** Whether the page lets this element offer an action. */
  protected offers(action: DatasourceAction): boolean {
    return !this.readOnly && (this.allow?.split(/\s+/).includes(action) ?? true);
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
