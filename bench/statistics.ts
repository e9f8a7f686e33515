/** What is said of the samples of one side in one row. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The middle of all values; of two, what lies between them. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('There is no median of nothing.');
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

export function summarize(values: readonly number[]): Summary {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** By how much one is larger than the other; `null` where that says nothing. */
export function ratio(value: number, base: number | undefined): number | null {
  return base === undefined || base <= 0 || value < 0 ? null : value / base;
}

/** The order of the sides in a round: over two rounds for each side, every side is first, second, … equally often. */
export function orderOf<T>(sides: readonly T[], round: number): T[] {
  const start = (round >> 1) % sides.length;
  const turned = [...sides.slice(start), ...sides.slice(0, start)];
  // Backwards every other time, so that nobody always comes after the same one.
  return round % 2 ? turned.reverse() : turned;
}
