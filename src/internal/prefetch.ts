import type { OnDemand } from '../api/on-demand.js';

/** How a user comes near a control: with the pointer, by the keyboard, or by a press where the pointer was already. */
const SIGNS = ['pointerover', 'focusin', 'pointerdown'];

/** What was asked for. What could not be loaded ahead is loaded when it is needed, and not at every move of the mouse. */
const asked = new WeakSet<OnDemand<unknown>>();

/**
 * Loads ahead what the buttons of an element need once they are pressed, when the user comes near one of them.
 *
 * @param needed what that is at the moment.
 * @param near a selector for what the user comes near to.
 */
export function prefetchFor(
  host: HTMLElement,
  needed: () => readonly OnDemand<unknown>[],
  near = 'button',
): void {
  const onSign = (event: Event): void => {
    const missing = needed().filter((part) => !asked.has(part));
    // Firefox remembers for the page's life that a module could not be loaded: what may well fail is not tried ahead.
    if (missing.length === 0 || !navigator.onLine || !isNear(event, host, near)) return;
    for (const part of missing) {
      asked.add(part);
      part.prefetch();
    }
  };
  for (const type of SIGNS) host.addEventListener(type, onSign, { passive: true });
}

/** Whether it is about something inside, also in the shadow root of another element. */
function isNear(event: Event, host: HTMLElement, selector: string): boolean {
  const path = event.composedPath() as Partial<Element>[];
  return path.slice(0, path.indexOf(host)).some((node) => node.matches?.(selector));
}
