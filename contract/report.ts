import { OPERATIONS } from './rule.js';
import type { CheckResult, RuleResult } from './run.js';

const HEAD = ['operation', 'rule', 'result'];

/** The results as a table in text, what was left behind, and the sums. */
export function report({ results, leftBehind }: CheckResult): string {
  const rows = [HEAD, ...results.map(cells)];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  '),
  );
  const sums = (['pass', 'fail', 'skipped'] as const).map(
    (wanted) => `${results.filter(({ outcome }) => outcome === wanted).length} ${SUM_NAMES[wanted]}`,
  );
  return [
    ...lines,
    '',
    ...leftBehind.map((one) => `Left behind, to be removed by hand: ${one}`),
    `${sums.join(', ')}`,
    '',
  ].join('\n');
}

const SUM_NAMES = { pass: 'passed', fail: 'failed', skipped: 'skipped' };

function cells({ rule, outcome, remark }: RuleResult): string[] {
  const { operation, sentence, source } = rule;
  return [
    `${String(operation).padStart(2)} ${OPERATIONS[operation] ?? ''}`,
    `${sentence} (${source})`,
    remark ? `${outcome}: ${remark}` : outcome,
  ];
}
