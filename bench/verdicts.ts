import { CDN } from '../scripts/size-budgets.mjs';
import type { ResultRow, Verdict } from './results.js';
import { formatBytes, formatValue } from './table.js';

const KIB = 1024;
/** What may be left after a list was taken away, in bytes: code that was compiled in the meantime, and noise. */
const MOST_LEFT = 512 * KIB;

/**
 * The budgets of the files for script tags; the build fails above them, too.
 *
 * @param sizeOf what a file loads at once, texts apart, in bytes.
 */
export function judgeSizes(sizeOf: (entry: string) => number): Verdict[] {
  return CDN.map(({ entry, what, budget }) => {
    const found = sizeOf(entry);
    return {
      title: `Loaded at once for ${what} (brotli, texts apart)`,
      budget: `≤ ${bytes(budget)}`,
      found: bytes(found),
      kept: found <= budget,
    };
  });
}

const count = (value: number): string => value.toLocaleString('en');
const bytes = (value: number): string => `${count(value)} B`;

/** The budgets whose rows were measured. */
export function judge(rows: readonly ResultRow[]): Verdict[] {
  const median = (id: string, side: string): number | undefined =>
    rows.find((row) => row.id === id)?.sides[side]?.median;
  const times = (title: string, id: string, base: string, most: number): Verdict | null => {
    const ours = median(id, 'elements');
    const theirs = median(base, 'dom');
    if (ours === undefined || theirs === undefined) return null;
    const found = ours / theirs;
    return { title, budget: `≤ ${most.toFixed(2)} ×`, found: `${found.toFixed(2)} ×`, kept: found <= most };
  };
  const atMost = (
    title: string,
    id: string,
    most: number,
    write: (value: number) => string,
  ): Verdict | null => {
    const found = median(id, 'elements');
    if (found === undefined) return null;
    return { title, budget: `≤ ${write(most)}`, found: write(found), kept: found <= most };
  };
  return [
    times(
      'First rows of 10,000 sources, beside all of them as hand-written DOM',
      'first.10000',
      'all.10000',
      0.1,
    ),
    atMost('Longest task of a list of 100 on a processor slowed four times', 'task.100', 50, (value) =>
      formatValue(value, 'ms'),
    ),
    atMost('Elements in the page with 10,000 sources', 'nodes.10000', 3000, count),
    times(
      'One of 10,000 sources replaced, beside hand-written DOM',
      'update.layout.10000',
      'update.layout.10000',
      1.5,
    ),
    times(
      '10,000 sources read again with one changed, beside hand-written DOM',
      'reread.layout.10000',
      'reread.layout.10000',
      1.5,
    ),
    ...[1000, 10_000].flatMap((length) => [
      atMost(
        `Left after ${count(length)} sources were taken away`,
        `memory.left.${length}`,
        MOST_LEFT,
        formatBytes,
      ),
      atMost(
        `Left more after ${count(length)} sources were shown and taken away again`,
        `memory.again.${length}`,
        MOST_LEFT / 4,
        formatBytes,
      ),
    ]),
  ].filter((verdict) => verdict !== null);
}
