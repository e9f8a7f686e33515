/** What Lit's `css` makes, for browsers that have style sheets without an element, as all that the build is for. */
export class CSSResult {
  readonly cssText: string;
  #sheet: CSSStyleSheet | undefined;

  constructor(cssText: string) {
    this.cssText = cssText;
  }

  /** One for all elements, made when the first of them needs it. */
  get styleSheet(): CSSStyleSheet {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(this.cssText);
    }
    return this.#sheet;
  }
}

/** Styles have no values in them here. */
export const css = ([text]: readonly [string]): CSSResult => new CSSResult(text);

export const unsafeCSS = (text: string): CSSResult => new CSSResult(text);

/** Puts styles on a shadow root: results of `css`, of whichever copy of Lit, and style sheets of a page's own. */
export function adoptStyles(root: ShadowRoot, styles: readonly (CSSResult | CSSStyleSheet)[]): void {
  root.adoptedStyleSheets = styles.map((style) => ('styleSheet' in style ? style.styleSheet : style));
}

export const getCompatibleStyle = <T>(style: T): T => style;

export const supportsAdoptingStyleSheets = true;
