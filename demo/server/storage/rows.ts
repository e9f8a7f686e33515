import type { Row } from '@libsql/client';

/** Typed reads of a row: a column of another type than expected is a programming error and says so. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`Column ${column} should hold text`);
  return value;
}

export function optionalText(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw new TypeError(`Column ${column} should hold an integer`);
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0;
}

/** Parses a column that this program wrote as a JSON object. */
export function jsonObject(source: string): Record<string, unknown> {
  const value: unknown = JSON.parse(source);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('Expected a JSON object');
  return { ...value };
}
