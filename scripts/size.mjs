/**
 * `npm run size`: what a page loads, in bytes as they are transferred (brotli), with Lit and the cache in it, for the
 * files of script tags and for the package in somebody else's bundle. Fails when an entry is above its budget. Needs the
 * built package.
 *
 * `node scripts/size.mjs cdn` looks at the files of script tags only, as the build does.
 */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { CDN, NPM } from './size-budgets.mjs';
import { sizeOf } from './sizes.mjs';

const rows = [
  ...CDN.map(({ entry, ...rest }) => ({ name: `cdn/${entry}`, ...rest, ...sizeOf('cdn', entry) })),
  ...(process.argv.includes('cdn') ? [] : await npmRows()),
];
print(rows);
const over = rows.filter(({ atOnce, budget }) => atOnce > budget);
for (const { name, atOnce, budget } of over)
  console.error(`${name} loads ${atOnce} bytes at once; ${budget} are allowed.`);
process.exit(over.length > 0 ? 1 : 0);

/** Bundles the built package as a page of somebody else's does. */
async function npmRows() {
  const folder = mkdtempSync(join(tmpdir(), 'datasource-size-'));
  try {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const dist = (path) => JSON.stringify(resolve('dist', path));
    const sources = {
      store: `import { createDatasourceStore } from ${dist('store.js')}; window.store = createDatasourceStore();`,
      'connect-button': `import ${dist('elements/datasource-context/define.js')}; import ${dist('elements/datasource-connect-button/define.js')};`,
      elements: `import ${dist('define.js')};`,
    };
    const measured = [];
    for (const { entry, ...rest } of NPM) {
      const input = join(folder, `${entry}.js`);
      writeFileSync(input, sources[entry]);
      await build({
        root: folder,
        configFile: false,
        logLevel: 'error',
        build: {
          outDir: join(folder, 'out', entry),
          modulePreload: false,
          target: 'es2022',
          rolldownOptions: {
            input,
            output: {
              entryFileNames: 'entry.js',
              chunkFileNames: '[name]-[hash].js',
              codeSplitting: { groups: [{ name: 'locale-en', test: /\/locales\/en\.js$/ }] },
            },
          },
        },
      });
      measured.push({ name: `npm ${entry}`, ...rest, ...sizeOf(join(folder, 'out', entry), 'entry.js') });
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(entries) {
  const number = (value) => value.toLocaleString('en').padStart(9);
  const name = (text) => text.padEnd(34);
  console.log(`${name('bytes, brotli')}  at once   budget    texts  on demand`);
  for (const { name: entry, what, atOnce, budget, locale, onDemand, parts } of entries) {
    const columns = [atOnce, budget, locale, onDemand].map(number).join('');
    console.log(`${name(entry)}${columns}   ${what}`);
    for (const { name: part, size } of parts.sort((a, b) => b.size - a.size))
      console.log(`  ${name(shortName(part))}${' '.repeat(25)}${number(size)}`);
  }
}

/** Without its folder and its hash. */
function shortName(part) {
  return part.replace(/^.*\//, '').replace(/-[\w-]{8}\.js$/, '');
}
