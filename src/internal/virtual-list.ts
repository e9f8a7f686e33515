/** Up to so many rows all are rendered. */
export const MOST_ROWS = 100;

/** How many are rendered while it is not known where a longer list stands. */
export const FIRST_ROWS = 10;

/** One row to render. Its element is to have the index as `data-index`. */
export interface Row<T> {
  readonly item: T;
  readonly index: number;
}

/** What has to be known of a list to keep it short in the page. */
export interface VirtualList<T> {
  /** The element whose children are the rows, if it is rendered. */
  element(): HTMLElement | null;
  keyOf(item: T): string;
  /** How high a row probably is, before it is measured. */
  heightOf(item: T): number;
  /** The key of a row that is kept wherever it is. */
  kept(): string | null;
}

/** The first rows of a list. */
export function firstRows<T>(items: readonly T[], count = items.length): Row<T>[] {
  return items.slice(0, count).map((item, index) => ({ item, index }));
}
