import { ancestorsOf } from '../controllers/ancestors.js';

/** The language of an element: that of the nearest ancestor with `lang`, through shadow roots, else English. */
export function languageOf(element: Element): string {
  for (const node of ancestorsOf(element)) {
    const language = node instanceof Element && node.getAttribute('lang');
    if (language) return language;
  }
  return 'en';
}
