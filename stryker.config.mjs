/**
 * `npm run test:mutation`: whether the tests in `test/pure` notice when the modules that everything else trusts are
 * broken on purpose. It takes some minutes, so it is no part of `npm test`.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    'src/authorization/flow-state.ts',
    'src/authorization/machine.ts',
    'src/authorization/url-guard.ts',
    'src/authorization/callback-report.ts',
    'src/authorization/redirect-record.ts',
    'src/authorization/claim.ts',
    'src/authorization/claim-keeper.ts',
    'src/api/retry-after.ts',
    'src/api/csrf-cookie.ts',
    'src/api/answer.ts',
    'src/api/answer-errors.ts',
  ],
  // Once, not for each of the many runs.
  buildCommand: 'tsc --noCheck --noEmit false --outDir .built',
  testRunner: 'tap',
  tap: {
    // What tries thousands of orders of events takes too long to be repeated for each mutant.
    testFiles: ['.built/test/pure/!(*-interleavings).test.js'],
    nodeArgs: ['--test-reporter=tap', '--require', '{{hookFile}}', '{{testFile}}'],
  },
  coverageAnalysis: 'perTest',
  // What the tests need is copied.
  ignorePatterns: [
    '*',
    '!package.json',
    '!tsconfig.json',
    '!src/**',
    '!test',
    'test/*',
    '!test/{pure,authorization,support}/**',
  ],
  // A mutant that only looks slow because the machine is busy must not count as found.
  timeoutMS: 60_000,
  tempDirName: '.test-results/mutation',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
