import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
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

/** What a menu needs of the element that shows it. */
interface MenuHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * A menu behind a button, by the menu-button pattern of the ARIA Authoring Practices: arrow keys, Home, End, first
 * letters, Escape, Tab. One for each element. The button is the host's own: it has the id `menu-button`, the attributes
 * `popovertarget="menu" aria-haspopup="menu" aria-controls="menu"`, `aria-expanded` from {@link open}, and
 * {@link onButtonKeydown} as listener.
 */
export class Menu implements ReactiveController {
  /** Whether it is shown. */
  open = false;
  readonly #host: MenuHost;
  #startAtEnd = false;

  constructor(host: MenuHost) {
    this.#host = host;
    host.addController(this);
  }

  /** @param label the accessible name, e.g. that of the button. */
  render(label: string, items: readonly MenuItem[]): TemplateResult {
    return html`<div
      id="menu"
      part="menu"
      class="menu"
      popover
      role="menu"
      aria-label=${label}
      @beforetoggle=${this.#onBeforeToggle}
      @toggle=${this.#onToggle}
      @keydown=${this.#onKeydown}
    >
      ${this.open ? items.map((item) => this.#renderItem(item)) : nothing}
    </div>`;
  }

  /** Closes it, with the focus on its button. */
  close(): void {
    if (this.open) this.#popover?.hidePopover();
  }

  hostDisconnected(): void {
    this.#setOpen(false);
  }

  /** The arrow keys open it, at its first or its last item. */
  readonly onButtonKeydown = (event: KeyboardEvent): void => {
    if (this.open || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    this.#startAtEnd = event.key === 'ArrowUp';
    this.#popover?.showPopover();
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

  #renderItem({ label, icon, danger, refusal, run }: MenuItem): TemplateResult {
    const onClick = (): void => {
      if (refusal) return;
      this.close();
      run();
    };
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      class="item ${danger ? 'danger' : ''}"
      aria-disabled=${refusal ? 'true' : nothing}
      @click=${onClick}
    >
      ${icon}<span class="text"
        >${label}${refusal ? html`<span class="refusal">${refusal}</span>` : nothing}</span
      >
    </button>`;
  }

  /** The browser gives the focus back by itself, but not to a button in a shadow root. */
  readonly #onBeforeToggle = ({ newState }: ToggleEvent): void => {
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    if (newState === 'closed' && this.#popover?.contains(activeElement)) this.#button?.focus();
  };

  readonly #onToggle = ({ newState }: ToggleEvent): void => {
    this.#setOpen(newState === 'open');
    if (this.open) void this.#onShown();
  };

  async #onShown(): Promise<void> {
    await this.#host.updateComplete;
    this.#place();
    this.#items.at(this.#startAtEnd ? -1 : 0)?.focus();
    this.#startAtEnd = false;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = this.#target(event, items, at);
    if (event.key === 'Tab') this.close();
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
    if (popover && button) placePopover(popover, button);
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
