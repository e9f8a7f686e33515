/** A window that opens nothing, and remembers what was done to it. */
export class FakePopup {
  closed = false;
  focused = 0;
  readonly visited: string[] = [];
  readonly document = document.implementation.createHTMLDocument();
  readonly location = { replace: (address: string): unknown => this.visited.push(address) };
  focus(): void {
    this.focused++;
  }
  close(): void {
    this.closed = true;
  }
}

/** Stands in for `window.open` until it is put back. */
export class FakeOpener {
  /** The arguments of each call. */
  readonly calls: unknown[][] = [];
  readonly popups: FakePopup[] = [];
  /** Whether the browser refuses. */
  blocked = false;
  readonly #real = window.open;

  install(): void {
    window.open = (...args: unknown[]) => {
      this.calls.push(args);
      if (this.blocked) return null;
      const popup = new FakePopup();
      this.popups.push(popup);
      return popup as unknown as Window;
    };
  }

  uninstall(): void {
    window.open = this.#real;
  }

  get last(): FakePopup {
    return this.popups.at(-1)!;
  }
}
