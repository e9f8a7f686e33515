const undo: (() => void)[] = [];

/** Gives a property of the page or of the browser another value, until {@link undoPretending}. */
export function pretend(target: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true });
  undo.push(() => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  });
}

export function undoPretending(): void {
  for (const one of undo.splice(0).reverse()) one();
}
