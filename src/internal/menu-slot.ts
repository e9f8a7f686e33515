import { html, nothing, type CSSResult, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { toDatasourceError } from '../api/errors.js';
import { OnDemand } from '../api/on-demand.js';
import { addStyles } from './later-styles.js';
import type { MenuItem } from './menu.js';
import { renderNotice } from './notice.js';
import { prefetchFor } from './prefetch.js';

/** Menus themselves. */
export const menus = new OnDemand(() => import('./menu.js'));

/** What a menu needs of the element that shows it. */
export interface PopoverHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What opens in a slot, with what the slot is given to be shown in it. */
export interface SlotMenu<I> {
  readonly open: boolean;
  renderItems(items: I): TemplateResult | readonly TemplateResult[] | symbol;
  /** @param key the one that opens it; `ArrowDown` for a click. */
  openAt(key: string): void;
  onButtonKeydown?(event: KeyboardEvent): void;
  onBeforeToggle(event: ToggleEvent): void;
  onToggle(event: ToggleEvent): void;
  onKeydown?(event: KeyboardEvent): void;
}

/** The module of what opens in a slot. */
export interface MenuModule<I> {
  readonly Menu: {
    new (host: PopoverHost, align: 'start' | 'end'): SlotMenu<I>;
    readonly styles: readonly CSSResult[];
  };
}

/**
 * A menu behind a button, or something else that opens there, which is loaded when the user comes near the button. One for
 * each element. The button is the host's own: it has the attributes
 * `popovertarget="menu" aria-haspopup="menu" aria-controls="menu"`, `aria-expanded` from {@link open}, and
 * {@link onButtonKeydown} as listener.
 */
export class MenuSlot<I = readonly MenuItem[]> {
  readonly #host: PopoverHost & HTMLElement;
  readonly #align: 'start' | 'end';
  readonly #needed: () => readonly OnDemand<unknown>[];
  readonly #module: OnDemand<MenuModule<I>>;
  readonly #role: 'menu' | 'dialog';
  #menu: SlotMenu<I> | undefined;
  /** Whether there is a menu to be opened. */
  #offered = false;
  /** Why it could not be opened. */
  #problem: string | null = null;

  /**
   * @param align which edges of the button and of the menu are one above the other.
   * @param needed what the items need besides the menu itself.
   * @param module what opens; a menu by default.
   */
  constructor(
    host: PopoverHost & HTMLElement,
    align: 'start' | 'end' = 'end',
    needed: () => readonly OnDemand<unknown>[] = () => [],
    module = menus as unknown as OnDemand<MenuModule<I>>,
    role: 'menu' | 'dialog' = 'menu',
  ) {
    this.#host = host;
    this.#align = align;
    this.#module = module;
    this.#role = role;
    this.#needed = () => [module, ...needed()];
    prefetchFor(host, () => (this.#offered ? this.#needed() : []));
  }

  /** Whether it is shown. */
  get open(): boolean {
    return this.#menu?.open ?? false;
  }

  /** @param label the accessible name, e.g. that of the button. */
  render(label: string, items: I): unknown[] {
    this.#offered = true;
    return [
      html`<div
        id="menu"
        part="menu"
        class="menu"
        popover
        role=${this.#role}
        aria-label=${label}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${(event: ToggleEvent) => this.#menu?.onToggle(event)}
        @keydown=${(event: KeyboardEvent) => this.#menu?.onKeydown?.(event)}
      >
        ${this.#menu?.renderItems(items)}
      </div>`,
      this.#problem ? renderNotice('error', this.#problem, 'alert') : nothing,
    ];
  }

  /** The arrow keys open it, at its first or its last item; in an open one the focus may have been on what is gone. */
  readonly onButtonKeydown = (event: KeyboardEvent): void => {
    const menu = this.#make();
    if (menu) return menu.onButtonKeydown?.(event);
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
  #make(): SlotMenu<I> | undefined {
    const { part } = this.#module;
    if (!this.open && this.#needed().some((needed) => !needed.part)) return undefined;
    if (part && !this.#menu) {
      this.#menu = new part.Menu(this.#host, this.#align);
      addStyles(this.#host, part.Menu.styles);
    }
    return this.#menu;
  }

  async #load(then: (menu: SlotMenu<I>) => void): Promise<void> {
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
