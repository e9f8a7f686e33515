/**
 * `npm run build`: dist/ (unbundled, with types, what editors read, and the command of contract/) and cdn/ (script tags).
 * Fails when the latter is above its budgets.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { writeEditorData } from './editor-data.mjs';
import { writeLicenses } from './licenses.mjs';
import { CDN } from './size-budgets.mjs';

rmSync('dist', { recursive: true, force: true });
rmSync('cdn', { recursive: true, force: true });
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
run('typescript/bin/tsc', '-p', 'tsconfig.contract.json');
writeEditorData(JSON.parse(readFileSync('custom-elements.json', 'utf8')), 'dist');
for (const { entry } of CDN)
  run('vite/bin/vite.js', 'build', '--mode', `cdn-${entry.replace('.js', '')}`, '--logLevel', 'warn');
writeLicenses('cdn/LICENSES.txt');
run('../scripts/size.mjs', 'cdn');

function run(tool, ...args) {
  const { status } = spawnSync(process.execPath, [`node_modules/${tool}`, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
