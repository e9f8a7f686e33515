import {
  observeElementOffset,
  observeElementRect,
  observeWindowOffset,
  observeWindowRect,
  type Rect,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { scrollTo, scrollTopOf, type Scroller } from './virtual-scroller.js';

type Options = VirtualizerOptions<Scroller, HTMLElement>;
type ScrollerOption =
  'getScrollElement' | 'initialOffset' | 'scrollToFn' | 'observeElementRect' | 'observeElementOffset';

/**
 * How a virtualizer reads and moves a scroller, whether that is an element or the window.
 *
 * @param onScroll called before the virtualizer hears that it was scrolled.
 */
export function scrollerOptions(scroller: Scroller, onScroll: () => void): Pick<Options, ScrollerOption> {
  const isElement = scroller instanceof HTMLElement;
  return {
    getScrollElement: () => scroller,
    initialOffset: () => scrollTopOf(scroller),
    scrollToFn: (offset, { adjustments = 0 }) => scrollTo(scroller, offset + adjustments),
    observeElementRect: (instance, report) => {
      // One that is not shown has no height, and what is rendered in it stays.
      const seen = (rect: Rect): void => {
        if (rect.height > 0) report(rect);
      };
      return isElement
        ? observeElementRect(instance as never, seen)
        : observeWindowRect(instance as never, seen);
    },
    observeElementOffset: (instance, report) => {
      const moved = (offset: number, isScrolling: boolean): void => {
        onScroll();
        report(offset, isScrolling);
      };
      return isElement
        ? observeElementOffset(instance as never, moved)
        : observeWindowOffset(instance as never, moved);
    },
  };
}
