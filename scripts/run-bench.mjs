import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { ENGINE_NAMES, ensureEngines } from './engines.mjs';
import { nodeTests } from './node-tests.mjs';

/** Where the tests write what became of each of them; see `test/bench/results.ts`. */
export const RESULTS = '.test-results/faults';

/** The tests of the bench itself, without which the others prove nothing, and those of the faults. */
const FOLDERS = ['test/bench/self', 'test/faults'];

/** The most failed tests of an engine that run once more: more than these are no chance. */
const MOST_AGAIN = 5;

/**
 * Runs test files, or all of them, in the engines that the environment variable ENGINES names, or in all: as many beside
 * each other as there are processors, the slowest first. A few tests that fail run once more when nothing else does, and
 * are told apart (docs/decisions/0008). What is not installed is installed where that can be done without asking; if
 * it cannot, the tests say that they were skipped.
 * @returns {Promise<{ engines: string[], ok: boolean }>} The engines that were wanted, and whether every test passed.
 */
export async function runBench(files) {
  const engines = process.env.ENGINES?.split(',') ?? ENGINE_NAMES;
  const unknown = engines.filter((name) => !ENGINE_NAMES.includes(name));
  if (unknown.length > 0)
    fail(`There is no engine ${unknown.join(', ')}; there are ${ENGINE_NAMES.join(', ')}.`);
  const usable = ensureEngines(engines);
  for (const name of engines.filter((each) => !usable.includes(each)))
    console.log(`Skipped: ${name} is not installed.`);
  if (engines.includes('chromium') && !usable.includes('chromium')) fail('Chromium is required.');

  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const wanted = files.length > 0 ? files : FOLDERS;
  const failed = [];
  const waiting = [...engines].reverse();
  const lane = async () => {
    for (let engine = waiting.shift(); engine; engine = waiting.shift())
      if ((await runIn(engine, wanted)) !== 0) failed.push(engine);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  let ok = true;
  for (const engine of failed) ok = (await passesAgain(engine, wanted)) && ok;
  return { engines, ok };
}

/** Whether the few tests that failed in an engine pass, all of them, when they run once more. */
async function passesAgain(engine, filesOrFolders) {
  const { failures } = JSON.parse(readFileSync(totalsOf(engine), 'utf8'));
  const names = failures.map(({ name }) => name);
  if (names.length === 0 || names.length > MOST_AGAIN) return false;
  console.log(`\n${engine}: once more: ${names.join('; ')}`);
  const code = await runIn(engine, filesOrFolders, names);
  return code === 0 && JSON.parse(readFileSync(totalsOf(engine), 'utf8')).passed >= names.length;
}

const totalsOf = (engine) => `.test-results/engines-${engine}.json`;

/** Runs tests in one engine, all of them or those of these names, and gives the exit code. */
function runIn(engine, filesOrFolders, only = []) {
  const [command, args] = nodeTests(`engines-${engine}`, filesOrFolders, only);
  const again = only.length > 0 ? { SECOND_TRY: JSON.stringify(only) } : {};
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ENGINES: engine, ...again },
  });
  createInterface({ input: child.stdout }).on('line', (line) => console.log(`${engine.padEnd(9)} ${line}`));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', resolve);
  });
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
