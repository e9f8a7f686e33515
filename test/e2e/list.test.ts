import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible } from './support/accessibility.js';
import { ConsolePage, launchBrowser } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';

const JINA = 'langgenius/jina_datasource/jinareader';
const LIST = '**/auth/plugin/datasource/list';

/** Finding one's way in the list, and how fresh it is, on the demo as `npm start` runs it. */
describe('the list of data sources', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let console: ConsolePage;
  let page: Page;

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    console = await ConsolePage.open(browser, demo.addresses.app);
    page = console.page;
  });
  afterEach(async () => {
    console.assertNoProblems();
    await console.close();
  });

  const titles = (): Promise<string[]> => page.locator('datasource-card h3').allInnerTexts();
  const untilTitles = (expected: string[]): Promise<unknown> =>
    page.waitForFunction((wanted) => shownTitles().join() === wanted, expected.join());
  const focused = (): Promise<string> => page.evaluate(() => focusedText());
  const reads = (): number =>
    console.requests.filter((request) => request.endsWith('/datasource/list')).length;

  it('is searched and filtered by keyboard, and says how many were found', async () => {
    const all = await titles();
    assert.ok(all.length >= 6);
    await page.getByRole('searchbox', { name: 'Search data sources' }).focus();
    await page.keyboard.type('  DRIVE ');
    await untilTitles(['Google Drive', 'OneDrive']);
    await page.getByRole('status').getByText(`2 of ${all.length}`).first().waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'Configure Google Drive');

    await page.getByRole('searchbox').focus();
    await page.keyboard.press('Escape');
    await untilTitles(all);
    assert.equal(await page.getByRole('searchbox').inputValue(), '');

    await page.keyboard.type('no such source');
    await page.getByRole('button', { name: 'Clear search' }).focus();
    await page.keyboard.press('Enter');
    await untilTitles(all);
    await page.waitForFunction(() => focusedText() === 'Search data sources');

    await console.seed(JINA, [{ name: 'Apple' }]);
    await page.getByRole('radio', { name: 'All' }).focus();
    await page.keyboard.press('ArrowRight');
    await untilTitles(['Jina Reader']);
    await page.keyboard.press('ArrowRight');
    await untilTitles(all.filter((title) => title !== 'Jina Reader'));
  });

  it('holds a window of ten thousand sources, and keeps its place over a re-read', async () => {
    await page.route(LIST, async (route) => {
      const answer = await route.fetch();
      const { result } = (await answer.json()) as { result: { name: string; label: object }[] };
      const many = Array.from({ length: 10_000 }, (_, index) => {
        const source = result[index % result.length]!;
        return { ...source, name: `${source.name}_${index}`, label: { en_US: `Source ${index}` } };
      });
      await route.fulfill({ response: answer, json: { result: many } });
    });
    await page.reload();
    await page.getByText('10,000 data sources').first().waitFor();
    assert.ok((await page.locator('datasource-card').count()) < 60, 'a window of them');
    await page.getByRole('button', { name: 'Configure Source 3', exact: true }).focus();
    for (let press = 0; press < 8; press++) await page.keyboard.press('PageDown');
    await page.waitForFunction(() => scrolledPast(1_000));
    const before = await page.evaluate(() => firstVisibleAtRest());
    await page.evaluate(() => pageStore().invalidateList());
    assert.deepEqual(await page.evaluate(() => firstVisible()), before);
    await page.getByRole('searchbox').fill('source 9999');
    await untilTitles(['Source 9999']);
  });

  it('is read again when the page gets the focus and when the connection is back', async () => {
    await console.addBehindTheBack(JINA, { name: 'From elsewhere' });
    const begun = reads();
    await page.clock.setFixedTime(Date.now() + 60_000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await console.row('Jina Reader', 'From elsewhere').waitFor();
    assert.equal(reads() - begun, 1);

    await console.addBehindTheBack(JINA, { name: 'While away' });
    await page.clock.setFixedTime(Date.now() + 120_000);
    await console.context.setOffline(true);
    await console.context.setOffline(false);
    await console.row('Jina Reader', 'While away').waitFor();
    assert.equal(reads() - begun, 2);
  });

  it('offers what the page allows: nothing, or some of it', async () => {
    await console.seed(JINA, [{ name: 'Mine' }]);
    const configure = page.getByRole('button', { name: 'Configure Jina Reader' });
    const actions = page.getByRole('button', { name: 'Actions for Mine' });
    await actions.waitFor();
    await page.evaluate(() => document.querySelector('datasource-list')!.setAttribute('readonly', ''));
    await actions.waitFor({ state: 'hidden' });
    assert.equal(await configure.count(), 0);
    await console.row('Jina Reader', 'Mine').getByText('Connected', { exact: true }).waitFor();
    await assertAccessible(page, 'read-only');

    await page.evaluate(() => {
      const list = document.querySelector('datasource-list')!;
      list.removeAttribute('readonly');
      list.setAttribute('allow', 'connect');
    });
    await configure.waitFor();
    assert.equal(await actions.count(), 0);
    await page.evaluate(() => document.querySelector('datasource-list')!.setAttribute('allow', 'manage'));
    await actions.waitFor();
    assert.equal(await configure.count(), 0);
  });
});

/** In the page; see in-page.js. */
declare function focusedText(): string;
declare function shownTitles(): string[];
declare function scrolledPast(distance: number): boolean;
declare function firstVisibleAtRest(): Promise<unknown>;
declare function firstVisible(): unknown;
declare function pageStore(): { invalidateList(): Promise<void> };
