import type { Workbench } from './workbench.js';

/** One sentence of the contract, and how it is tried out. */
export interface Rule {
  /** Unique, for tests and reports. */
  readonly id: string;
  /** The number of the operation, 1 to 12 (contract 1.2). */
  readonly operation: number;
  /** What the operation does. */
  readonly sentence: string;
  /** The section of docs/contract.md that says so. */
  readonly source: string;
  /**
   * Returns where the server keeps the rule.
   *
   * @throws {RuleFailed} where it does not.
   * @throws {RuleSkipped} where it cannot be told.
   */
  check(bench: Workbench): Promise<void>;
}

/** What the operations are called in reports. */
export const OPERATIONS: Readonly<Record<number, string>> = {
  1: 'list',
  2: 'default-list',
  3: 'connections',
  4: 'create',
  5: 'update',
  6: 'update-name',
  7: 'default',
  8: 'delete',
  9: 'custom-client',
  10: 'remove client',
  11: 'authorization-url',
  12: 'callback',
};

/** The server does otherwise; the message says what was seen. */
export class RuleFailed extends Error {}

/** Nothing can be said about the rule on this server; the message says why. */
export class RuleSkipped extends Error {}

/** @throws {RuleSkipped} always. */
export function skip(why: string): never {
  throw new RuleSkipped(why);
}
