import { ancestorsOf } from '../controllers/ancestors.js';

/**
 * How an element tells the page of something that is still under way: by itself, or, when it was taken off the page
 * by then (the list may show the outcome first), by the nearest thing around it that was not.
 */
export function speakerOf(element: Element): (event: Event) => void {
  const around = [...ancestorsOf(element)];
  return (event) => void around.find(({ isConnected }) => isConnected)?.dispatchEvent(event);
}
