import { DatasourceError } from './errors.js';

/** A part of the package that is loaded when it is first needed, once for all who need it. */
export class OnDemand<T> {
  readonly #load: () => Promise<T>;
  #part: T | undefined;
  #loading: Promise<T> | undefined;

  /** @param load an `import()`; called again only after it failed. */
  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** The part, once it is there. */
  get part(): T | undefined {
    return this.#part;
  }

  /**
   * Loads it, unless it is there or under way.
   *
   * @throws DatasourceError `network`: the next call tries again.
   */
  load(): Promise<T> {
    this.#loading ??= this.#load().then(
      (part) => (this.#part = part),
      () => {
        this.#loading = undefined;
        throw new DatasourceError(
          'network',
          'A part of this page could not be loaded. Check the connection and try again; if that does not help, load the page again.',
        );
      },
    );
    return this.#loading;
  }

  /** Loads it ahead. What goes wrong then is told to whoever needs it. */
  readonly prefetch = (): void => {
    this.load().catch(() => undefined);
  };
}
