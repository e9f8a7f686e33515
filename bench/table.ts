import type { Results, ResultRow, Verdict } from './results.js';
import type { Unit } from './rows.js';

/** Bytes as people say them. */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes);
  if (size < 1000) return `${Math.round(bytes)} B`;
  if (size < 1024 * 1000) return `${(bytes / 1024).toFixed(size < 10 * 1024 ? 1 : 0)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** A number in its unit, with no more digits than mean something. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'bytes') return formatBytes(value);
  if (unit === 'count') return Math.round(value).toLocaleString('en');
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

/** The cells of a row: for each side its median, the range, and the ratio to hand-written DOM. */
export function cellsOf(row: ResultRow, sides: readonly string[]): string[] {
  return sides.map((side) => {
    const cell = row.sides[side];
    if (!cell) return '–';
    const { median, min, max, ratio } = cell;
    const range =
      min === max
        ? ''
        : ` (${formatValue(min, row.unit)} – ${formatValue(max, row.unit)})`.replaceAll(' ms –', ' –');
    const times = ratio === null || side === 'dom' ? '' : ` ×${ratio.toFixed(2)}`;
    return `${formatValue(median, row.unit)}${times}${range}`;
  });
}

/** A table in plain text. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** All tables, in either way of writing. */
export function tables(
  results: Results,
  groups: readonly { name: string; title: string }[],
  write: typeof plainTable,
) {
  const sides = Object.keys(results.sides);
  return groups.flatMap(({ name, title }) => {
    const rows = results.rows.filter(({ group }) => group === name);
    const there = sides.filter((side) => rows.some((row) => row.sides[side]));
    if (rows.length === 0) return [];
    return [
      {
        title,
        table: write(
          [title, ...there],
          rows.map((row) => [row.title, ...cellsOf(row, there)]),
        ),
      },
    ];
  });
}

export function verdictRows(verdicts: readonly Verdict[]): string[][] {
  return verdicts.map(({ title, budget, found, kept }) => [title, budget, found, kept ? 'kept' : 'MISSED']);
}
