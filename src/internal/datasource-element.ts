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

/**
 * What all elements have: the store, the list of data sources, and texts.
 *
 * @cssprop --datasource-color-accent - Main buttons and checkboxes.
 * @cssprop --datasource-color-accent-text - Links, focus rings and other text in the colour of the brand.
 * @cssprop --datasource-color-on-accent - Text on main buttons.
 * @cssprop --datasource-color-surface - Cards and the search field.
 * @cssprop --datasource-color-raised - Connections, icons and other buttons in a card.
 * @cssprop --datasource-color-field - Fields of forms.
 * @cssprop --datasource-color-dialog - Dialogs and menus.
 * @cssprop --datasource-color-border - Borders and dividing lines.
 * @cssprop --datasource-color-text - Text.
 * @cssprop --datasource-color-text-secondary - Text that is less important.
 * @cssprop --datasource-color-text-muted - Hints and placeholders.
 * @cssprop --datasource-color-danger - Errors, and what removes something.
 * @cssprop --datasource-color-danger-surface - Behind an error.
 * @cssprop --datasource-color-success - What is connected.
 * @cssprop --datasource-color-warning - What needs attention.
 * @cssprop --datasource-color-warning-surface - Behind a warning.
 * @cssprop --datasource-color-info-surface - Behind badges, letters and notes.
 * @cssprop --datasource-radius - The corners of cards and menus.
 * @cssprop --datasource-radius-control - The corners of buttons and fields.
 * @cssprop --datasource-shadow - Under buttons and connections.
 * @cssprop --datasource-shadow-overlay - Under dialogs and menus.
 * @cssprop --datasource-font-family - The font.
 */
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
