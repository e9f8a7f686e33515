import type { Shape } from './page/shape.js';

/** How much of the elements in the page may be different, and how many levels. */
const MOST_DIFFERENT = 0.03;
const MOST_LEVELS = 1;
/** Lists of which all sides have all rows in the page. */
const WHOLE = [10, 100];

/**
 * Makes sure that all sides show the same thing.
 *
 * @throws Error when a side has other elements, another depth, or does not look the same.
 */
export function checkShapes(shapes: Readonly<Record<string, Shape>>): void {
  for (const count of WHOLE) {
    const ours = shapes[`elements.${count}`];
    if (!ours) continue;
    for (const [name, shape] of Object.entries(shapes)) {
      if (!name.endsWith(`.${count}`)) continue;
      const wrong = differences(ours, shape);
      if (wrong.length)
        throw new Error(`${name} is not the same page as elements.${count}: ${wrong.join(', ')}.`);
    }
  }
}

/** What is different, in words. */
export function differences(ours: Shape, theirs: Shape): string[] {
  const wrong: string[] = [];
  if (Math.abs(theirs.elements / ours.elements - 1) > MOST_DIFFERENT)
    wrong.push(`${theirs.elements} elements in place of ${ours.elements}`);
  if (Math.abs(theirs.depth - ours.depth) > MOST_LEVELS)
    wrong.push(`${theirs.depth} levels in place of ${ours.depth}`);
  if (theirs.rows !== ours.rows) wrong.push(`${theirs.rows} rows in place of ${ours.rows}`);
  if (theirs.height !== ours.height) wrong.push(`${theirs.height} px high in place of ${ours.height}`);
  if (theirs.boxes !== ours.boxes) wrong.push('other boxes');
  return wrong;
}
