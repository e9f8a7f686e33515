import type { CSSResult, LitElement } from 'lit';
import { windowOf } from '../api/page.js';
import { StoreConsumer } from '../controllers/store-consumer.js';
import { en, type Labels } from '../locales/en.js';
import { format } from '../locales/format.js';
import { BaseElement } from './base-element.js';
import { announceSessionExpiry } from './session-expiry.js';
import { shownMessage } from './shown-text.js';

/** What all elements have: the store, and texts. */
export abstract class DatasourceElement extends BaseElement {
  /** Finds the store of the nearest `<datasource-context>`, or that of the page. */
  protected readonly consumer = new StoreConsumer(this);
  /** The styles of what was loaded on demand, which come after the element's own. */
  readonly #laterStyles: CSSResult[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#announce();
  }

  /** Called by the browser for `moveBefore()`: an open dialog, what is typed, and what was read stay as they are. */
  connectedMoveCallback(): void {
    this.consumer.hostMoved();
    this.#announce();
  }

  /** Called by the browser, which takes the styles away: a style sheet belongs to the document that it was made for. */
  adoptedCallback(): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    this.#wear([...(elementStyles as CSSResult[]), ...this.#laterStyles], []);
  }

  /** Adds the styles of what was loaded on demand, once it is there. */
  protected addStyles(styles: readonly CSSResult[]): void {
    this.#laterStyles.push(...styles);
    this.#wear(styles, this.shadowRoot?.adoptedStyleSheets ?? []);
  }

  /** @param before what it wears already. */
  #wear(styles: readonly CSSResult[], before: readonly CSSStyleSheet[]): void {
    const { shadowRoot, ownerDocument } = this;
    const view = windowOf(ownerDocument);
    if (!view || !shadowRoot) return;
    const sheets = styles.map((style) => {
      // Made for the document of this script, and shared by all elements there.
      if (view === window && style.styleSheet) return style.styleSheet;
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(style.cssText);
      return sheet;
    });
    shadowRoot.adoptedStyleSheets = [...before, ...sheets];
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
