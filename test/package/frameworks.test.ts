import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { compile } from 'svelte/compiler';
import { build, type Plugin, type Rolldown } from 'vite';
import { launchBrowser } from '../e2e/support/console-page.js';
import type { Found } from './frameworks/main.js';

const FOLDER = 'test/package/frameworks';

/** What the types for frameworks promise, in the frameworks themselves. */
describe('an element in a framework', { timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    const code = await bundle();
    browser = await launchBrowser();
    page = await browser.newPage();
    // No server: what the elements ask for is not what this is about.
    await page.route('**/*', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    await page.addScriptTag({ content: code, type: 'module' });
    await page.waitForFunction('globalThis.showBy');
  });
  after(() => browser.close());

  for (const framework of ['react', 'preact', 'solid', 'vue', 'svelte'])
    it(`of ${framework} has the attributes, properties and listeners that it was given, and their changes`, async () => {
      const found = await page.evaluate<Found[]>(`showBy('${framework}')`);
      const rest = { labels: { addOAuth: framework }, pluginId: 'acme/notes', heard: 1 };
      assert.deepEqual(found, [
        { ...rest, readOnly: true, disabled: true },
        { ...rest, readOnly: false, disabled: false },
      ]);
    });
});

async function bundle(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [svelte()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: `${FOLDER}/main.ts`, output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  return output.output[0].code;
}

/** Svelte's own compiler. */
function svelte(): Plugin {
  return {
    name: 'svelte',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('.svelte') ? compile(readFileSync(id, 'utf8'), { filename: id }).js.code : null,
  };
}
