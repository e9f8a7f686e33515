import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { OnDemand } from '../api/on-demand.js';
import { FIRST_ROWS, firstRows, MOST_ROWS, type Row, type VirtualList } from './virtual-list.js';
import type { VirtualWindow } from './virtual-window.js';

const windowing = new OnDemand(() => import('./virtual-window.js'));

/**
 * The rows of a list that may be long. Up to a hundred are simply rendered; more are kept short in the page by a
 * {@link VirtualWindow}, which is loaded when the first such list is shown: until it is there, its first rows are.
 */
export class LongList<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #list: VirtualList<T>;
  #window: VirtualWindow<T> | undefined;
  #scrollToTop: ((list: HTMLElement, host: HTMLElement) => void) | undefined;
  /** Whether the last attempt to load the part failed. */
  #failed = false;

  constructor(host: ReactiveControllerHost & HTMLElement, list: VirtualList<T>) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  /** Whether the rows have places of their own. */
  get placed(): boolean {
    return this.#window?.active ?? false;
  }

  /** How many rows are all that can be shown, because the part could not be loaded; `null` when it can. */
  get limit(): number | null {
    return this.#failed ? MOST_ROWS : null;
  }

  /**
   * After the next render the start of the list is in view, if it was scrolled away.
   *
   * @param scroll does it for a list that has no window.
   */
  toTop(scroll: (list: HTMLElement, host: HTMLElement) => void): void {
    if (this.#window) this.#window.toTop();
    else this.#scrollToTop = scroll;
  }

  /** The rows to render now. */
  rows(items: readonly T[]): Row<T>[] {
    const long = items.length > MOST_ROWS;
    if (long && windowing.part) this.#window ??= new windowing.part.VirtualWindow(this.#host, this.#list);
    if (this.#window) return this.#window.rows(items);
    if (long && !this.#failed) void this.load();
    return firstRows(items, long ? (this.limit ?? FIRST_ROWS) : undefined);
  }

  /** Loads what a long list needs, again if it failed. */
  async load(): Promise<void> {
    this.#failed = false;
    await windowing.load().catch(() => (this.#failed = true));
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    this.#scrollToTop?.(this.#list.element() ?? this.#host, this.#host);
    this.#scrollToTop = undefined;
  }
}
