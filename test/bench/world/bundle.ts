import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const built = new Map<string, Promise<string>>();

/** The product as one module: from its sources, or as `BUILD=cdn` ships it. */
export function elementsModule(): Promise<string> {
  return once('elements', () =>
    process.env['BUILD'] === 'cdn'
      ? readFile(join(ROOT, 'cdn/datasource-elements.js'), 'utf8')
      : bundle({ entryPoints: [join(ROOT, 'src/define.ts')], format: 'esm' }),
  );
}

/** The product as one module in another form, as another version of it would be. */
export function otherBuild(): Promise<string> {
  return once('other build', () =>
    bundle({ entryPoints: [join(ROOT, 'src/define.ts')], format: 'esm', minify: true, sourcemap: false }),
  );
}

/** The package's main module, which registers nothing. */
export function mainModule(): Promise<string> {
  return once('main', () => bundle({ entryPoints: [join(ROOT, 'src/index.ts')], format: 'esm' }));
}

/** A file of the CDN build that one of the above loads later, or nothing. */
export async function elementsChunk(name: string): Promise<string | undefined> {
  const file = join(ROOT, 'cdn', name);
  return process.env['BUILD'] === 'cdn' && existsSync(file) ? readFile(file, 'utf8') : undefined;
}

/** A script of the fixture pages, as a classic script. */
export function classicScript(file: string): Promise<string> {
  // What packages ask Node for, where they find that they run in it.
  const external = ['util', 'timers', 'timers/promises'];
  return once(file, () => bundle({ entryPoints: [file], format: 'iife', external }));
}

/** A script of the fixture pages, as a module that shares the product's module with the page. */
export function moduleScript(file: string): Promise<string> {
  return once(file, () => bundle({ entryPoints: [file], format: 'esm', external: ['/elements.js'] }));
}

/** The product's script for the callback page, from its sources or as `BUILD=cdn` ships it. */
export function callbackScript(): Promise<string> {
  return once('callback', () =>
    process.env['BUILD'] === 'cdn'
      ? readFile(join(ROOT, 'cdn/oauth-callback.js'), 'utf8')
      : bundle({ entryPoints: [join(ROOT, 'scripts/cdn/oauth-callback.ts')], format: 'esm' }),
  );
}

function once(key: string, make: () => Promise<string>): Promise<string> {
  const known = built.get(key) ?? make();
  built.set(key, known);
  return known;
}

async function bundle(options: BuildOptions): Promise<string> {
  const result = await build({
    bundle: true,
    write: false,
    target: 'es2022',
    sourcemap: 'inline',
    legalComments: 'none',
    tsconfig: join(ROOT, 'tsconfig.json'),
    define: { 'process.env.NODE_ENV': '"production"' },
    ...options,
  });
  return result.outputFiles?.[0]?.text ?? '';
}
