import { html, nothing, type TemplateResult } from 'lit';
import { menuStyles } from './menu.styles.js';
import { Popover } from './popover.js';

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
export class Menu extends Popover {
  static override readonly styles = [...Popover.styles, menuStyles];

  #startAtEnd = false;

  /** What stands in it. */
  renderItems(items: readonly MenuItem[]): TemplateResult[] {
    return this.open ? items.map((item, index) => this.#renderItem(item, index)) : [];
  }

  /** Shows it, with the focus on its last item for `ArrowUp`, else on its first. */
  override openAt(key: string): void {
    this.#startAtEnd = key === 'ArrowUp';
    super.openAt(key);
  }

  /** See {@link MenuSlot.onButtonKeydown}. */
  readonly onButtonKeydown = (event: KeyboardEvent): void => {
    ignoreHeldEnter(event);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.openAt(event.key);
  };

  get #items(): HTMLElement[] {
    return [...(this.element?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  /** The refusal describes the item and is no part of its name. */
  #renderItem({ label, icon, danger, refusal, run }: MenuItem, index: number): TemplateResult {
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

  protected enter(): void {
    this.#items.at(this.#startAtEnd ? -1 : 0)?.focus();
    this.#startAtEnd = false;
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    ignoreHeldEnter(event);
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
}

/** One press does one thing: what a held key saved, opened or chose gives the focus to the next thing. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault();
}
