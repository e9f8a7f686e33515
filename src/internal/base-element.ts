import { LitElement, type PropertyDeclaration, type RenderOptions } from 'lit';
import { own } from '../api/own.js';

/** Lit's element, but that nothing which a page added to the prototype of all objects is taken for an option of it. */
export abstract class BaseElement extends LitElement {
  static override shadowRootOptions: ShadowRootInit = own({ mode: 'open' });

  /** For those in which the focus on the element goes to its first control. */
  protected static readonly delegatingFocus: ShadowRootInit = own({
    mode: 'open',
    delegatesFocus: true,
  });

  static override createProperty(name: PropertyKey, options: PropertyDeclaration = {}): void {
    super.createProperty(name, own(options));
  }

  override readonly renderOptions: RenderOptions = own({ host: this });
}
