/** The part of a page that modules without elements use: storage, and what there is to listen to. */
export class FakePage {
  readonly window = new EventTarget();
  readonly document = new FakeDocument();
  readonly local = new FakeStorage();
  readonly session = new FakeStorage();

  /** @returns undoes it. */
  install(origin = 'https://app.example'): () => void {
    const names = {
      window: this.window,
      document: this.document,
      Document: FakeDocument,
      localStorage: this.local,
      sessionStorage: this.session,
      location: { origin },
    };
    const before = Object.keys(names).map(
      (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
    );
    for (const [name, value] of Object.entries(names))
      Object.defineProperty(globalThis, name, { value, configurable: true });
    return () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    };
  }

  /** The user comes to see it, or sees it no more. */
  show(visible: boolean): void {
    this.document.visible = visible;
    // From the document it comes up to the window.
    this.window.dispatchEvent(new Event('visibilitychange'));
  }

  /** Another tab wrote to the storage. */
  tellStorage(key: string | null): void {
    this.window.dispatchEvent(Object.assign(new Event('storage'), { key }));
  }
}

/** A document that says whether it can be seen. */
export class FakeDocument {
  visible = true;

  get visibilityState(): DocumentVisibilityState {
    return this.visible ? 'visible' : 'hidden';
  }
}

/** A storage that can be forbidden, full or broken. */
export class FakeStorage {
  readonly entries = new Map<string, string>();
  /** How it fails. */
  fails: 'never' | 'to write' | 'always' = 'never';

  getItem(key: string): string | null {
    if (this.fails === 'always') throw new DOMException('The operation is insecure.', 'SecurityError');
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.fails !== 'never') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    this.entries.set(key, value);
  }

  removeItem(key: string): void {
    if (this.fails === 'always') throw new DOMException('The operation is insecure.', 'SecurityError');
    this.entries.delete(key);
  }
}
