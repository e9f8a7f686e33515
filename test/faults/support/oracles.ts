import type { Page } from '../../bench/engines/engine.js';
import type { PageOracle } from '../../bench/oracles/oracle.js';
import type { Problem } from '../../bench/oracles/report.js';

type WithOracle = Window & { __oracle: PageOracle };

/** How often hostile content ran on the page. */
export function executionsOf(page: Page): Promise<number> {
  return page.evaluate(async () =>
    (await (window as unknown as WithOracle).__oracle.report()).documents.reduce(
      (sum, { executions }) => sum + executions,
      0,
    ),
  );
}

/** What went wrong on the page. */
export function problemsOf(page: Page): Promise<Problem[]> {
  return page.evaluate(async () =>
    (await (window as unknown as WithOracle).__oracle.report()).documents.flatMap(({ problems }) => problems),
  );
}
