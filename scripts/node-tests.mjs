import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The command that runs test files, or those of whole folders, one after the other by Node's own runner, and leaves the
 * totals in `.test-results/<name>.json`.
 * @param {string[]} [only] The names of the tests to run; all without it.
 * @returns {[string, string[]]} The program and its arguments.
 */
export function nodeTests(name, filesOrFolders, only = []) {
  return [
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      '--test-concurrency=1',
      ...only.map((test) => `--test-name-pattern=^${test.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./scripts/node-totals-reporter.mjs',
      `--test-reporter-destination=.test-results/${name}.json`,
      ...filesOrFolders.flatMap((path) => (path.endsWith('.ts') ? path : testFiles(path))),
    ],
  ];
}

/** Node 20's own runner takes no patterns. */
function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));
}
