import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { cutLit } from './scripts/cut-lit.js';
import { dialogsAtOnce } from './scripts/dialogs-at-once.js';
import { minifyCode } from './scripts/minify-code.js';
import { minifyTemplates } from './scripts/minify-templates.js';
import { shareNames } from './scripts/share-names.js';
import { slimLit } from './scripts/slim-lit.js';
import { slimQueryCore } from './scripts/slim-query-core.js';
import { chunkGroups } from './scripts/split-chunks.js';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The demo pages by default; `--mode cdn-<file>` builds one of the files for script tags. */
export default defineConfig(({ mode }) => {
  const [, file] = /^cdn-(.+)$/.exec(mode) ?? [];
  return file ? cdnConfig(file) : demoConfig;
});

function cdnConfig(file: string): UserConfig {
  const entry = path(`./scripts/cdn/${file}.ts`);
  // The callback page's file has nothing of the libraries in it.
  const isWhole = file === 'oauth-callback';
  return {
    plugins: isWhole
      ? []
      : [
          slimLit(),
          cutLit(),
          slimQueryCore(),
          file === 'datasource-elements' && dialogsAtOnce(),
          minifyTemplates(),
          minifyCode(),
          shareNames(),
        ],
    // A library build keeps it, and no page has a `process`.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: path('./cdn'),
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: () => `${file}.js` },
      rolldownOptions: {
        // The file of all elements has at once what single elements load on demand.
        checks: { ineffectiveDynamicImport: false, bundlerTimings: false },
        output: {
          // A library's ES output keeps its white space otherwise.
          minify: true,
          chunkFileNames: `${file}/[name]-[hash].js`,
          ...(!isWhole && { codeSplitting: { groups: chunkGroups(entry) } }),
        },
      },
    },
  };
}

const demoConfig: UserConfig = {
  root: path('./demo'),
  resolve: {
    alias: [
      // The pages are written as an integrator writes them, with the package's name.
      {
        find: /^datasource-elements\/oauth-callback$/,
        replacement: path('./src/oauth-callback.ts'),
      },
      { find: /^datasource-elements\/define$/, replacement: path('./src/define.ts') },
      { find: /^datasource-elements$/, replacement: path('./src/index.ts') },
    ],
  },
  // Known up front, so that a first visit is not interrupted by a reload.
  optimizeDeps: {
    include: [
      'lit',
      'lit/decorators.js',
      'lit/directives/repeat.js',
      '@lit/context',
      '@lit/task',
      '@tanstack/query-core',
      '@tanstack/virtual-core',
      '@tanstack/react-query',
      'react',
      'react/jsx-dev-runtime',
      'react-dom/client',
    ],
  },
};
