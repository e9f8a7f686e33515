import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { assertAccessible } from './support/accessibility.js';
import { ConsolePage, launchBrowser } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';

/** The demo's console around the elements. */
describe('the demo console', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;

  before(async () => {
    [browser, demo] = await Promise.all([
      launchBrowser(),
      DemoProcess.start({ ACCESS_TOKEN_SECONDS: '3600' }),
    ]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  it('breaks no accessibility rule, in light and dark, wide and narrow, with and without a dialog', async () => {
    const console = await ConsolePage.open(browser, demo.addresses.app);
    const { page } = console;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Afresh, so that no colour is still on its way from the other theme.
      await page.reload();
      await console.card('Notion').waitFor();
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await assertAccessible(page, `${colorScheme} ${width} list`);
        await page.getByRole('button', { name: 'Configure Notion' }).click();
        await page.getByRole('button', { name: 'Add API Key' }).waitFor();
        await assertAccessible(page, `${colorScheme} ${width} menu`);
        await page.getByRole('button', { name: 'Add API Key' }).click();
        await console.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
        await console.apiKeyDialog.getByText('Enter a value for Integration Secret.').waitFor();
        await assertAccessible(page, `${colorScheme} ${width} dialog with an error`);
        await page.keyboard.press('Escape');
        await console.apiKeyDialog.waitFor({ state: 'hidden' });
      }
    }
    console.assertNoProblems();
    await console.close();
  });

  it('shows a member the connections and the refusal of the server, on the form', async () => {
    const console = await ConsolePage.open(browser, demo.addresses.app);
    const { page } = console;
    await page.getByRole('button', { name: /^Account/ }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('menuitem', { name: /Norman/ }).click()]);
    await console.goToDataSources();
    await console.configure('Jina Reader', 'Add API Key');
    await console.apiKeyDialog.getByLabel('Authorization Name').fill('Not allowed');
    await console.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
    await console.apiKeyDialog
      .getByRole('alert')
      .getByText(/permission/)
      .waitFor();
    assert.equal(await console.apiKeyDialog.getByLabel('Authorization Name').inputValue(), 'Not allowed');
    const events = await console.outcome();
    const error = events.at(-1)?.detail['error'] as { code: string; status: number };
    assert.deepEqual([error.code, error.status], ['forbidden', 403]);
    await console.close();
  });

  it('asks to sign in again when the session has ended and cannot be renewed', async () => {
    const console = await ConsolePage.open(browser, demo.addresses.app);
    await console.context.clearCookies();
    await console.configure('Jina Reader', 'Add API Key');
    await console.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
    await console.page.getByRole('heading', { name: /^Sign in/ }).waitFor();
    const expired = (await console.events()).filter(({ type }) => type === 'datasource-session-expired');
    assert.equal(expired.length, 1);
    await console.page.getByRole('button', { name: /Continue as Anne/ }).click();
    await console.card('Notion').waitFor();
    await console.close();
  });
});
