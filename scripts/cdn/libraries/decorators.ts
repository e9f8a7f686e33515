import type { PropertyDeclaration, ReactiveElement } from 'lit';

/** The fields of a class that are decorated as Lit's `@property()` or `@state()`. */
export function property(
  { prototype }: { readonly prototype: ReactiveElement },
  fields: Readonly<Record<string, PropertyDeclaration>>,
): void {
  for (const [name, options] of Object.entries(fields))
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
}

/** The options of Lit's `@state()`. */
export const state: PropertyDeclaration = { state: true, attribute: false };

/** A field that is decorated as Lit's `@query()`, without its cache. */
export function query({ prototype }: { readonly prototype: object }, name: string, selector: string): void {
  Object.defineProperty(prototype, name, {
    get(this: ReactiveElement) {
      return (this.renderRoot as ParentNode | undefined)?.querySelector(selector) ?? null;
    },
  });
}
