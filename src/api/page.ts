/*
 * What the page's document says. Read past the document itself, whose members the page's elements can hide: an
 * `<img name="cookie">` is what `document.cookie` then gives.
 */

/** The cookies that scripts may read; empty where there are none, as in a sandboxed frame. */
export function pageCookies(): string {
  try {
    return Reflect.get(Document.prototype, 'cookie', document) as string;
  } catch {
    return '';
  }
}

/** What relative addresses are relative to; `undefined` where there is no page. */
export function pageAddress(): string | undefined {
  return typeof document === 'undefined' ? undefined : new Text().baseURI;
}

/** Whether the user can see the page, as far as the browser knows. */
export function isPageVisible(): boolean {
  return Reflect.get(Document.prototype, 'visibilityState', document) === 'visible';
}

/** Whether the user is in the page. */
export function hasPageFocus(): boolean {
  return Document.prototype.hasFocus.call(document);
}

/** The window that shows a document; `null` when none does. */
export function windowOf(page: Document): (Window & typeof globalThis) | null {
  return Reflect.get(Document.prototype, 'defaultView', page) as (Window & typeof globalThis) | null;
}

/** Begins or ends to listen to the document; does nothing where there is no page. */
export function listenToDocument(on: boolean, type: string, listener: () => void): void {
  if (typeof document !== 'undefined')
    EventTarget.prototype[on ? 'addEventListener' : 'removeEventListener'].call(document, type, listener);
}
