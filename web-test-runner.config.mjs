import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.mjs';
import { driverCommands } from './test/support/driver-commands.mjs';
import { totalsReporter } from './scripts/totals-reporter.mjs';

export default {
  files:
    process.env.FILES ?? 'test/{api,cache,store,authorization,controllers,internal,elements}/**/*.test.ts',
  nodeResolve: { exportConditions: ['production', 'default'] },
  concurrency: 1,
  plugins: [
    {
      name: 'node-env',
      // TanStack Query asks for it, as bundlers expect; a page has no `process`.
      transform: ({ path, body }) =>
        path.includes('/query-core/')
          ? String(body).replaceAll('process.env.NODE_ENV', '"production"')
          : undefined,
    },
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
  testFramework: { config: { timeout: 10_000 } },
  reporters: [process.env.CI ? summaryReporter() : defaultReporter(), totalsReporter('browser')],
};
