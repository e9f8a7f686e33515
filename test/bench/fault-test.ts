import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { findEngine } from '../../scripts/engines.mjs';
import { FAULTS } from '../../scripts/fault-list.mjs';
import { Bench } from './bench.js';
import { ENGINE_NAMES, type EngineName } from './engines/engine.js';
import { RESULTS, writeResult, type FaultResult } from './results.js';
import { runningEngine, runningWorld, startOver, stopEverything } from './running.js';

/** Where and how long a fault is tested. */
export interface FaultOptions {
  /** Default all. */
  engines?: 'all' | readonly EngineName[];
  /** Engines that do not have the fault, each with the reason. */
  notApplicable?: Partial<Record<EngineName, string>>;
  /** In milliseconds; 60,000 unless told. */
  timeout?: number;
}

type Run = (bench: Bench) => Promise<void>;

class TimeIsOver extends Error {}

const WANTED = (process.env['ENGINES'] ?? 'chromium').split(',') as EngineName[];
const UNKNOWN = WANTED.filter((name) => !ENGINE_NAMES.includes(name));
if (UNKNOWN.length > 0)
  throw new Error(`ENGINES: no ${UNKNOWN.join(', ')}; there are ${ENGINE_NAMES.join(', ')}.`);

/** Names of the tests that run once more; then no other one is heard of. */
const AGAIN = process.env['SECOND_TRY'];
const again = AGAIN === undefined ? null : new Set(JSON.parse(AGAIN) as string[]);

/** How many of these are still to end. */
let left = 0;

let isWanted = (_id: string, _title: string): boolean => true;
const chosen = new Set<string>();

after(stopEverything);

/**
 * Leaves out the tests that are registered from now on and not wanted.
 * @returns the faults of those that are registered, as it grows.
 */
export function selectFaults(wanted: (id: string, title: string) => boolean): ReadonlySet<string> {
  isWanted = wanted;
  return chosen;
}

/**
 * Registers a test for each engine that the environment variable ENGINES names. Every one begins with an empty browser
 * and a fresh world; afterwards the oracles look at every page of the host that is open.
 * @param id Which fault, e.g. `A1`. Several tests may show one fault.
 * @param title What is shown, as a sentence.
 */
export function fault(id: string, title: string, options: FaultOptions, run: Run): void {
  if (!Object.hasOwn(FAULTS, id)) throw new Error(`There is no fault ${id}.`);
  const { engines = 'all', notApplicable = {}, timeout = 60_000 } = options;
  if (!isWanted(id, title)) return;
  chosen.add(id);
  for (const engine of WANTED) {
    const name = `${id} ${engine}: ${title}`;
    if (again && !again.has(name)) continue;
    const result = { id, engine, title, ...(again && { again: true }) };
    const reason = notApplicable[engine];
    if (reason !== undefined) {
      writeResult({ ...result, result: 'n/a', reason });
      test(name, { skip: reason }, () => undefined);
    } else if (engines !== 'all' && !engines.includes(engine)) {
      continue;
    } else if (engine !== 'chromium' && !findEngine(engine)) {
      writeResult({ ...result, result: 'skipped', reason: 'not installed' });
      test(name, { skip: `${engine} is not installed` }, () => undefined);
    } else {
      writeResult({ ...result, result: 'planned' });
      left++;
      test(name, (context) => runTest(context, result, timeout, run));
    }
  }
}

async function runTest(
  context: TestContext,
  result: Pick<FaultResult, 'id' | 'engine' | 'title' | 'again'>,
  timeout: number,
  run: Run,
): Promise<void> {
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  let spoiled = false;
  try {
    const engine = await runningEngine(result.engine);
    const { version } = engine;
    const bench = new Bench(engine, await runningWorld());
    try {
      await withLimit(timeout, run(bench));
      await withLimit(timeout, bench.assertQuiet());
      writeResult({ ...result, result: 'pass', ms: ms(), version, counts: bench.counts });
    } catch (error) {
      spoiled = error instanceof TimeIsOver;
      writeResult({ ...result, result: 'fail', reason: messageOf(error), ms: ms(), version });
      await showFailure(context, bench, `${result.id}-${result.engine}-${ms()}`);
      throw error;
    }
  } finally {
    await startOver(result.engine, spoiled);
    // Node's runner gets to no hook at the end where it was given names, and not to its own while a browser runs.
    if (--left === 0 && again) await stopEverything();
  }
}

/** Ends with an error when the time is over; what goes on then goes on in a browser that is about to be ended. */
async function withLimit(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeIsOver(`Not done within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says what was open, and keeps a picture of each. */
async function showFailure(context: TestContext, bench: Bench, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  const tabs = await bench.engine.tabs().catch(() => []);
  for (const [index, tab] of tabs.entries()) {
    const file = join(RESULTS, `${name}-${index + 1}.png`);
    const url = await tab.url().catch((error: unknown) => messageOf(error));
    if (url === 'about:blank') continue;
    // A tab behind another one has no picture.
    await tab.bringToFront().catch(() => undefined);
    const picture = await tab.screenshot().catch(() => null);
    if (picture) await writeFile(file, picture);
    context.diagnostic(`open: ${url}${picture ? ` (${file})` : ''}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
