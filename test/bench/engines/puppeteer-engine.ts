import type { Browser, Page as PuppeteerPage } from 'puppeteer-core';
import type { Engine, EngineName, Tab } from './engine.js';
import { PuppeteerTab, type Remote } from './puppeteer-tab.js';
import { findTab } from './find-tab.js';
import { WAIT } from './scripted-page.js';

/** For `puppeteer.launch`: signals are handled in `at-exit.ts`. */
export const NO_HANDLERS = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/** What Chromium and Firefox have in common. */
export abstract class PuppeteerEngine implements Engine {
  abstract readonly name: EngineName;
  readonly version: string;
  protected readonly browser: Browser;
  readonly #known = new WeakMap<PuppeteerPage, PuppeteerTab>();

  constructor(browser: Browser, version: string) {
    this.browser = browser;
    this.version = version.replace(/^[^/]*\//, '');
  }

  abstract reset(): Promise<void>;
  abstract stop(): Promise<void>;
  protected abstract remote: Remote;
  protected abstract newPage(): Promise<PuppeteerPage>;

  async open(url: string): Promise<Tab> {
    const tab = this.tabOf(await this.newPage());
    await tab.goto(url);
    return tab;
  }

  async tabs(): Promise<PuppeteerTab[]> {
    return (await this.pages()).map((page) => this.tabOf(page)).filter((tab) => !tab.closed);
  }

  async waitForTab(match: (url: string) => boolean, ms = WAIT): Promise<Tab> {
    return findTab(this, match, ms);
  }

  protected async pages(): Promise<PuppeteerPage[]> {
    return (await this.browser.pages()).filter((page) => !page.isClosed());
  }

  protected tabOf(page: PuppeteerPage): PuppeteerTab {
    const known = this.#known.get(page);
    if (known) return known;
    const tab = this.makeTab(page);
    this.#known.set(page, tab);
    return tab;
  }

  protected makeTab(page: PuppeteerPage): PuppeteerTab {
    return new PuppeteerTab(page, this.remote);
  }
}
