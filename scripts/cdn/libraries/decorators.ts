import type { PropertyDeclaration, ReactiveElement } from 'lit';

type Decorator = (prototype: ReactiveElement, name: string) => void;

/** Lit's `@property()` on a field, as TypeScript's own kind of decorator. */
export function property(options?: PropertyDeclaration): Decorator {
  return (prototype, name) => (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
}

/** Lit's `@state()` on a field. */
export function state(): Decorator {
  return property({ state: true, attribute: false });
}

/** Lit's `@query()` on a field, without its cache. */
export function query(selector: string): Decorator {
  return (prototype, name) => {
    Object.defineProperty(prototype, name, {
      get(this: ReactiveElement) {
        return (this.renderRoot as ParentNode | undefined)?.querySelector(selector) ?? null;
      },
    });
  };
}
