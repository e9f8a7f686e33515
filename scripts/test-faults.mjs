/**
 * `npm run test:faults`: every test of the faults in every engine, and then one table: fault × engine × result. Prints it, and
 * writes it to docs/faults.md when every engine has run. Fails when a cell is missing or failed. `-- --table` makes the table of
 * what ran last.
 */
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { ENGINE_NAMES } from './engines.mjs';
import { figuresOf, isGood, markdownOf, readResults, tableOf } from './fault-table.mjs';
import { RESULTS, runBench } from './run-bench.mjs';

const PAGE = 'docs/faults.md';

const run = process.argv.includes('--table')
  ? { engines: ENGINE_NAMES, ok: true }
  : await runBench(['test/faults']);
const table = tableOf(readResults(RESULTS));

const SHORT = { passed: 'pass', 'n/a': 'n/a', failed: 'FAILED', missing: 'MISSING', skipped: 'skipped' };
console.log(`\n${['', ...ENGINE_NAMES].map((name) => name.padEnd(10)).join('')}`);
for (const { id, title, cells } of table.rows)
  console.log(
    [id, ...ENGINE_NAMES.map((name) => SHORT[cells[name].state])].map((text) => text.padEnd(10)).join('') +
      title,
  );
console.log(`\n${figuresOf(table).join('\n')}`);

if (ENGINE_NAMES.every((name) => table.versions[name] !== null)) {
  const options = await prettier.resolveConfig(PAGE);
  writeFileSync(PAGE, await prettier.format(markdownOf(table), { ...options, filepath: PAGE }));
  console.log(`Written to ${PAGE}.`);
} else {
  console.log(`${PAGE} is left as it is, since not every engine has run.`);
}
process.exit(run.ok && isGood(table, run.engines) ? 0 : 1);
