import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible } from './support/accessibility.js';
import { ConsolePage, launchBrowser, types, type HeardEvent } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';

const JINA = 'langgenius/jina_datasource/jinareader';
const NOTION = 'langgenius/notion_datasource/notion_datasource';

/** What can be done to a connection once there is one, by keyboard, on the demo as `npm start` runs it. */
describe('managing connections', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let console: ConsolePage;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    demo = await DemoProcess.start();
    console = await ConsolePage.open(browser, demo.addresses.app);
    page = console.page;
  });
  afterEach(async () => {
    console.assertNoProblems();
    await console.close();
    await demo.close();
  });

  /** Opens the menu of a connection and presses an item, by keyboard alone. */
  const choose = async (name: string, item: string): Promise<void> => {
    const button = page.getByRole('button', { name: `Actions for ${name}`, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('menuitem', { name: item, exact: true });
    await chosen.waitFor();
    for (let step = 0; step < 6 && !(await hasFocus(item)); step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  };
  const hasFocus = (name: string): Promise<boolean> =>
    page.evaluate((wanted) => focusedText() === wanted, name);
  const untilFocused = (name: string): Promise<unknown> =>
    page.waitForFunction((wanted) => focusedText() === wanted, name);
  const changes = async (): Promise<unknown[]> =>
    (await console.events())
      .filter(({ type }) => type === 'datasource-credential-change')
      .map(({ detail }) => [detail['action'], (detail['credential'] as { name: string }).name]);

  it('by keyboard: set as default, rename, remove, undo; one event for each change, and the focus stays', async () => {
    await console.seed(JINA, [{ name: 'Apple' }, { name: 'Berry' }]);
    assert.deepEqual(await console.names('Jina Reader'), ['Apple', 'Berry']);

    await choose('Berry', 'Set as default');
    await console.row('Jina Reader', 'Berry').getByText('Default').waitFor();
    await page.waitForFunction(() => changed().length === 1);
    assert.deepEqual(await console.names('Jina Reader'), ['Berry', 'Apple']);
    await untilFocused('Actions for Berry');

    await choose('Berry', 'Rename');
    await untilFocused('Rename Berry');
    await page.keyboard.type('  Zebra  ');
    await page.keyboard.press('Enter');
    await console.row('Jina Reader', 'Zebra').waitFor();
    await untilFocused('Actions for Zebra');
    await page.waitForFunction(() => changed().length === 2);

    await choose('Zebra', 'Rename');
    await page.keyboard.type('Apple');
    await page.keyboard.press('Enter');
    await page.getByText('Another connection of Jina Reader has this name.').waitFor();
    await page.keyboard.press('Escape');
    await untilFocused('Actions for Zebra');

    await choose('Zebra', 'Remove');
    const confirm = page.getByRole('alertdialog', { name: 'Remove “Zebra”?' });
    await confirm.getByText(/can no longer be read/).waitFor();
    await untilFocused('Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilFocused('Undo');
    await page.keyboard.press('Enter');
    await untilFocused('Actions for Zebra');

    await choose('Zebra', 'Remove');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('“Zebra” was removed.').waitFor();
    await page.waitForFunction(() => changed().length === 3);
    await page.getByText('“Zebra” was removed.').waitFor({ state: 'hidden' });
    await untilFocused('Actions for Apple');
    assert.deepEqual(await changes(), [
      ['default', 'Berry'],
      ['renamed', 'Zebra'],
      ['removed', 'Zebra'],
    ]);
    assert.deepEqual(await console.stored(JINA), ['Apple']);
  });

  it('sends a removal at once when the page is left', async () => {
    await console.seed(JINA, [{ name: 'Apple' }, { name: 'Berry' }]);
    await choose('Apple', 'Remove');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('“Apple” was removed.').waitFor();
    await page.reload();
    await console.row('Jina Reader', 'Berry').waitFor();
    await page.waitForFunction(async (id) => (await storedNames(id)).length === 1, JINA);
    assert.deepEqual(await console.stored(JINA), ['Berry']);
  });

  it('a new key for an API key connection: a bad one is refused, nothing is lost, and the rest is kept', async () => {
    await console.seed(NOTION, [{ name: 'Wiki', credentials: { integration_secret: 'ntn_demo_key' } }]);
    await choose('Wiki', 'Edit');
    const dialog = console.apiKeyDialog;
    const secret = dialog.getByLabel('Integration Secret', { exact: false }).first();
    assert.equal(await dialog.getByLabel('Authorization Name').inputValue(), 'Wiki');
    assert.equal(await secret.inputValue(), '');
    assert.match((await secret.getAttribute('placeholder')) ?? '', /\*{6}.*Leave empty to keep it/);

    await secret.fill('ntn_wrong');
    await page.keyboard.press('Enter');
    await dialog
      .getByRole('alert')
      .getByText(/Failed to validate credentials/)
      .waitFor();
    assert.equal(await secret.inputValue(), 'ntn_wrong');
    await secret.fill('');
    await dialog.getByLabel('Authorization Name').fill('Wiki of all');
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.url().endsWith('/update')),
      page.keyboard.press('Enter'),
    ]);
    assert.deepEqual((request.postDataJSON() as { credentials: unknown }).credentials, {
      integration_secret: '[__HIDDEN__]',
    });
    await console.row('Notion', 'Wiki of all').waitFor();
    await untilFocused('Actions for Wiki of all');
    await page.waitForFunction(() => changed().length === 1);
    assert.deepEqual(await changes(), [['updated', 'Wiki of all']]);
    assert.doesNotMatch(JSON.stringify(await console.events()), /ntn_wrong/);
  });

  it('authorizes an OAuth connection again, in place', async () => {
    const popup = await console.popupOf(() => console.configure('Notion', 'Add OAuth'));
    await popup.getByRole('button', { name: 'Allow access' }).click();
    await page.waitForFunction(() => changed().length === 1);
    const [[, name]] = (await changes()) as [[string, string]];
    await page.evaluate(() => markFirst('Notion no longer accepts this connection.'));
    await console.card('Notion').getByText('Needs re-authorization').waitFor();
    await console.card('Notion').getByText('Notion no longer accepts this connection.').waitFor();

    const again = await console.popupOf(() => choose(name, 'Re-authorize'));
    await again.getByRole('button', { name: 'Allow access' }).click();
    await page.waitForFunction(() => changed().length === 2);
    await console.row('Notion', name).getByText('Connected', { exact: true }).waitFor();
    assert.equal(await console.card('Notion').getByText('Needs re-authorization').count(), 0);
    assert.deepEqual(await changes(), [
      ['created', name],
      ['reauthorized', name],
    ]);
    assert.deepEqual(await console.stored(NOTION), [name]);
  });

  it('a name that only the server knows to be taken: the old name stands, the message is at the field', async () => {
    await console.seed(JINA, [{ name: 'Apple' }]);
    await console.addBehindTheBack(JINA, { name: 'Berry' });
    await choose('Apple', 'Rename');
    await page.keyboard.type('Berry');
    await page.keyboard.press('Enter');
    await page.getByText('Authorization name is already exists').waitFor();
    await untilFocused('Rename Apple');
    assert.deepEqual(await changes(), []);
    await page.keyboard.press('Escape');
    await console.row('Jina Reader', 'Apple').waitFor();
  });

  it('a member is refused: the old name is back, the reason is shown and stays, no event, the focus stays', async () => {
    await console.seed(JINA, [{ name: 'Apple' }]);
    await page.getByRole('button', { name: /^Account/ }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('menuitem', { name: /Norman/ }).click()]);
    await console.goToDataSources();
    await choose('Apple', 'Rename');
    await page.keyboard.type('Mine');
    await page.keyboard.press('Enter');
    await page.getByText(/“Apple” was not changed: .*permission/).waitFor();
    await console.row('Jina Reader', 'Apple').waitFor();
    await untilFocused('Actions for Apple');
    assert.deepEqual(types(await console.events()), []);

    await page.keyboard.press('Enter');
    const rename = page.getByRole('menuitem', { name: 'Rename', exact: true });
    await rename.getByText(/permission/).waitFor();
    assert.equal(await rename.getAttribute('aria-disabled'), 'true');
  });

  it('a rename in one tab shows in the other, which reads once', async () => {
    await console.seed(JINA, [{ name: 'Apple' }]);
    const other = await console.secondTab();
    await other.row('Jina Reader', 'Apple').waitFor();
    const reads = (): number =>
      other.requests.filter((request) => request.endsWith('/datasource/list')).length;
    const before = reads();
    await choose('Apple', 'Rename');
    await page.keyboard.type('Melon');
    // The pages say when: how soon this process hears of it is not what counts.
    const [changedAt, shownAt] = await Promise.all([
      page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            document.addEventListener('datasource-credential-change', () => resolve(Date.now()), {
              once: true,
            });
          }),
      ),
      other.page
        .waitForFunction((name) => shownConnections().includes(name) && Date.now(), 'Melon', { polling: 20 })
        .then((time) => time.jsonValue()),
      page.keyboard.press('Enter'),
    ]);
    const lag = Number(shownAt) - changedAt;
    assert.ok(lag < 2_000, `${lag} ms after the event`);
    await other.row('Jina Reader', 'Melon').waitFor();
    assert.equal(await page.evaluate(() => changed().length), 1);
    assert.equal(reads() - before, 1);
    assert.deepEqual(types(await other.events()), [], 'the other tab did nothing itself');
    other.assertNoProblems();
  });

  it('removes the custom OAuth client after a question', async () => {
    await console.configure('Google Drive', 'Setup OAuth Client');
    const dialog = console.oauthDialog;
    assert.equal(await dialog.getByRole('button', { name: 'Remove' }).count(), 0, 'nothing is stored yet');
    await dialog.getByLabel('Client ID', { exact: false }).first().fill('our-client');
    await dialog.getByLabel('Client Secret', { exact: false }).first().fill('our-secret');
    await dialog.getByRole('button', { name: 'Save only' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await console.configure('Google Drive', 'OAuth Client Settings');
    await dialog.getByRole('button', { name: 'Remove' }).focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog', {
      name: 'Remove the custom OAuth client of Google Drive?',
    });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await untilFocused('Remove');
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: 'Remove' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Configure Google Drive' }).click();
    await page.getByRole('button', { name: 'Setup OAuth Client' }).waitFor();
  });

  it('breaks no accessibility rule in the new states, in every colour scheme, wide and narrow', async () => {
    await console.seed(JINA, [{ name: 'Apple' }, { name: 'Berry' }]);
    for (const [colorScheme, forcedColors] of [
      ['light', 'none'],
      ['dark', 'none'],
      ['dark', 'active'],
    ] as const) {
      await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
      await page.reload();
      await console.row('Jina Reader', 'Apple').waitFor();
      await page.evaluate(() => markFirst('The provider no longer accepts this connection.'));
      for (const width of [1280, 360]) {
        const where = `${colorScheme}, forced colours ${forcedColors}, ${width}:`;
        await page.setViewportSize({ width, height: 900 });
        await page.getByRole('button', { name: 'Actions for Apple' }).click();
        await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
        await assertAccessible(page, `${where} menu, and a connection that needs re-authorization`);
        await page.getByRole('menuitem', { name: 'Rename' }).click();
        await page.keyboard.type('Berry');
        await page.keyboard.press('Enter');
        await page.getByText('Another connection of Jina Reader has this name.').waitFor();
        await assertAccessible(page, `${where} rename with an error`);
        await page.keyboard.press('Escape');
        await choose('Berry', 'Remove');
        await page.getByRole('alertdialog').waitFor();
        await assertAccessible(page, `${where} question`);
        await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
        await page.getByText('“Berry” was removed.').waitFor();
        await assertAccessible(page, `${where} undo`);
        await page.getByRole('button', { name: 'Undo' }).click();
      }
    }
  });
});

/** In the page; see in-page.js. */
declare function focusedText(): string;
declare function changed(): HeardEvent[];
declare function markFirst(message: string): void;
declare function shownConnections(): string[];
declare function storedNames(id: string): Promise<string[]>;
