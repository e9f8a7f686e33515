import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { HeardEvent } from './console-page.js';

/** The demo's pipeline editor, as a person uses it. Fails a test on what goes wrong in the page without being shown. */
export class PipelinePage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    page.on('pageerror', (error) => this.problems.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports every answer of 4xx as an error; those are what some tests are about.
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) this.problems.push(`console: ${message.text()}`);
    });
  }

  /** Opens the editor in a fresh browser context, on a server without connections. */
  static async open(browser: Browser, app: string): Promise<PipelinePage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const editor = new PipelinePage(await context.newPage());
    await editor.page.addInitScript({ path: 'test/e2e/support/in-page.js' });
    await editor.page.goto(`${app}/pipeline.html`);
    await editor.loaded();
    await editor.page.evaluate(() => removeConnections());
    await editor.page.reload();
    await editor.loaded();
    return editor;
  }

  async loaded(): Promise<void> {
    await this.page.getByText(/\d of \d+ data sources connected/).waitFor();
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  assertNoProblems(): void {
    assert.deepEqual(this.problems, []);
  }

  /** A node on the canvas; its accessible name begins with its own and goes on with its state. */
  node(name: string, state = ''): Locator {
    return this.page.getByRole('list').getByRole('button', { name: new RegExp(`^${name}\\s*, .*${state}`) });
  }

  /** The panel of a node. */
  panel(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  select(name: string): Locator {
    return this.panel(name).getByRole('combobox', { name: 'Connection', exact: true });
  }

  button(name: string, text: string): Locator {
    return this.panel(name).getByRole('button', { name: text, exact: true });
  }

  /** Waits until something has the focus. */
  async focused(element: Locator): Promise<void> {
    await element.and(this.page.locator(':focus')).waitFor();
  }

  async openPanel(name: string): Promise<void> {
    await this.node(name).click();
    await this.panel(name).waitFor();
  }

  get apiKeyDialog(): Locator {
    return this.page.getByRole('dialog', { name: 'API Key Authorization Configuration' });
  }

  async fillInKey(label: string, key: string, name: string): Promise<void> {
    await this.apiKeyDialog.getByLabel('Authorization Name').fill(name);
    await this.apiKeyDialog.getByLabel(label, { exact: false }).first().fill(key);
    await this.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
    await this.apiKeyDialog.waitFor({ state: 'hidden' });
  }

  /** Does something that opens the consent page, and allows access there. */
  async allow(action: () => Promise<void>): Promise<void> {
    const [popup] = await Promise.all([this.page.waitForEvent('popup'), action()]);
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Allow access' }).press('Enter');
    await closed;
  }

  /** Connects a source by OAuth from its panel, in which there is no connection yet. */
  async connectByOAuth(name: string): Promise<void> {
    await this.openPanel(name);
    await this.button(name, 'Connect').click();
    await this.allow(() => this.page.getByRole('menuitem', { name: 'Add OAuth' }).click());
    await this.select(name).waitFor();
  }

  /** Takes the access of every app away, where the account's owner does that. */
  async disconnect(oauth: string): Promise<void> {
    const page = await this.context.newPage();
    await page.goto(`${oauth}/connections`);
    const buttons = page.getByRole('button', { name: /^Disconnect/ });
    assert.notEqual(await buttons.count(), 0);
    while ((await buttons.count()) > 0)
      await Promise.all([page.waitForEvent('load'), buttons.first().click()]);
    await page.getByText('No app is connected.').waitFor();
    await page.close();
  }

  /** What the page printed when the form was saved. */
  async savedData(name: string): Promise<Record<string, string>> {
    const text = await this.panel(name).getByRole('group', { name: 'Saved form data' }).innerText();
    return JSON.parse(text) as Record<string, string>;
  }

  /** Waits for the document that the last run of a node read. */
  async document(name: string): Promise<Locator> {
    const document = this.panel(name).getByRole('article');
    await document.waitFor();
    return document;
  }

  /** How often a document was asked for so far. */
  countReads(): () => number {
    let count = 0;
    this.page.on('request', (request) => {
      if (request.url().endsWith('/read')) count += 1;
    });
    return () => count;
  }

  /** Presses Tab until this, or what has this name, has the focus, and fails when it never does. */
  async tabTo(wanted: string | Locator): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.#hasFocus(wanted)) return;
    }
    assert.fail(`“${String(wanted)}” is not reached by Tab`);
  }

  async #hasFocus(wanted: string | Locator): Promise<boolean> {
    if (typeof wanted === 'string') return this.page.evaluate((name) => focusedText() === name, wanted);
    return wanted.evaluate((element) => element === deepActive());
  }

  async events(): Promise<HeardEvent[]> {
    return this.page.evaluate(() => heard);
  }
}

/** In the page; see in-page.js. */
declare const heard: HeardEvent[];
declare function deepActive(): Element | null;
declare function focusedText(): string;
declare function removeConnections(): Promise<void>;
