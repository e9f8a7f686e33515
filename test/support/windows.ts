/** Stands for the window in which a user authorizes: there is no provider to visit in these tests. */
export class FakeWindow {
  closed = false;
  focused = 0;
  /** Where it was sent. */
  readonly addresses: string[] = [];
  readonly document = document.implementation.createHTMLDocument('');
  readonly location = { replace: (address: string): number => this.addresses.push(address) };

  constructor(
    readonly url: string,
    readonly name: string,
    readonly features: string,
  ) {}

  focus(): void {
    this.focused += 1;
  }

  /** Closed by the page or, in a test, by the user. */
  close(): void {
    this.closed = true;
  }
}

/** Stands in for `window.open` and remembers the windows. */
export class FakeWindows {
  readonly opened: FakeWindow[] = [];
  /** Whether the browser blocks them. */
  blocked = false;
  /** Called at each opening, e.g. to see what happened before. */
  onOpen: (() => void) | undefined;
  readonly #open = window.open;

  constructor() {
    window.open = (url, name, features) => {
      this.onOpen?.();
      if (this.blocked) return null;
      const opened = new FakeWindow(String(url), String(name), String(features));
      this.opened.push(opened);
      return opened as unknown as Window;
    };
  }

  /** The window that was opened last. */
  get last(): FakeWindow {
    const last = this.opened.at(-1);
    if (!last) throw new Error('No window was opened.');
    return last;
  }

  restore(): void {
    window.open = this.#open;
  }
}
