import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { ConsolePage, launchBrowser, types } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';

/** The processes of the product's documentation, click by click, on the demo as `npm start` runs it. */
describe('connecting data sources', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let page: ConsolePage;

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    page = await ConsolePage.open(browser, demo.addresses.app);
  });
  afterEach(async () => {
    page.assertNoProblems();
    await page.close();
  });

  it('by API key: Configure, Add API Key, name and key, Save, and the row shows Connected', async () => {
    await page.configure('Jina Reader', 'Add API Key');
    const dialog = page.apiKeyDialog;
    await dialog.getByLabel('Authorization Name').fill('Team reader');
    await dialog.getByLabel('API Key (leave empty', { exact: false }).first().fill('jina_demo_key');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.row('Jina Reader', 'Team reader').getByText('Connected').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    const events = await page.outcome();
    assert.deepEqual(types(events), ['authorize-start', 'authorized', 'credential-change']);
    assert.equal(events[1]?.detail['method'], 'api-key');
    assert.doesNotMatch(JSON.stringify(events), /jina_demo_key/);
  });

  it('by OAuth: Configure, Add OAuth, Allow access on the consent page, and the row shows', async () => {
    const popup = await page.popupOf(() => page.configure('Notion', 'Add OAuth'));
    await popup.getByRole('heading', { name: /Connect with/ }).waitFor();
    assert.equal(new URL(popup.url()).origin, demo.addresses.oauth);
    await page.card('Notion').getByText('Finish connecting Notion in the other window.').last().waitFor();
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Allow access' }).click();
    await page
      .row('Notion', 'Anne’s Notion')
      .or(page.row('Notion', "Anne's Notion"))
      .getByText('Connected')
      .waitFor();
    await closed;
    const events = await page.outcome();
    assert.deepEqual(types(events), ['authorize-start', 'authorized', 'credential-change']);
    assert.deepEqual([events[1]?.detail['method'], events[1]?.detail['confirmed']], ['oauth2', true]);
    await page.card('Notion').getByRole('button', { name: 'Reopen window' }).waitFor({ state: 'hidden' });
  });

  it('by a custom OAuth client: settings, Custom, Client ID and Client Secret, Save and Authorize', async () => {
    await page.configure('Notion', 'OAuth Client Settings');
    const dialog = page.oauthDialog;
    await dialog.getByText('Custom', { exact: true }).click();
    const redirectUri = await dialog.locator('code').innerText();

    const registration = await page.context.newPage();
    await registration.goto(`${demo.addresses.oauth}/apps?source=notion_datasource`);
    await registration.getByLabel('App name').fill('Our own Notion app');
    await registration.getByLabel('Redirect URI', { exact: true }).fill(redirectUri);
    await registration.getByRole('button', { name: 'Register app' }).click();
    const clientId = await registration.getByLabel('Client ID').inputValue();
    const clientSecret = await registration.getByLabel('Client secret').inputValue();
    await registration.close();

    await dialog.getByLabel('Client ID', { exact: false }).first().fill(clientId);
    await dialog.getByLabel('Client Secret', { exact: false }).first().fill(clientSecret);
    const popup = await page.popupOf(() =>
      dialog.getByRole('button', { name: 'Save and Authorize' }).click(),
    );
    await popup.getByText('Our own Notion app').first().waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await popup.getByRole('button', { name: 'Allow access' }).click();
    assert.deepEqual(types(await page.outcome()), ['authorize-start', 'authorized', 'credential-change']);

    await page.page.getByRole('button', { name: 'Configure Notion' }).click();
    await page.page.getByRole('button', { name: /Add OAuth\s+Custom/ }).waitFor();
    await page.page.keyboard.press('Escape');

    // Stored secrets never come back: the fields are empty and say that something is stored.
    await page.configure('Notion', 'OAuth Client Settings');
    const field = dialog.getByLabel('Client Secret', { exact: false }).first();
    assert.equal(await field.inputValue(), '');
    assert.match((await field.getAttribute('placeholder')) ?? '', /Leave empty to keep it/);
    await dialog.getByText('Default', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save only' }).click();
    await dialog.waitFor({ state: 'hidden' });

    // Switching to the default client must not have lost the custom one.
    await page.configure('Notion', 'OAuth Client Settings');
    await dialog.getByText('Custom', { exact: true }).click();
    const again = await page.popupOf(() =>
      dialog.getByRole('button', { name: 'Save and Authorize' }).click(),
    );
    await again.getByText('Our own Notion app').first().waitFor();
    await page.card('Notion').getByRole('button', { name: 'Cancel' }).click();
    await page.card('Notion').getByText('Notion was not connected.').last().waitFor();
    assert.equal(again.isClosed(), true);
  });

  it('by a custom OAuth client where the server has none of its own', async () => {
    await page.configure('Google Drive', 'Setup OAuth Client');
    await page.oauthDialog.getByText('There is no built-in OAuth client').waitFor();
    assert.equal(await page.oauthDialog.getByRole('radio').count(), 0);
    await page.oauthDialog.getByRole('button', { name: 'Save and Authorize' }).click();
    await page.oauthDialog.getByText('Enter a value for Client ID.').waitFor();
    assert.equal(page.context.pages().length, 1, 'no window opens for a form that cannot be saved');
  });

  it('refused on the consent page: nothing is connected, and the person can cancel and start again', async () => {
    const before = await page.card('Dropbox').getByRole('listitem').count();
    const popup = await page.popupOf(() => page.configure('Dropbox', 'Add OAuth'));
    await popup.getByRole('button', { name: 'Cancel' }).click();
    // The server answers a refusal with bare JSON in the window and tells the page nothing (contract 3).
    await popup.getByText('access_denied').waitFor();
    await page.card('Dropbox').getByRole('button', { name: 'Cancel' }).click();
    await page.card('Dropbox').getByText('Dropbox was not connected.').last().waitFor();
    assert.equal(popup.isClosed(), true);
    assert.deepEqual(types(await page.outcome()), ['authorize-start', 'authorize-cancel']);
    assert.equal(await page.card('Dropbox').getByRole('listitem').count(), before);

    const second = await page.popupOf(() => page.configure('Dropbox', 'Add OAuth'));
    await second.getByRole('button', { name: 'Allow access' }).click();
    await page.card('Dropbox').getByRole('listitem').nth(before).getByText('Connected').waitFor();
  });

  it('the window closed early: the person sees it at once, and the flow ends by itself as cancelled', async () => {
    const popup = await page.popupOf(() => page.configure('OneDrive', 'Add OAuth'));
    await popup.getByRole('button', { name: 'Allow access' }).waitFor();
    await popup.close();
    await page.card('OneDrive').getByText('The window was closed.', { exact: false }).last().waitFor();
    await page.card('OneDrive').getByText('OneDrive was not connected.').last().waitFor({ timeout: 30_000 });
    const events = await page.outcome();
    assert.deepEqual(types(events), ['authorize-start', 'authorize-cancel']);
    assert.equal(events[1]?.detail['reason'], 'window_closed');
  });

  it('a wrong API key: the message of the server is shown, nothing is lost, a second try works', async () => {
    await page.configure('Firecrawl', 'Add API Key');
    const dialog = page.apiKeyDialog;
    const key = dialog.getByLabel('API Key', { exact: false }).first();
    await dialog.getByLabel('Authorization Name').fill('Crawler');
    await key.fill('not-a-key');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/Failed to validate credentials/)
      .waitFor();
    assert.equal(await dialog.getByLabel('Authorization Name').inputValue(), 'Crawler');
    assert.equal(await key.inputValue(), 'not-a-key');
    await key.fill('fc-demo-key');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.row('Firecrawl', 'Crawler').getByText('Connected').waitFor();
    assert.deepEqual(types(await page.events()), [
      'authorize-start',
      'authorize-error',
      'authorize-start',
      'authorized',
      'credential-change',
    ]);
  });

  it('a name that is taken: said at the name, and another one works', async () => {
    for (const attempt of ['first', 'second']) {
      await page.configure('Jina Reader', 'Add API Key');
      await page.apiKeyDialog.getByLabel('Authorization Name').fill('Same name');
      await page.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
      if (attempt === 'first') await page.row('Jina Reader', 'Same name').waitFor();
    }
    const name = page.apiKeyDialog.getByLabel('Authorization Name');
    await page.apiKeyDialog.getByText('Authorization name is already exists').waitFor();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    assert.equal(
      await name.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
      true,
    );
    await name.fill('Another name');
    await page.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
    await page.row('Jina Reader', 'Another name').waitFor();
  });

  it('by keyboard alone', async () => {
    const { keyboard } = page.page;
    await page.page.getByRole('button', { name: 'Configure Firecrawl' }).focus();
    await keyboard.press('Enter');
    await page.page.getByRole('button', { name: 'Add API Key' }).waitFor();
    await page.page.waitForFunction(() => deepActive()?.textContent?.includes('Add API Key'));
    await keyboard.press('Enter');
    await page.apiKeyDialog.waitFor();
    await keyboard.type('Typed only');
    await keyboard.press('Tab');
    await keyboard.type('fc-demo-key');
    await keyboard.press('Enter');
    await page.row('Firecrawl', 'Typed only').waitFor();
    await page.page.waitForFunction(() => deepActive()?.getAttribute('aria-label') === 'Configure Firecrawl');
  });

  it('a restart of the server keeps every connection, and no plain secret is in the database', async () => {
    const rows = async (): Promise<string[]> => {
      // Cards come one after the other; there are as many as rows of the list.
      const count = await page.page.locator('datasource-list li[data-index]').count();
      await page.page
        .locator('datasource-card')
        .nth(count - 1)
        .waitFor();
      return page.page
        .locator('datasource-credential')
        .evaluateAll((all) => all.map((row) => row.getAttribute('credential-id') ?? ''));
    };
    await page.seed('langgenius/jina_datasource/jinareader', [
      { name: 'Kept reader', credentials: { api_key: 'jina_demo_key' } },
    ]);
    await page.row('Jina Reader', 'Kept reader').waitFor();
    const before = await rows();
    assert.ok(before.length > 0);
    await demo.restart();
    // The development server's own client reloads the page when the server is back, perhaps at this very moment.
    await page.page.reload().catch(() => page.page.waitForLoadState());
    await page.page.locator('datasource-credential').first().waitFor();
    assert.deepEqual((await rows()).sort(), [...before].sort());

    const files = (await readdir(demo.dataDir)).filter((name) => name.includes('.db'));
    assert.ok(files.length > 0);
    const bytes = Buffer.concat(await Promise.all(files.map((name) => readFile(join(demo.dataDir, name)))));
    assert.ok(bytes.includes('Kept reader'), 'a name is found, so that the search itself is known to work');
    for (const secret of ['fc-demo-key', 'jina_demo_key']) {
      for (const encoded of [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ]) {
        assert.equal(bytes.includes(encoded), false, 'a secret is in the database');
      }
    }
  });
});

/** In the page: what has the focus, through shadow roots. */
declare function deepActive(): Element | null;
