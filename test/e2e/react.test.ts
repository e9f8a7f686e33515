import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { APIResponse, Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { assertAccessible } from './support/accessibility.js';
import { launchBrowser } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';

const AUTH = '/console/api/auth/plugin/datasource';
const LIST = `GET ${AUTH}/list`;
const FIRECRAWL = `${AUTH}/langgenius/firecrawl_datasource/firecrawl`;
const NOTION = `${AUTH}/langgenius/notion_datasource/notion_datasource`;

/** A React app and the elements on one page, with one query client. */
describe('the React page', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let context: BrowserContext;
  let page: Page;
  let requests: string[];
  let problems: string[];

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    requests = [];
    problems = [];
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports every answer of 4xx as an error; those are what one test is about.
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) problems.push(`console: ${message.text()}`);
    });
    await page.goto(`${demo.addresses.app}/react.html`);
    await bothShow();
  });
  afterEach(async () => {
    assert.deepEqual(problems, []);
    await context.close();
  });

  const count = (line: string): number => requests.filter((request) => request === line).length;
  const react = (): Locator => page.getByRole('region', { name: 'React', exact: true });
  const row = (source: string, connections: number): Locator =>
    react().getByRole('row', { name: `${source} ${connections}`, exact: true });
  const connectionsInReact = (): Locator => react().getByRole('group', { name: 'Connections of one source' });
  const card = (source: string): Locator =>
    page
      .getByRole('region', { name: 'Elements', exact: true })
      .getByRole('article', { name: source, exact: true });
  const readAgain = (what: string): Promise<void> =>
    page.getByRole('button', { name: `Read again: ${what}` }).click();

  async function bothShow(): Promise<void> {
    await Promise.all([
      react()
        .getByRole('row', { name: /^Notion/ })
        .waitFor(),
      card('Notion').waitFor(),
    ]);
  }

  /** Waits until the page has counted that many requests, and checks that there were no others. */
  async function assertListReads(expected: number): Promise<void> {
    const text = `${expected} ${expected === 1 ? 'request' : 'requests'} for the list`;
    await page.getByRole('status').filter({ hasText: text }).waitFor();
    assert.equal(count(LIST), expected);
  }

  /** Calls the API as somebody at another machine would: the page hears nothing of it. */
  async function behindThePage(method: 'GET' | 'POST', path: string, data?: object): Promise<APIResponse> {
    const cookies = await context.cookies();
    const csrf = cookies.find(({ name }) => name.endsWith('csrf_token'))?.value ?? '';
    const headers = { 'X-CSRF-Token': csrf };
    const response = await context.request.fetch(demo.addresses.app + path, { method, headers, data });
    assert.ok(response.ok(), `${method} ${path}: ${response.status()}`);
    return response;
  }

  it('reads the list once for both sides, and says so', async () => {
    await assertListReads(1);
  });

  it('a connection that is added through an element is there for React too, without a reload', async () => {
    await react().getByRole('combobox', { name: 'Data source' }).selectOption('Jina Reader');
    await connectionsInReact().getByText('No connection yet').waitFor();
    await row('Jina Reader', 0).waitFor();

    await page.getByRole('button', { name: 'Configure Jina Reader', exact: true }).click();
    await page.getByRole('button', { name: 'Add API Key', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'API Key Authorization Configuration' });
    await dialog.getByLabel('Authorization Name').fill('Team reader');
    await dialog.getByLabel('API Key (leave empty', { exact: false }).first().fill('jina_demo_key');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await row('Jina Reader', 1).waitFor();
    await connectionsInReact().getByRole('listitem').filter({ hasText: 'Team reader' }).waitFor();
    await card('Jina Reader').getByText('Team reader', { exact: true }).waitFor();
    await assertListReads(2);
    assert.equal(count('GET /react.html'), 1);
  });

  it('an invalidation by React is one more request, and both sides show its answer', async () => {
    const name = 'Added elsewhere';
    await behindThePage('POST', FIRECRAWL, { credentials: { firecrawl_api_key: 'fc-demo-key' }, name });
    await row('Firecrawl', 0).waitFor();
    await readAgain('the list');
    await Promise.all([
      row('Firecrawl', 1).waitFor(),
      card('Firecrawl').getByText(name, { exact: true }).waitFor(),
    ]);
    await assertListReads(2);

    const answer = await behindThePage('GET', FIRECRAWL);
    const { result } = (await answer.json()) as { result: { id: string }[] };
    await behindThePage('POST', `${FIRECRAWL}/delete`, { credential_id: result[0]?.id });
    await readAgain('the list');
    await Promise.all([
      row('Firecrawl', 0).waitFor(),
      card('Firecrawl').getByText(name, { exact: true }).waitFor({ state: 'detached' }),
    ]);
    await assertListReads(3);
  });

  it('an invalidation of one source’s connections leaves the list alone', async () => {
    const before = count(`GET ${NOTION}`);
    const answered = page.waitForResponse((response) => response.url().endsWith(NOTION));
    await readAgain('the connections');
    await answered;
    assert.equal(count(`GET ${NOTION}`), before + 1);
    await assertListReads(1);
  });

  it('asks to sign in when the session has ended, and goes on after it', async () => {
    await context.clearCookies();
    await page.getByRole('button', { name: 'Configure Jina Reader', exact: true }).click();
    await page.getByRole('button', { name: 'Add API Key', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'API Key Authorization Configuration' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your session has ended.').waitFor();
    await page.getByRole('button', { name: 'Continue as Anne' }).click();
    await bothShow();
  });

  it('breaks no accessibility rule, in light and dark, wide and narrow', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Afresh, so that no colour is still on its way from the other theme.
      await page.reload();
      await bothShow();
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await assertAccessible(page, `${colorScheme} ${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      }
    }
  });
});
