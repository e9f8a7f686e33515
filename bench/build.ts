import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** What is bundled: one entry of one side. */
export interface Entry {
  /** The file, without folder: `<name>.js`. */
  readonly name: string;
  readonly source: string;
  /** The folder of the package that `datasource-elements` stands for. */
  readonly packageRoot: string;
}

/** Bundles an entry as a production build, into one file. */
export async function bundle({ name, source, packageRoot }: Entry, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: packageRoot,
    mode: 'production',
    // React Query says "use client" in each of its files, which means nothing here.
    logLevel: 'error',
    plugins: [ownPackage(packageRoot)],
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { dedupe: ['@tanstack/query-core', 'lit'] },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      // Rules stay as they are written.
      cssMinify: false,
      cssTarget: 'esnext',
      modulePreload: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { [name]: source },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
}

type Exports = Record<string, string | { default: string }>;

/** Finds `datasource-elements` and what is below it by the package's `exports`, as it is found when it is installed. */
function ownPackage(root: string): Plugin {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    exports: Exports;
  };
  return {
    name: 'own-package',
    enforce: 'pre',
    resolveId(id) {
      if (id !== name && !id.startsWith(`${name}/`)) return null;
      const target = exports[`.${id.slice(name.length)}`];
      const file = typeof target === 'string' ? target : target?.default;
      if (!file) throw new Error(`The package in ${root} exports no ${id}.`);
      return join(root, file);
    },
  };
}
