import { mkdirSync, writeFileSync } from 'node:fs';

/** A reporter of the browser test runner that leaves the numbers of passed and failed tests, and what failed, in a file. */
export function totalsReporter(name) {
  return {
    onTestRunFinished({ sessions }) {
      const totals = { passed: 0, failed: 0, skipped: 0, failures: [] };
      for (const session of sessions) {
        count(session.testResults, session.testFile, [], totals);
        if (session.errors.length === 0) continue;
        // A file that could not be loaded ran no test, and must not look as if all were well.
        totals.failed += session.errors.length;
        for (const { message } of session.errors)
          totals.failures.push({ file: session.testFile, name: 'the file', message });
      }
      mkdirSync('.test-results', { recursive: true });
      writeFileSync(`.test-results/${name}.json`, JSON.stringify(totals));
    },
  };
}

function count(suite, file, names, totals) {
  for (const test of suite?.tests ?? []) {
    if (test.skipped) totals.skipped += 1;
    else if (test.passed) totals.passed += 1;
    else {
      totals.failed += 1;
      const name = [...names, test.name].join(' › ');
      totals.failures.push({ file, name, message: test.error?.message ?? 'no message' });
    }
  }
  for (const child of suite?.suites ?? []) count(child, file, [...names, child.name], totals);
}
