import { windowOf } from '../api/page.js';
import { layoutAncestorsOf, type Scroller } from './virtual-scroller.js';

/**
 * Watches what may move a list inside of its scroller, or give it another one: what stands before it at every level
 * changes its height, comes or goes; the window changes its size; something else that it stands in scrolls. What
 * contains the list is not watched: it changes with the list itself.
 *
 * @returns a function that ends it.
 */
export function watchSurroundings(list: HTMLElement, scroller: Scroller, onChange: () => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const sizes = new ResizeObserver(onChange);
  const siblings = new MutationObserver(() => {
    observe();
    onChange();
  });

  function observe(): void {
    sizes.disconnect();
    siblings.disconnect();
    for (const box of [list, ...layoutAncestorsOf(list)]) {
      if (box === scroller || !box.parentNode) break;
      siblings.observe(box.parentNode, { childList: true });
      for (let before = box.previousElementSibling; before; before = before.previousElementSibling) {
        sizes.observe(before);
      }
    }
  }

  observe();
  for (const box of layoutAncestorsOf(list)) {
    if (box !== scroller) box.addEventListener('scroll', onChange, { passive: true, signal });
  }
  windowOf(list.ownerDocument)?.addEventListener('resize', onChange, { passive: true, signal });
  return () => {
    ending.abort();
    sizes.disconnect();
    siblings.disconnect();
  };
}
