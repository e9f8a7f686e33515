import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.mjs';
import { driverCommands } from './test/support/driver-commands.mjs';
import { totalsReporter } from './scripts/totals-reporter.mjs';

/** The stage of `npm test` that this is. */
const stage = process.env.BUILD || 'browser';

/**
 * With `BUILD=cdn` the elements' tests run against the built file, which differs from the sources by what it leaves out;
 * but for those about what comes before the elements are defined, which the built file does at once, and about how its
 * parts are loaded, which test/package/cdn.test.ts looks at.
 */
const useCdnBuild = stage === 'cdn';
const cdnBuild = {
  name: 'cdn-build',
  resolveImport: ({ source }) =>
    /\/src\/(define|index)\.js$/.test(source) ? '/cdn/datasource-elements.js' : undefined,
};
/**
 * With `BUILD=cdn-cache` the tests of what reads and writes the cache run on what the files for script tags have in the
 * place of TanStack Query: the same sources, the same tests, in both expected to do the same.
 */
const useCdnCache = stage === 'cdn-cache';
const CDN_CACHE = '/test/support/cdn-query-core.ts';
const cdnCache = {
  name: 'cdn-cache',
  resolveImport: ({ source, context }) =>
    source === '@tanstack/query-core' && context.path !== CDN_CACHE ? CDN_CACHE : undefined,
};
/**
 * What an assertion about an element, or a function, says when it fails cannot be cloned: the runner would wait for the
 * report for minutes, and then not tell what failed.
 */
const cloneAnything = (obj) => {
  try {
    return structuredClone(obj);
  } catch {
    return JSON.parse(JSON.stringify(obj, (_, value) => (value instanceof Node ? String(value) : value)));
  }
};
const reportsElements = {
  name: 'reports-elements',
  transform: ({ path, body }) =>
    path === '/__web-dev-server__web-socket.js'
      ? body.replace('structuredClone(obj)', `(${cloneAnything})(obj)`)
      : undefined,
};
const FILES = {
  cdn: [
    'test/elements/!(late-definition|page-store|*-loading|dialog-definitions*|dialog-parts|dialog-prefetch).test.ts',
  ],
  'cdn-cache': ['test/{cache,store,controllers}/**/*.test.ts', 'test/api/hostile-page.test.ts'],
  browser: [
    'test/{api,cache,store,authorization,oauth-callback,controllers,internal,elements,testing}/**/*.test.ts',
  ],
};

export default {
  files: process.env.FILES?.split(' ') ?? FILES[stage],
  nodeResolve: { exportConditions: ['production', 'default'] },
  concurrency: 1,
  plugins: [
    ...(useCdnBuild ? [cdnBuild] : []),
    ...(useCdnCache ? [cdnCache] : []),
    {
      name: 'node-env',
      // TanStack Query asks for it, as bundlers expect; a page has no `process`.
      transform: ({ path, body }) =>
        /\/(query|virtual)-core\//.test(path)
          ? String(body).replaceAll('process.env.NODE_ENV', '"production"')
          : undefined,
    },
    reportsElements,
    driverCommands,
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      // Without it the decorators of the elements do not work.
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: { executablePath: findChromium(), headless: true, args: CHROMIUM_ARGS },
    }),
  ],
  // Limits for what hangs; a busy machine is slow.
  testFramework: { config: { timeout: 30_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  reporters: [process.env.CI ? summaryReporter() : defaultReporter(), totalsReporter(stage)],
};
