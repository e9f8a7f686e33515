/** The language of an element: that of the nearest ancestor with `lang`, through shadow roots, else English. */
export function languageOf(element: Element): string {
  for (
    let node: Node | null = element;
    node;
    node = node instanceof ShadowRoot ? node.host : node.parentNode
  ) {
    const language = node instanceof Element ? node.getAttribute('lang') : null;
    if (language) return language;
  }
  return 'en';
}
