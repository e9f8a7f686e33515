import { windowOf } from '../api/page.js';

/** What scrolls a list: an element, or the window. */
export type Scroller = HTMLElement | Window;

/** What an element stands in as the page is laid out, from the inside out: through slots and shadow roots. */
export function* layoutAncestorsOf(start: Element): Generator<HTMLElement> {
  for (let node = parentOf(start); node; node = parentOf(node)) {
    if (node instanceof HTMLElement) yield node;
  }
}

function parentOf(node: Node): Node | null {
  if (node instanceof ShadowRoot) return node.host;
  return (node instanceof Element && node.assignedSlot) || node.parentNode;
}

/**
 * The nearest thing that scrolls an element, itself included. Boxes that would scroll but grow with what is in them, as
 * one with `overflow-x: auto` does, are not it.
 *
 * @param extent how high the element is, or will be.
 */
export function findScroller(element: HTMLElement, extent: number): Scroller {
  const { body, documentElement } = element.ownerDocument;
  for (const box of [element, ...layoutAncestorsOf(element)]) {
    if (box === documentElement || box.clientHeight >= extent) continue;
    const { display, overflowY } = getComputedStyle(box);
    if (overflowY === 'visible' || overflowY === 'clip' || display === 'inline' || display === 'contents')
      continue;
    // What is said of the body counts for the window, unless the root says something itself.
    if (box === body && getComputedStyle(documentElement).overflowY === 'visible') continue;
    return box;
  }
  return windowOf(element.ownerDocument) ?? window;
}

/** The nearest thing around an element that is scrolled by something, else the window. */
export function findScrolled(element: HTMLElement): Scroller {
  const { documentElement } = element.ownerDocument;
  const scrolled = [...layoutAncestorsOf(element)].find(
    (box) => box.scrollTop > 0 && box !== documentElement,
  );
  return scrolled ?? windowOf(element.ownerDocument) ?? window;
}

/** How far a scroller is scrolled. */
export function scrollTopOf(scroller: Scroller): number {
  return scroller instanceof HTMLElement ? scroller.scrollTop : scroller.scrollY;
}

/** How far an element's top is below the start of what a scroller scrolls. */
export function topWithin(element: Element, scroller: Scroller): number {
  return topInView(element, scroller) + scrollTopOf(scroller);
}

/** How far an element's top is below the top of what can be seen in a scroller; negative when it is scrolled away. */
export function topInView(element: Element, scroller: Scroller): number {
  const { top } = element.getBoundingClientRect();
  if (!(scroller instanceof HTMLElement)) return top;
  return top - scroller.getBoundingClientRect().top - scroller.clientTop;
}

/** Scrolls at once, also where a page asks for smooth scrolling. */
export function scrollTo(scroller: Scroller, top: number): void {
  if (Math.abs(scrollTopOf(scroller) - top) >= 1) scroller.scrollTo({ top, behavior: 'instant' });
}

/** Scrolls to the start of what holds a list, if the list's own start is scrolled away. */
export function scrollToStart(list: HTMLElement, holder: HTMLElement, scroller: Scroller): void {
  if (topInView(list, scroller) < 0) scrollTo(scroller, topWithin(holder, scroller));
}
