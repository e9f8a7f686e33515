/**
 * `npm test`: every check and every test but the long suites, in one command that needs nothing but Node and a network to
 * the package registry. It goes on after a failure, ends with the line `N passed, N failed`, and fails if anything did.
 *
 * In CI what failed, if it is little, runs once more: a test that passes then counts as passed, and is listed as one to be
 * mended. Anywhere else a failure is a failure (docs/decisions/0008).
 *
 * `npm test -- server e2e` runs the named stages only, one after the other. The long suites run only when they are asked
 * for: the stage `cdn`, the tests of the elements on the built file, and `npm run test:engines` (test/bench/README.md), of
 * which the stage `faults` is a quick selection in Chromium, and the stage `engines`, in CI or when it is named, the same
 * in the others.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureEngines } from './engines.mjs';
import { nodeTests } from './node-tests.mjs';

const npx = (tool, ...args) => [process.execPath, [`node_modules/${tool}`, ...args]];
const browserTests = npx('@web/test-runner/dist/bin.js');
/** The most failed tests of one stage that run once more in CI: more than these are no chance. */
const MOST_AGAIN = 3;

/** Tests in a real browser; what failed runs again by its files. */
const browserStage = (env) => ({
  commands: [browserTests],
  env,
  again: (failures) => [
    browserTests,
    { FILES: [...new Set(failures.map(({ file }) => relative('.', file)))].join(' ') },
  ],
});
/** Tests by Node's own runner; what failed runs again by its names. */
const nodeStage = (name, filesOrFolders, more) => ({
  commands: [nodeTests(name, filesOrFolders)],
  again: (failures) => {
    const names = failures.map((failure) => failure.name);
    // The tests of the faults leave out the others by themselves: Node's runner does not get to the end otherwise.
    return [nodeTests(name, filesOrFolders, names), { SECOND_TRY: JSON.stringify(names) }];
  },
  ...more,
});

/** Stages without a file of totals count as one check for each command. */
const STAGES = {
  types: {
    commands: [
      npx('typescript/bin/tsc', '-p', 'tsconfig.json'),
      npx('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noEmit'),
      npx('typescript/bin/tsc', '-p', 'tsconfig.contract.json', '--noEmit'),
    ],
  },
  lint: {
    commands: [
      npx('eslint/bin/eslint.js', '.'),
      npx('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
    ],
  },
  build: { commands: [[process.execPath, ['scripts/build.mjs']]] },
  pure: nodeStage('pure', ['test/pure']),
  browser: browserStage({}),
  cdn: browserStage({ BUILD: 'cdn' }),
  'cdn-cache': browserStage({ BUILD: 'cdn-cache' }),
  server: nodeStage('server', ['test/server']),
  contract: nodeStage('contract', ['test/contract']),
  package: nodeStage('package', ['test/package']),
  e2e: nodeStage('e2e', ['test/e2e']),
  faults: nodeStage('faults', ['test/faults/quick.ts'], {
    env: { ENGINES: 'chromium' },
    prepare: () => ensureEngines(['chromium']),
  }),
  engines: nodeStage('engines', ['test/faults/quick.ts'], {
    env: { ENGINES: 'firefox,webkit' },
    prepare: () => ensureEngines(['firefox', 'webkit']),
  }),
};

/**
 * What runs without names: lists of stages side by side, one list after the other. The tests in browsers mostly wait,
 * so that two of them share two cores well.
 */
const STEPS = [
  [['types', 'lint', 'build', 'pure']],
  [
    ['browser', 'server', 'contract', 'cdn-cache'],
    ['package', 'e2e', 'faults'],
  ],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STAGES));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}. Stages: ${Object.keys(STAGES).join(', ')}.`);
  process.exit(2);
}
// In CI all one after the other, too: slower, and nothing is late because of something else.
const one = wanted.length > 0 ? wanted : process.env.CI ? [...STEPS.flat(2), 'engines'] : null;
const steps = one ? [[one]] : STEPS;

process.env.CHROMIUM = ensureChromium();
for (const name of new Set(steps.flat(2))) STAGES[name].prepare?.();
rmSync('.test-results', { recursive: true, force: true });
mkdirSync('.test-results', { recursive: true });

const total = { passed: 0, failed: 0 };
const failures = [];
const unsteady = [];
for (const lanes of steps)
  await Promise.all(
    lanes.map(async (names) => {
      for (const name of names) await runStage(name, lanes.length > 1);
    }),
  );

// Once more, since they may stand far above.
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
if (unsteady.length > 0)
  console.log(`\nPassed at the second try only, to be mended:\n${unsteady.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/** @param {boolean} collect Whether what it prints is held back until it is done, for another stage prints, too. */
async function runStage(name, collect) {
  const { commands, env = {} } = STAGES[name];
  const started = performance.now();
  const output = [];
  console.log(collect ? `\n── ${name} begins ──` : `\n── ${name} ──`);
  let broken = 0;
  for (const [command, args] of commands)
    if ((await run(command, args, env, collect && output)) !== 0) broken += 1;
  const totals = readTotals(name) ?? { passed: commands.length - broken, failed: broken, failures: [] };
  // A runner that broke down without a failed test has failed all the same.
  if (broken > 0 && totals.failed === 0) totals.failed = broken;
  const lines = totals.failures.map(
    (failure) => `${name}: ${failure.name}: ${failure.message} (${failure.file})`,
  );
  if (await passesAgain(STAGES[name], name, totals, collect && output)) {
    totals.passed += totals.failed;
    totals.failed = 0;
    unsteady.push(...lines);
  } else failures.push(...lines);
  total.passed += totals.passed;
  total.failed += totals.failed;
  if (collect) console.log(`\n── ${name} ──\n${Buffer.concat(output)}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${totals.passed} passed, ${totals.failed} failed, ${seconds} s`);
}

/** Whether the few tests that failed in CI are there and pass, all of them, when they run once more. */
async function passesAgain({ again, env = {} }, name, { failed, failures }, output) {
  if (!process.env.CI || !again || failed === 0 || failed !== failures.length || failed > MOST_AGAIN)
    return false;
  rmSync(`.test-results/${name}.json`, { force: true });
  const [[command, args], files] = again(failures);
  console.log(`\n── ${name}: ${failed} failed, and run once more ──`);
  const code = await run(command, args, { ...env, ...files }, output);
  return code === 0 && (readTotals(name)?.passed ?? 0) >= failed;
}

/** The exit code of a command; what it prints goes to the terminal, or into `output`. */
function run(command, args, env, output) {
  return new Promise((resolve) => {
    const stdio = output ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const child = spawn(command, args, { stdio, env: { ...process.env, ...env } });
    for (const stream of output ? [child.stdout, child.stderr] : [])
      stream.on('data', (data) => output.push(data));
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', resolve);
  });
}

function readTotals(name) {
  const file = `.test-results/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
