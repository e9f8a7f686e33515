import type { Frame, KeyInput, Page as PuppeteerPage } from 'puppeteer-core';
import type { Page, Tab } from './engine.js';
import { poll, ScriptedPage, WAIT, type Point } from './scripted-page.js';

/** What a tab asks of its browser directly, since puppeteer does it in another way, or waits for the wrong thing. */
export interface Remote {
  /** Runs an expression in the main document, without a user gesture. */
  run(page: PuppeteerPage, expression: string): Promise<unknown>;
  /** Begins to go to an address. */
  goto(page: PuppeteerPage, url: string): Promise<void>;
  /** Begins to load the page anew. */
  reload(page: PuppeteerPage): Promise<void>;
  /** Has the page's process collect its garbage. */
  collectGarbage(page: PuppeteerPage): Promise<void>;
}

/** A tab of a browser that puppeteer drives. */
export class PuppeteerTab extends ScriptedPage implements Tab {
  readonly page: PuppeteerPage;
  readonly #remote: Remote;
  #closed = false;

  constructor(page: PuppeteerPage, remote: Remote) {
    super();
    this.page = page;
    this.#remote = remote;
    // A question of the page would stop everything until somebody answers.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  }

  get closed(): boolean {
    return this.#closed || this.page.isClosed();
  }

  /** puppeteer hears nothing of a page that comes from the back/forward cache. */
  async url(): Promise<string> {
    return this.evaluate(() => location.href).catch(() => this.page.url());
  }

  async goto(url: string): Promise<void> {
    await this.navigate(() => this.#remote.goto(this.page, url));
  }

  async reload(): Promise<void> {
    await this.navigate(() => this.#remote.reload(this.page));
  }

  async back(): Promise<void> {
    await this.navigate(() => this.evaluate(() => history.back()));
  }

  async press(key: string): Promise<void> {
    await this.toFront();
    const held = key.split(/\+(?=.)/) as KeyInput[];
    const last = held.pop() as KeyInput;
    for (const modifier of held) await this.page.keyboard.down(modifier);
    await this.page.keyboard.press(last);
    for (const modifier of held.reverse()) await this.page.keyboard.up(modifier);
  }

  async type(text: string): Promise<void> {
    await this.toFront();
    await this.page.keyboard.type(text);
  }

  async bringToFront(): Promise<void> {
    await this.page.bringToFront();
  }

  async hide(): Promise<void> {
    await this.page.browserContext().newPage();
    await this.waitFor(() => document.hidden);
  }

  async close(): Promise<void> {
    if (!this.closed) await this.page.close();
    this.#closed = true;
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.page.screenshot());
  }

  async collectGarbage(): Promise<void> {
    await this.#remote.collectGarbage(this.page);
  }

  async frame(match: (url: string) => boolean, ms = WAIT): Promise<Page> {
    const find = () => this.page.frames().find((frame) => frame.parentFrame() && match(frame.url()));
    const found = await poll(ms, async () => find());
    if (!found) throw new Error(`No such frame within ${ms} ms at ${this.page.url()}`);
    return new PuppeteerFrame(found, this);
  }

  protected async run(expression: string): Promise<unknown> {
    return this.#remote.run(this.page, expression);
  }

  override async toFront(): Promise<void> {
    const focused = await this.evaluate(() => document.hasFocus());
    if (!focused) await this.bringToFront();
  }

  override async mouse({ x, y }: Point, action: 'click' | 'hover'): Promise<void> {
    await this.page.mouse[action === 'click' ? 'click' : 'move'](x, y);
  }
}

/** A frame in a tab; its mouse is the tab's. */
class PuppeteerFrame extends ScriptedPage {
  readonly #frame: Frame;
  readonly #tab: PuppeteerTab;

  constructor(frame: Frame, tab: PuppeteerTab) {
    super();
    this.#frame = frame;
    this.#tab = tab;
  }

  async url(): Promise<string> {
    return this.#frame.url();
  }

  protected async run(expression: string): Promise<unknown> {
    return this.#frame.evaluate(expression);
  }

  protected async toFront(): Promise<void> {
    await this.#tab.toFront();
  }

  protected async mouse(point: Point, action: 'click' | 'hover'): Promise<void> {
    const element = await this.#frame.frameElement();
    const box = await element?.boundingBox();
    if (!box) throw new Error('The frame is not visible.');
    await this.#tab.mouse({ x: box.x + point.x, y: box.y + point.y }, action);
  }
}
