/** `npm run bench`: measures all sides in turns, prints the table, and writes results.json and docs/performance.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommit, buildPackage } from './against.js';
import { openBrowser } from './browser.js';
import { jobsOf, type Job } from './jobs.js';
import { readOptions } from './options.js';
import type { Shape } from './page/shape.js';
import { resultsOf, writeReport } from './report.js';
import { GROUPS } from './rows.js';
import type { Sample } from './sample.js';
import { startServer } from './server.js';
import { checkShapes } from './shapes.js';
import { buildSides } from './sides.js';
import { orderOf } from './statistics.js';
import { plainTable, tables, verdictRows } from './table.js';

const root = join(import.meta.dirname, '..');
const options = readOptions(process.argv.slice(2));
const temporary = mkdtempSync(join(tmpdir(), 'datasource-bench-'));
const samples: Record<string, Sample[]> = {};
const shapes: Record<string, Shape> = {};
const cleanUps: (() => void)[] = [() => rmSync(temporary, { recursive: true, force: true })];
let browserVersion = '';

try {
  console.log('Building the package and the sides.');
  buildPackage(root);
  const before = options.against === null ? null : buildCommit(root, options.against, temporary);
  if (before) cleanUps.unshift(before.remove);
  const { sides, site } = await buildSides(root, before?.folder ?? null, join(temporary, 'out'));
  const server = await startServer(site);
  cleanUps.unshift(server.close);
  const jobs = jobsOf(sides, server, options.only);
  const [load = 0] = loadavg();
  if (load > 0.5 * cpus().length)
    console.warn(
      `This machine is busy (load ${load.toFixed(1)}): times will be longer, and ratios less certain.`,
    );
  const started = Date.now();
  for (let round = 0; round < options.rounds; round++) {
    const browser = await openBrowser();
    browserVersion = await browser.version();
    try {
      for (const job of jobs) await runJob(job, round, browser);
    } finally {
      await browser.close();
    }
    const minutes = ((Date.now() - started) / 60_000).toFixed(1);
    console.log(`Round ${round + 1} of ${options.rounds} after ${minutes} minutes.`);
    if (round === 0) checkShapes(shapes);
  }
  const results = resultsOf({ root, options, sides, samples, shapes, browser: browserVersion });
  for (const { table } of tables(results, GROUPS, plainTable)) console.log(`\n${table}`);
  console.log(`\n${plainTable(['Budget', 'asked', 'found', ''], verdictRows(results.verdicts))}`);
  await writeReport(results, root, options);
  if (options.verdict && results.verdicts.some(({ kept }) => !kept)) process.exitCode = 1;
} finally {
  for (const cleanUp of cleanUps) cleanUp();
}

async function runJob(
  job: Job,
  round: number,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<void> {
  const started = Date.now();
  for (const side of orderOf(job.sides, round)) {
    if (side.whole && round % job.every) continue;
    const { sample, shape } = await job.run(browser, side).catch((error: unknown) => {
      throw new Error(`${job.name} of ${side.name}, round ${round + 1}`, { cause: error });
    });
    (samples[side.name] ??= []).push(sample);
    if (shape) shapes[`${side.name}.${job.count}`] = shape;
  }
  console.log(`  ${job.name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
