import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { MenuHost } from './menu-slot.js';
import { menuStyles } from './menu.styles.js';
import { placePopover } from './place-popover.js';

/** One thing that a menu offers. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: TemplateResult;
  /** Whether it takes something away. */
  readonly danger?: boolean;
  /** Why it cannot be used, shown below its label; `null` when it can. */
  readonly refusal?: string | null;
  /** Called in the click itself, with the menu closed and the focus back on its button. */
  readonly run: () => void;
}

/**
 * A menu by the menu-button pattern of the ARIA Authoring Practices: arrow keys, Home, End, first letters, Escape, Tab.
 * {@link MenuSlot} is where it stands.
 */
export class Menu implements ReactiveController {
  static readonly styles = [menuStyles];

  /** Whether it is shown. */
  open = false;
  readonly #host: MenuHost;
  readonly #align: 'start' | 'end';
  #startAtEnd = false;

  /** @param align which edges of the button and of the menu are one above the other. */
  constructor(host: MenuHost, align: 'start' | 'end' = 'end') {
    this.#host = host;
    this.#align = align;
    host.addController(this);
  }

  /** What stands in it. */
  renderItems(items: readonly MenuItem[]): TemplateResult[] {
    return this.open ? items.map((item, index) => this.#renderItem(item, index)) : [];
  }

  /** Shows it, with the focus on its last item for `ArrowUp`, else on its first. */
  openAt(key: string): void {
    this.#startAtEnd = key === 'ArrowUp';
    if (this.open) this.#enter();
    else this.#popover?.showPopover();
  }

  #close(): void {
    if (this.open) this.#popover?.hidePopover();
  }

  /** A popover that is taken away while it is open says nothing. */
  hostUpdated(): void {
    if (!this.#popover) this.#setOpen(false);
  }

  hostDisconnected(): void {
    this.#setOpen(false);
  }

  /** See {@link MenuSlot.onButtonKeydown}. */
  readonly onButtonKeydown = (event: KeyboardEvent): void => {
    ignoreHeldEnter(event);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.openAt(event.key);
  };

  get #popover(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('#menu');
  }

  get #button(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('#menu-button');
  }

  get #items(): HTMLElement[] {
    return [...(this.#popover?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  /** The refusal describes the item and is no part of its name. */
  #renderItem({ label, icon, danger, refusal, run }: MenuItem, index: number): TemplateResult {
    const onClick = (): void => {
      if (refusal) return;
      this.#close();
      run();
    };
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      class="item ${danger ? 'danger' : ''}"
      aria-disabled=${refusal ? 'true' : nothing}
      aria-describedby=${refusal ? `refusal-${index}` : nothing}
      @click=${onClick}
    >
      ${icon}<span class="text"
        >${label}${
          refusal
            ? html`<span id="refusal-${index}" class="refusal" aria-hidden="true">${refusal}</span>`
            : nothing
        }</span
      >
    </button>`;
  }

  /** The browser gives the focus back by itself, but not to a button in a shadow root. */
  readonly onBeforeToggle = ({ newState }: ToggleEvent): void => {
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    if (newState === 'closed' && this.#popover?.contains(activeElement)) this.#button?.focus();
  };

  readonly onToggle = ({ newState }: ToggleEvent): void => {
    this.#setOpen(newState === 'open');
    if (this.open) void this.#onShown();
  };

  async #onShown(): Promise<void> {
    await this.#host.updateComplete;
    this.#place();
    this.#enter();
  }

  #enter(): void {
    this.#items.at(this.#startAtEnd ? -1 : 0)?.focus();
    this.#startAtEnd = false;
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    ignoreHeldEnter(event);
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = this.#target(event, items, at);
    if (event.key === 'Tab') this.#close();
    if (!to) return;
    event.preventDefault();
    to.focus();
  };

  #target({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, items: HTMLElement[], at: number) {
    if (key === 'ArrowDown') return items[(at + 1) % items.length];
    if (key === 'ArrowUp') return items.at(at <= 0 ? -1 : at - 1);
    if (key === 'Home') return items[0];
    if (key === 'End') return items.at(-1);
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
    const following = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const letter = key.toLocaleLowerCase();
    return following.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
  }

  readonly #place = (): void => {
    const popover = this.#popover;
    const button = this.#button;
    if (popover && button) placePopover(popover, button, this.#align);
  };

  #setOpen(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    const change = open ? 'addEventListener' : 'removeEventListener';
    window[change]('scroll', this.#place, { capture: true });
    window[change]('resize', this.#place);
    this.#host.requestUpdate();
  }
}

/** One press does one thing: what a held key saved, opened or chose gives the focus to the next thing. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault();
}
