import type { Shape } from './page/shape.js';
import type { Unit } from './rows.js';
import type { Summary } from './statistics.js';

/** What one side did in one row. */
export interface Cell extends Summary {
  /** By how much it is more than hand-written DOM in the same run. */
  readonly ratio: number | null;
  readonly samples: readonly number[];
}

/** One row with all sides that it was measured for. */
export interface ResultRow {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly unit: Unit;
  readonly sides: Readonly<Record<string, Cell>>;
}

/** Whether a budget was kept. */
export interface Verdict {
  readonly title: string;
  readonly budget: string;
  readonly found: string;
  readonly kept: boolean;
}

/** What is written to `results.json`. */
export interface Results {
  readonly date: string;
  readonly commit: string;
  readonly against: string | null;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sides: Readonly<Record<string, string>>;
  readonly verdicts: readonly Verdict[];
  /** What each side has in the page with lists that all of them show as a whole. */
  readonly shapes: Readonly<Record<string, Omit<Shape, 'boxes'>>>;
  readonly rows: readonly ResultRow[];
}
