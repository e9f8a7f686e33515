import { wordsOf } from './expect.js';
import type { Redaction } from './redaction.js';
import { RuleFailed, RuleSkipped, type Rule } from './rule.js';
import type { Workbench } from './workbench.js';

/** What came of a rule. */
export interface RuleResult {
  readonly rule: Rule;
  readonly outcome: 'pass' | 'fail' | 'skipped';
  /** What was seen, or why it was skipped. Without secrets. */
  readonly remark: string;
}

/** What came of all. */
export interface CheckResult {
  readonly results: readonly RuleResult[];
  /** What could not be removed, in words. */
  readonly leftBehind: readonly string[];
}

/**
 * Tries the rules one after the other, and removes what each of them made.
 *
 * @param signal ends it after the rule that is being tried.
 */
export async function run(
  rules: readonly Rule[],
  bench: Workbench,
  redaction: Redaction,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const results: RuleResult[] = [];
  for (const rule of rules) {
    if (signal?.aborted) break;
    const { outcome, remark } = await tryOut(rule, bench);
    results.push({ rule, outcome, remark: redaction.apply(remark) });
    // What is left of one rule is looked for again after the last.
    await bench.clear();
  }
  const leftBehind = await bench.clear();
  return { results, leftBehind: leftBehind.map((one) => redaction.apply(one)) };
}

async function tryOut(rule: Rule, bench: Workbench): Promise<Pick<RuleResult, 'outcome' | 'remark'>> {
  try {
    await rule.check(bench);
    return { outcome: 'pass', remark: '' };
  } catch (error) {
    if (error instanceof RuleSkipped) return { outcome: 'skipped', remark: error.message };
    if (error instanceof RuleFailed) return { outcome: 'fail', remark: error.message };
    return { outcome: 'fail', remark: `no answer: ${wordsOf(error)}` };
  }
}
