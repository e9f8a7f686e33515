import { defaultRangeExtractor, type Range, type Virtualizer } from '@tanstack/virtual-core';
import type { Scroller } from './virtual-scroller.js';
import { hasFocus, isInUse } from './virtual-use.js';

/** The rows in the page with their indexes; without those that only wait there, which have a negative one. */
export function indexedRows(element: Element): [HTMLElement, number][] {
  const rows = [...element.querySelectorAll<HTMLElement>(':scope > [data-index]')];
  return rows
    .map((row): [HTMLElement, number] => [row, Number(row.dataset['index'])])
    .filter(([, index]) => index >= 0);
}

/**
 * Which rows are rendered for a range of visible ones: those and some around them, the first and the last, and those in
 * use.
 *
 * @param element what holds the rows that are in the page now.
 * @param kept the index of one that is rendered wherever it is.
 * @param indexNow the index that a row in the page will have.
 */
export function indexesToRender(
  range: Range,
  element: Element | null,
  kept: number | undefined,
  indexNow: (before: number) => number | undefined,
): number[] {
  const last = range.count - 1;
  const wanted = new Set([0, ...defaultRangeExtractor(range), last]);
  if (kept !== undefined) wanted.add(kept);
  for (const [row, before] of element ? indexedRows(element) : []) {
    const index = indexNow(before);
    if (index === undefined) continue;
    // Those beside the focus too, so that Tab goes on from there.
    if (hasFocus(row)) wanted.add(Math.max(index - 1, 0)).add(Math.min(index + 1, last));
    if (!wanted.has(index) && isInUse(row)) wanted.add(index);
  }
  return [...wanted].sort((a, b) => a - b);
}

/** Puts the rows in their places, and gives the element the height of all rows there are. */
export function placeRows(element: HTMLElement, virtualizer: Virtualizer<Scroller, HTMLElement>): void {
  const { scrollMargin } = virtualizer.options;
  const starts = new Map(virtualizer.getVirtualItems().map(({ index, start }) => [index, start]));
  element.style.setProperty('block-size', `${virtualizer.getTotalSize()}px`);
  for (const [row, index] of indexedRows(element)) {
    const start = starts.get(index) ?? virtualizer.measurementsCache[index]?.start ?? scrollMargin;
    row.style.setProperty('inset-block-start', `${start - scrollMargin}px`);
  }
}

/** Takes {@link placeRows} back: all rows stand one below the other again. */
export function unplaceRows(element: HTMLElement): void {
  element.style.removeProperty('block-size');
  for (const row of element.children as HTMLCollectionOf<HTMLElement>) {
    row.style.removeProperty('inset-block-start');
  }
}
