/**
 * `npm test`: every check and every test, in one command that needs nothing but Node and a network to the package
 * registry. It goes on after a failure, ends with the line `N passed, N failed`, and fails if anything did.
 *
 * `npm test -- server e2e` runs the named stages only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';

/** Node 20's own runner takes no patterns. */
const testFiles = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.test.ts'))
        .sort()
        .map((name) => join(folder, name))
    : [];
const npx = (tool, ...args) => [process.execPath, [`node_modules/${tool}`, ...args]];
const nodeTests = (name) => [
  process.execPath,
  [
    '--import',
    'tsx',
    '--test',
    '--test-concurrency=1',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/node-totals-reporter.mjs',
    `--test-reporter-destination=.test-results/${name}.json`,
    ...testFiles(`test/${name}`),
  ],
];

/** Stages without a file of totals count as one check each. */
const STAGES = {
  types: [
    npx('typescript/bin/tsc', '-p', 'tsconfig.json'),
    npx('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noEmit'),
  ],
  lint: [
    npx('eslint/bin/eslint.js', '.'),
    npx('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  ],
  build: [[process.execPath, ['scripts/build.mjs']]],
  browser: [npx('@web/test-runner/dist/bin.js')],
  cdn: [npx('@web/test-runner/dist/bin.js')],
  server: [nodeTests('server')],
  package: [nodeTests('package')],
  e2e: [nodeTests('e2e')],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STAGES));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}. Stages: ${Object.keys(STAGES).join(', ')}.`);
  process.exit(2);
}

process.env.CHROMIUM = ensureChromium();
rmSync('.test-results', { recursive: true, force: true });
mkdirSync('.test-results', { recursive: true });

const total = { passed: 0, failed: 0 };
for (const [name, commands] of Object.entries(STAGES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const env = { ...process.env, ...(name === 'cdn' && { BUILD: 'cdn' }) };
  const failures = commands.filter(
    ([command, args]) => spawnSync(command, args, { stdio: 'inherit', env }).status !== 0,
  ).length;
  const totals = readTotals(name) ?? { passed: commands.length - failures, failed: failures };
  // A runner that broke down without a failed test has failed all the same.
  if (failures > 0 && totals.failed === 0) totals.failed = failures;
  total.passed += totals.passed;
  total.failed += totals.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${totals.passed} passed, ${totals.failed} failed, ${seconds} s`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

function readTotals(name) {
  const file = `.test-results/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
