import assert from 'node:assert/strict';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.mjs';

/** One DOM event, as the page heard it on `document`. */
export interface HeardEvent {
  type: string;
  detail: Record<string, unknown>;
}

/** A connection by API key that a test begins with. */
export interface Seed {
  name: string;
  credentials?: Record<string, string>;
}

/** A real browser, with the popup blocker that the test library switches off. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  assert.ok(executablePath, 'Chromium is needed');
  return chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
  });
}

/** The demo's console, as a person uses it. Fails a test on anything that goes wrong in the page without being shown. */
export class ConsolePage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: string[] = [];
  readonly requests: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    page.on('pageerror', (error) => this.problems.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports every answer of 4xx as an error; those are what some tests are about.
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) this.problems.push(`console: ${message.text()}`);
    });
    page.on('request', (request) =>
      this.requests.push(`${request.method()} ${new URL(request.url()).pathname}`),
    );
  }

  /** Opens the console in a fresh browser context and goes to Data Sources as the docs say. */
  static async open(browser: Browser, app: string): Promise<ConsolePage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const console = new ConsolePage(await context.newPage());
    await console.page.addInitScript({ path: 'test/e2e/support/in-page.js' });
    await console.page.goto(app);
    await console.goToDataSources();
    return console;
  }

  /** Avatar → Settings → Data Sources. */
  async goToDataSources(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account/ }).click();
    await this.page.getByRole('menuitem', { name: 'Settings' }).click();
    // The page that is left has a link of that name, too.
    const settings = this.page.getByRole('navigation', { name: 'Settings' });
    await settings.getByRole('link', { name: 'Data Sources' }).click();
    await this.card('Notion').waitFor();
  }

  /** The same person, in another tab. */
  async secondTab(): Promise<ConsolePage> {
    const other = new ConsolePage(await this.context.newPage());
    await other.page.addInitScript({ path: 'test/e2e/support/in-page.js' });
    await other.page.goto(this.page.url());
    return other;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** Connections that are there before a test begins: made at the server, in this order, then shown. */
  async seed(id: string, connections: readonly Seed[]): Promise<void> {
    for (const connection of connections) await this.addBehindTheBack(id, connection);
    await this.page.evaluate(() => pageStore().invalidateList());
  }

  /** Adds a connection at the server, of which the page does not hear. */
  async addBehindTheBack(id: string, { name, credentials = {} }: Seed): Promise<void> {
    await this.page.evaluate(([path, body]) => callServer(path, body), [
      id,
      { name, credentials, type: 'api-key' },
    ] as const);
  }

  /** The names of the connections that the server has. */
  async stored(id: string): Promise<string[]> {
    return this.page.evaluate((wanted) => storedNames(wanted), id);
  }

  /** The names of the connections that a card shows, in their order. */
  async names(source: string): Promise<string[]> {
    return this.card(source).locator('datasource-credential bdi').allInnerTexts();
  }

  card(source: string): Locator {
    return this.page.getByRole('article', { name: source, exact: true });
  }

  /** The row of a connection, found by its name. */
  row(source: string, name: string): Locator {
    return this.card(source)
      .getByRole('listitem')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  get apiKeyDialog(): Locator {
    return this.page.getByRole('dialog', { name: 'API Key Authorization Configuration' });
  }

  get oauthDialog(): Locator {
    return this.page.getByRole('dialog', { name: 'OAuth Client Settings' });
  }

  /** Presses "Configure" of a data source and then a button of what opens. */
  async configure(source: string, button: string): Promise<void> {
    await this.page.getByRole('button', { name: `Configure ${source}`, exact: true }).click();
    await this.page
      .getByRole('dialog', { name: `Configure ${source}` })
      .getByRole('button', { name: button, exact: true })
      .click();
  }

  /** Does something that opens a window, and gives that window. */
  async popupOf(action: () => Promise<void>): Promise<Page> {
    const [popup] = await Promise.all([this.page.waitForEvent('popup'), action()]);
    return popup;
  }

  async events(): Promise<HeardEvent[]> {
    return this.page.evaluate(() => heard);
  }

  /** Waits for the next outcome of an authorization and gives all events so far. */
  async outcome(): Promise<HeardEvent[]> {
    await this.page.waitForFunction(() =>
      heard.some(({ type }) => /authorize-(cancel|error)$|authorized$/.test(type)),
    );
    return this.events();
  }

  assertNoProblems(): void {
    assert.deepEqual(this.problems, []);
  }
}

/** The types of events, in the order in which they were heard. */
export function types(events: readonly HeardEvent[]): string[] {
  return events.map(({ type }) => type.replace('datasource-', ''));
}

/** In the page; see in-page.js. */
declare const heard: HeardEvent[];
declare function pageStore(): { invalidateList(): Promise<void> };
declare function callServer(path: string, body: object): Promise<unknown>;
declare function storedNames(id: string): Promise<string[]>;
