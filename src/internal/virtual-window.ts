import { Virtualizer, type Range, type VirtualizerOptions } from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FIRST_ROWS, firstRows, MOST_ROWS, type Row, type VirtualList } from './virtual-list.js';
import { indexedRows, indexesToRender, placeRows, unplaceRows } from './virtual-rows.js';
import { scrollerOptions } from './virtual-scroller-options.js';
import {
  findScrolled,
  findScroller,
  scrollTo,
  scrollToStart,
  scrollTopOf,
  topWithin,
  type Scroller,
} from './virtual-scroller.js';
import { watchSurroundings } from './virtual-surroundings.js';

type Instance = Virtualizer<Scroller, HTMLElement>;
type Options = VirtualizerOptions<Scroller, HTMLElement>;

/** How many rows beyond the visible ones are rendered, at each end. */
const OVERSCAN = 4;

/** The space between two rows, in pixels. */
const GAP = 8;

/**
 * Keeps a long list short in the page: renders the rows that can be seen in whatever scrolls the list, some around them,
 * the first and the last, so that Tab enters the list at its ends, and those in use. Its rows are put in their places by
 * properties of their styles and not by style attributes, which a strict content security policy forbids.
 */
export class VirtualWindow<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #list: VirtualList<T>;
  #items: readonly T[] = [];
  /** What the rows in the page were rendered from. */
  #renderedItems: readonly T[] = [];
  #indexes = new Map<string, number>();
  readonly #heights = new Map<string, number>();
  #virtualizer: Instance | undefined;
  #scroller: Scroller = window;
  #detach: (() => void) | undefined;
  #nextFrame: number | undefined;
  #hidden = false;
  #scrollTarget: number | null = null;
  #topWanted = false;

  constructor(host: ReactiveControllerHost & HTMLElement, list: VirtualList<T>) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  /** Whether only some of the rows are rendered. */
  get active(): boolean {
    return this.#items.length > MOST_ROWS;
  }

  /** After the next render the start of the list is in view, if it was scrolled away. */
  toTop(): void {
    this.#topWanted = true;
  }

  /** The rows of a list to render now. */
  rows(items: readonly T[]): Row<T>[] {
    if (items !== this.#items) this.#take(items);
    if (!this.active) return firstRows(items);
    const indexes =
      this.#virtualizer?.getVirtualIndexes() ??
      this.#extract({ startIndex: 0, endIndex: FIRST_ROWS - 1, overscan: 0, count: items.length });
    return indexes.map((index) => ({ item: items[index] as T, index }));
  }

  hostUpdated(): void {
    const element = this.#list.element();
    this.#renderedItems = this.#items;
    if (element && this.active) {
      if (!this.#virtualizer) this.#attach(element);
      this.#place(element);
    } else {
      this.#end();
      // Also after a long list was shown, whose rows had places.
      if (element?.style.length) unplaceRows(element);
    }
    if (this.#topWanted) this.#scrollToTop(element ?? this.#host);
    else if (this.#scrollTarget !== null) scrollTo(this.#scroller, this.#scrollTarget);
    this.#topWanted = false;
    this.#scrollTarget = null;
    this.#virtualizer?._willUpdate();
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Goes on with another list, with what the user looks at where it is. */
  #take(items: readonly T[]): void {
    const before = this.#items;
    this.#items = items;
    const { keyOf } = this.#list;
    this.#indexes = new Map(this.active ? items.map((item, index) => [keyOf(item), index]) : []);
    const virtualizer = this.#virtualizer;
    if (!virtualizer || !this.active) return;
    const offset = scrollTopOf(this.#scroller);
    const { scrollMargin } = virtualizer.options;
    const anchor = offset > scrollMargin && !this.#topWanted && this.#anchor(virtualizer, before, offset);
    virtualizer.setOptions(this.#options(scrollMargin));
    virtualizer.scrollOffset = this.#topWanted ? Math.min(offset, scrollMargin) : offset;
    // Brings the measurements up to date.
    virtualizer.getTotalSize();
    const start = anchor && virtualizer.measurementsCache[anchor.index]?.start;
    if (anchor && typeof start === 'number')
      this.#scrollTarget = virtualizer.scrollOffset = Math.max(0, start + anchor.distance);
  }

  /** The first visible row that is still there: its new index, and how far the scroller's top is below its own. */
  #anchor(
    { getVirtualItemForOffset, measurementsCache }: Instance,
    before: readonly T[],
    offset: number,
  ): { index: number; distance: number } | null {
    const first = getVirtualItemForOffset(offset)?.index ?? 0;
    for (let row = first; row < before.length; row++) {
      const index = this.#indexes.get(this.#list.keyOf(before[row] as T));
      const measured = measurementsCache[row];
      if (index !== undefined && measured) return { index, distance: offset - measured.start };
    }
    return null;
  }

  #attach(element: HTMLElement): void {
    const virtualizer: Instance = new Virtualizer(this.#options(0));
    const height = virtualizer.getTotalSize();
    // Now, because what the list stands in may scroll only because of it.
    element.style.setProperty('block-size', `${height}px`);
    this.#hidden = element.offsetWidth === 0;
    this.#scroller = findScroller(element, height);
    this.#virtualizer = virtualizer;
    virtualizer.setOptions(this.#options(this.#margin(element)));
    const unmount = virtualizer._didMount();
    const unwatch = watchSurroundings(element, this.#scroller, this.#check);
    this.#detach = () => {
      unwatch();
      unmount();
    };
  }

  #end(): void {
    this.#detach?.();
    this.#detach = undefined;
    if (this.#nextFrame !== undefined) cancelAnimationFrame(this.#nextFrame);
    this.#nextFrame = undefined;
    this.#virtualizer = undefined;
  }

  #options(scrollMargin: number): Options {
    const items = this.#items;
    const { keyOf, heightOf } = this.#list;
    const keyAt = (index: number): string => keyOf(items[index] as T);
    const heightAt = (index: number): number =>
      this.#heights.get(keyAt(index)) ?? heightOf(items[index] as T);
    return {
      count: items.length,
      gap: GAP,
      overscan: OVERSCAN,
      scrollMargin,
      getItemKey: keyAt,
      estimateSize: heightAt,
      ...scrollerOptions(this.#scroller, () => this.#followMargin()),
      rangeExtractor: (range) => this.#extract(range),
      measureElement: (row, entry, { indexFromElement }) => {
        const index = indexFromElement(row);
        const height = Math.round(entry?.borderBoxSize[0]?.blockSize ?? 0);
        if (entry) this.#onMeasured();
        // A row that was just rendered is still empty, and one that is not shown has no height.
        if (!height) return heightAt(index);
        this.#heights.set(keyAt(index), height);
        if (this.#hidden) {
          this.#hidden = false;
          queueMicrotask(this.#check);
        }
        return height;
      },
      onChange: () => this.#host.requestUpdate(),
    };
  }

  /**
   * Rows that are rendered because others were measured are looked at from the next frame on: in this one they would
   * count as a loop, which the browser reports as an error of the page.
   */
  #onMeasured(): void {
    this.#nextFrame ??= requestAnimationFrame(() => {
      this.#nextFrame = undefined;
      this.#measureRows();
    });
  }

  /** Which rows are rendered for a range of visible ones. */
  #extract(range: Range): number[] {
    const { keyOf } = this.#list;
    const kept = this.#indexes.get(this.#list.kept() ?? '');
    return indexesToRender(range, this.#list.element(), kept, (before) => {
      const item = this.#renderedItems[before];
      return item && this.#indexes.get(keyOf(item));
    });
  }

  #place(element: HTMLElement): void {
    if (!this.#virtualizer) return;
    placeRows(element, this.#virtualizer);
    // Forgets the rows that are gone; at once, since their heights changed as well.
    this.#virtualizer.measureElement(null);
    if (this.#nextFrame === undefined) this.#measureRows();
  }

  /** Has the heights of all rows in the page followed. */
  #measureRows(): void {
    const element = this.#list.element();
    const virtualizer = this.#virtualizer;
    if (!element || !virtualizer) return;
    for (const [row] of indexedRows(element)) virtualizer.measureElement(row);
  }

  #margin(element: HTMLElement): number {
    return Math.round(topWithin(element, this.#scroller));
  }

  /** Looks whether the list was moved inside of its scroller. */
  #followMargin(): void {
    const element = this.#list.element();
    const virtualizer = this.#virtualizer;
    if (!element || !virtualizer) return;
    const margin = this.#margin(element);
    if (margin === virtualizer.options.scrollMargin) return;
    virtualizer.setOptions(this.#options(margin));
    virtualizer.scrollOffset = scrollTopOf(this.#scroller);
    this.#host.requestUpdate();
  }

  /** Looks whether the list was moved, or stands in another scroller. */
  readonly #check = (): void => {
    const element = this.#list.element();
    const virtualizer = this.#virtualizer;
    if (!element || !virtualizer) return;
    if (findScroller(element, virtualizer.getTotalSize()) === this.#scroller) {
      this.#followMargin();
    } else {
      this.#end();
      this.#host.requestUpdate();
    }
  };

  #scrollToTop(element: HTMLElement): void {
    scrollToStart(element, this.#host, this.#virtualizer ? this.#scroller : findScrolled(element));
  }
}
