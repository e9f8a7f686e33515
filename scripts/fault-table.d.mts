import type { EngineName } from './engines.mjs';

type State = 'passed' | 'failed' | 'missing' | 'skipped' | 'n/a';

export interface FaultTable {
  rows: {
    id: string;
    title: string;
    cells: Record<EngineName, { state: State; passed: number; again: number; reasons?: string[] }>;
  }[];
  /** What tests counted: the sums for each engine. */
  counts: { id: string; what: string; sums: Partial<Record<EngineName, number>> }[];
  versions: Record<EngineName, string | null>;
}

interface Result {
  id: string;
  engine: EngineName;
  title: string;
  result: 'pass' | 'fail' | 'skipped' | 'n/a' | 'planned';
  reason?: string;
  again?: boolean;
  counts?: Record<string, number>;
  version?: string;
}

export function readResults(folder: string): Result[];
export function tableOf(results: readonly Result[]): FaultTable;
export function figuresOf(table: FaultTable): string[];
export function isGood(table: FaultTable, engines: readonly EngineName[]): boolean;
export function markdownOf(table: FaultTable): string;
