import type { CSSResult, LitElement } from 'lit';
import { windowOf } from '../api/page.js';

/** By element, the styles of what was loaded on demand for it. */
const later = new WeakMap<Element, Set<CSSResult>>();

/** Adds the styles of what was loaded on demand behind an element's own, once. */
export function addStyles(element: Element, styles: readonly CSSResult[]): void {
  const known = later.get(element) ?? new Set();
  later.set(element, known);
  const added = styles.filter((style) => !known.has(style));
  for (const style of added) known.add(style);
  wear(element, added, element.shadowRoot?.adoptedStyleSheets ?? []);
}

/** Puts all styles of an element on again: the browser takes them away from one that comes into another document. */
export function restoreStyles(element: Element): void {
  const { elementStyles } = element.constructor as typeof LitElement;
  wear(element, [...(elementStyles as CSSResult[]), ...(later.get(element) ?? [])], []);
}

/** @param before what it wears already. */
function wear(
  { shadowRoot, ownerDocument }: Element,
  styles: readonly CSSResult[],
  before: readonly CSSStyleSheet[],
): void {
  const view = windowOf(ownerDocument);
  if (!view || !shadowRoot || styles.length === 0) return;
  const sheets = styles.map((style) => {
    // Made for the document of this script, and shared by all elements there.
    if (view === window && style.styleSheet) return style.styleSheet;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(style.cssText);
    return sheet;
  });
  shadowRoot.adoptedStyleSheets = [...before, ...sheets];
}
