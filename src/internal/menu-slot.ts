import { html, nothing, type CSSResult, type ReactiveControllerHost } from 'lit';
import { toDatasourceError } from '../api/errors.js';
import { OnDemand } from '../api/on-demand.js';
import type { Menu, MenuItem } from './menu.js';
import { renderNotice } from './notice.js';
import { prefetchFor } from './prefetch.js';

/** Menus themselves. */
export const menus = new OnDemand(() => import('./menu.js'));

/** What a menu needs of the element that shows it. */
export interface MenuHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * A menu behind a button; see {@link Menu}, which is loaded when the user comes near the button. One for each element. The
 * button is the host's own: it has the id `menu-button`, the attributes
 * `popovertarget="menu" aria-haspopup="menu" aria-controls="menu"`, `aria-expanded` from {@link open}, and
 * {@link onButtonKeydown} as listener.
 */
export class MenuSlot {
  readonly #host: MenuHost & HTMLElement;
  readonly #align: 'start' | 'end';
  readonly #addStyles: (styles: readonly CSSResult[]) => void;
  readonly #needed: () => readonly OnDemand<unknown>[];
  #menu: Menu | undefined;
  /** Whether there is a menu to be opened. */
  #offered = false;
  /** Why it could not be opened. */
  #problem: string | null = null;

  /**
   * @param addStyles adds styles to the host's own.
   * @param align which edges of the button and of the menu are one above the other.
   * @param needed what the items need besides the menu itself.
   */
  constructor(
    host: MenuHost & HTMLElement,
    addStyles: (styles: readonly CSSResult[]) => void,
    align: 'start' | 'end' = 'end',
    needed: () => readonly OnDemand<unknown>[] = () => [],
  ) {
    this.#host = host;
    this.#addStyles = addStyles;
    this.#align = align;
    this.#needed = () => [menus, ...needed()];
    prefetchFor(host, () => (this.#offered ? this.#needed() : []));
  }

  /** Whether it is shown. */
  get open(): boolean {
    return this.#menu?.open ?? false;
  }

  /** @param label the accessible name, e.g. that of the button. */
  render(label: string, items: readonly MenuItem[]): unknown[] {
    this.#offered = true;
    return [
      html`<div
        id="menu"
        part="menu"
        class="menu"
        popover
        role="menu"
        aria-label=${label}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${(event: ToggleEvent) => this.#menu?.onToggle(event)}
        @keydown=${(event: KeyboardEvent) => this.#menu?.onKeydown(event)}
      >
        ${this.#menu?.renderItems(items)}
      </div>`,
      this.#problem ? renderNotice('error', this.#problem, 'alert') : nothing,
    ];
  }

  /** The arrow keys open it, at its first or its last item; in an open one the focus may have been on what is gone. */
  readonly onButtonKeydown = (event: KeyboardEvent): void => {
    const menu = this.#make();
    if (menu) return menu.onButtonKeydown(event);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#load((loaded) => loaded.openAt(event.key));
  };

  /** Nothing is shown before there is something to show. */
  readonly #onBeforeToggle = (event: ToggleEvent): void => {
    const menu = this.#make();
    if (menu) return menu.onBeforeToggle(event);
    if (event.newState !== 'open') return;
    event.preventDefault();
    void this.#load((loaded) => loaded.openAt('ArrowDown'));
  };

  /** Not before it is opened: a page may have hundreds of rows with a menu each. */
  #make(): Menu | undefined {
    const { part } = menus;
    if (!this.open && this.#needed().some((needed) => !needed.part)) return undefined;
    if (part && !this.#menu) {
      this.#menu = new part.Menu(this.#host, this.#align);
      this.#addStyles(part.Menu.styles);
    }
    return this.#menu;
  }

  async #load(then: (menu: Menu) => void): Promise<void> {
    this.#problem = null;
    try {
      await Promise.all(this.#needed().map((part) => part.load()));
      const menu = this.#make();
      if (menu && this.#host.isConnected) then(menu);
    } catch (thrown) {
      this.#problem = toDatasourceError(thrown).message;
    }
    this.#host.requestUpdate();
  }
}
