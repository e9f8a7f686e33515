import type { DatasourceAuth } from '../../src/api/types.js';

/** The answer of the server, as the caches hold it. */
export interface Answer {
  readonly result: readonly DatasourceAuth[];
}

/** One way to show the list of data sources, as the measuring code in the page drives it. */
export interface Side {
  /** Puts an answer where the side keeps its data, before anything is shown. */
  prepare(answer: Answer): void;
  /** Shows the list in an empty element. */
  mount(root: HTMLElement): void;
  /** Takes it away, and lets go of all that was made for it but the data. */
  unmount(): void;
  /** One data source was replaced by another object; all others are the same objects as before. */
  update(answer: Answer, index: number): void;
  /** The list was read again: every object is a new one, though it may say the same. */
  reread(answer: Answer): void;
  /** The search field. */
  field(): HTMLInputElement;
  /** The text that says how many there are, or were found. */
  count(): string;
  /** What holds the rows. */
  list(): HTMLElement | null;
  /** The name of a data source in its row, if that row is there with all that belongs into it. */
  title(index: number): HTMLElement | null;
}
