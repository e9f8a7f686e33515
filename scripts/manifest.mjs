/**
 * `npm run manifest` writes custom-elements.json from the doc comments of the elements, and src/types/elements.ts from that;
 * with `--check` it writes nothing and fails when one of them is stale.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { elementTypes } from './element-types.mjs';

const TARGET = 'custom-elements.json';
const TYPES = 'src/types/elements.ts';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
const analyzer = 'node_modules/@custom-elements-manifest/analyzer/cem.js';
const args = [
  analyzer,
  'analyze',
  '--config',
  'custom-elements-manifest.config.mjs',
  '--outdir',
  relative('.', folder),
  '--quiet',
];
const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(status ?? 1);
const manifest = JSON.parse(readFileSync(join(folder, TARGET), 'utf8'));
rmSync(folder, { recursive: true });

// The order of the file system differs from machine to machine.
manifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
publishedPaths(manifest);
documentedOnly(manifest);
const files = {
  [TARGET]: `${JSON.stringify(manifest, null, 2)}\n`,
  [TYPES]: await elementTypes(manifest, TYPES),
};

for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is stale: run \`npm run manifest\` and commit it.`);
    process.exitCode = 1;
  }
}

/** The manifest is read beside the published files, so it names those. */
function publishedPaths(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'path' || key === 'module') && typeof value === 'string') {
      node[key] = value.replace(/^\/?src\/(.*)\.(?:ts|js)$/, 'dist/$1.js');
    } else publishedPaths(value);
  }
}

/**
 * The analyzer invents events from `dispatchEvent(new FooEvent(…))`, named after the argument or not at all; those that
 * there are have a doc comment. Private members are nobody's business.
 */
function documentedOnly({ modules }) {
  for (const declaration of modules.flatMap(({ declarations = [] }) => declarations)) {
    keep(declaration, 'events', ({ name, description }) => name && description);
    keep(
      declaration,
      'members',
      ({ name, privacy }) => !privacy?.match(/private|protected/) && !name.startsWith('#'),
    );
  }
}

function keep(declaration, key, test) {
  const kept = declaration[key]?.filter(test) ?? [];
  // What is undefined is left out of JSON.
  declaration[key] = kept.length > 0 ? kept : undefined;
}
