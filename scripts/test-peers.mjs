/**
 * `npm run test:peers`: other libraries that authorize in a window of its own, and the product, under the same faults.
 * Installs them first, apart from everything else; prints one table, and writes docs/head-to-head.md when nothing is
 * missing. Fails when the product is wrong anywhere, or a measurement showed nothing. `ENGINES=chromium,firefox` says where
 * (default Chromium); `-- --table` makes the table of what ran last.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { ensureEngines } from './engines.mjs';
import { headToHead, isComplete, linesOf, pageOf, readFindings } from './head-to-head.mjs';

const FOLDER = 'test/peers';
const RESULTS = '.test-results/peers/results.jsonl';
const PAGE = 'docs/head-to-head.md';

const { dependencies } = JSON.parse(readFileSync(`${FOLDER}/package.json`, 'utf8'));
const passed = process.argv.includes('--table') || run();
const table = headToHead(existsSync(RESULTS) ? readFindings(RESULTS) : []);
console.log(`\n${linesOf(table).join('\n')}\n`);

if (isComplete(table)) {
  const options = await prettier.resolveConfig(PAGE);
  const text = pageOf(table, dependencies);
  writeFileSync(PAGE, await prettier.format(text, { ...options, filepath: PAGE }));
  console.log(`Written to ${PAGE}.`);
} else {
  console.log(`${PAGE} is left as it is, since something was not measured.`);
}
process.exit(passed && isComplete(table) ? 0 : 1);

function run() {
  const engines = process.env.ENGINES?.split(',') ?? ['chromium'];
  const missing = engines.filter((name) => !ensureEngines(engines).includes(name));
  if (missing.length > 0) {
    console.error(`Not installed: ${missing.join(', ')}.`);
    process.exit(2);
  }
  const isInstalled = Object.entries(dependencies).every(([name, version]) => {
    const file = `${FOLDER}/node_modules/${name}/package.json`;
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
  });
  if (!isInstalled && !command('npm', 'ci', '--prefix', FOLDER, '--ignore-scripts')) process.exit(2);
  if (!command(process.execPath, 'node_modules/typescript/bin/tsc', '-p', FOLDER)) process.exit(1);
  rmSync(RESULTS, { force: true });
  process.env.ENGINES = engines.join(',');
  return command(
    process.execPath,
    '--import',
    'tsx',
    '--test',
    '--test-reporter=spec',
    `${FOLDER}/head-to-head.test.ts`,
  );
}

function command(program, ...args) {
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0;
}
