import type { CSSResult, ReactiveController } from 'lit';
import type { PopoverHost } from './menu-slot.js';
import { placePopover } from './place-popover.js';
import { popoverStyles } from './popover.styles.js';

/** What opens below a button: is in its place as long as it is shown, and gives the focus back. */
export abstract class Popover implements ReactiveController {
  static readonly styles: readonly CSSResult[] = [popoverStyles];

  /** Whether it is shown. */
  open = false;
  protected readonly host: PopoverHost;
  readonly #align: 'start' | 'end';

  /** @param align which edges of the button and of the popover are one above the other. */
  constructor(host: PopoverHost, align: 'start' | 'end' = 'end') {
    this.host = host;
    this.#align = align;
    host.addController(this);
  }

  /** Moves the focus into it. */
  protected abstract enter(): void;

  /** What it needs to be as large as it will be. */
  protected async rendered(): Promise<void> {
    await this.host.updateComplete;
  }

  /** Shows it; see {@link SlotMenu.openAt}. */
  openAt(_key: string): void {
    if (this.open) this.enter();
    else this.element?.showPopover();
  }

  protected close(): void {
    if (this.open) this.element?.hidePopover();
  }

  /** A popover that is taken away while it is open says nothing. */
  hostUpdated(): void {
    if (!this.element) this.#setOpen(false);
  }

  hostDisconnected(): void {
    this.#setOpen(false);
  }

  protected get element(): HTMLElement | null {
    return this.host.renderRoot.querySelector('#menu');
  }

  get #button(): HTMLElement | null {
    return this.host.renderRoot.querySelector('[popovertarget]');
  }

  /** The browser gives the focus back by itself, but not to or from inside of a shadow root. */
  readonly onBeforeToggle = ({ newState }: ToggleEvent): void => {
    const { activeElement } = this.host.renderRoot as ShadowRoot;
    if (newState === 'closed' && this.element?.contains(activeElement)) this.#button?.focus();
  };

  readonly onToggle = ({ newState }: ToggleEvent): void => {
    this.#setOpen(newState === 'open');
    if (this.open) void this.#onShown();
  };

  async #onShown(): Promise<void> {
    await this.rendered();
    this.#place();
    this.enter();
  }

  readonly #place = (): void => {
    const { element } = this;
    const button = this.#button;
    if (element && button) placePopover(element, button, this.#align);
  };

  #setOpen(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    const change = open ? 'addEventListener' : 'removeEventListener';
    window[change]('scroll', this.#place, { capture: true });
    window[change]('resize', this.#place);
    this.host.requestUpdate();
  }
}
