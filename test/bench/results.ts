import { appendFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EngineName } from './engines/engine.js';

/** Where results and pictures of failures are put, from the package's root. */
export const RESULTS = '.test-results/faults';

/** What became of a test in an engine. */
export interface FaultResult {
  id: string;
  engine: EngineName;
  title: string;
  /** `skipped`: the engine is not installed. `n/a`: the fault does not exist there. `planned`: it did not end. */
  result: 'pass' | 'fail' | 'skipped' | 'n/a' | 'planned';
  reason?: string;
  /** Whether this is what became of it at the second try. */
  again?: boolean;
  /** What it counted. */
  counts?: Record<string, number>;
  /** How long it took, in milliseconds. */
  ms?: number;
  /** The engine's. */
  version?: string;
}

/** Adds a line to the results of this test file. */
export function writeResult(result: FaultResult): void {
  mkdirSync(RESULTS, { recursive: true });
  const file = `${basename(process.argv[1] ?? 'faults', '.test.ts')}.jsonl`;
  appendFileSync(join(RESULTS, file), `${JSON.stringify(result)}\n`);
}
