import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ENGINE_NAMES, ensureEngines } from './engines.mjs';
import { nodeTests } from './node-tests.mjs';

/** Where the tests write what became of each of them; see `test/bench/results.ts`. */
export const RESULTS = '.test-results/faults';

/** The tests of the bench itself, without which the others prove nothing, and those of the faults. */
const FOLDERS = ['test/bench/self', 'test/faults'];

/**
 * Runs test files, or all of them, in the engines that the environment variable ENGINES names, or in all: one engine
 * beside the other, since they mostly wait. What is not installed is installed where that can be done without asking; if
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
  const codes = await Promise.all(
    engines.map((engine) => runIn(engine, files.length > 0 ? files : FOLDERS, engines.length > 1)),
  );
  return { engines, ok: codes.every((code) => code === 0) };
}

/** Runs tests in one engine and gives the exit code; with `named`, each line says which engine it is about. */
function runIn(engine, filesOrFolders, named) {
  const [command, args] = nodeTests(`engines-${engine}`, filesOrFolders);
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ENGINES: engine },
  });
  createInterface({ input: child.stdout }).on('line', (line) =>
    console.log(named ? `${engine.padEnd(9)} ${line}` : line),
  );
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
