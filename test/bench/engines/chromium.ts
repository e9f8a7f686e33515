import puppeteer, { type Browser, type CDPSession, type Page as PuppeteerPage } from 'puppeteer-core';
import { findChromium } from '../../../scripts/chromium.mjs';
import { atExit, killGroup } from './at-exit.js';
import { startDisplay, temporaryFolder } from './display.js';
import type { Engine } from './engine.js';
import { NO_HANDLERS, PuppeteerEngine } from './puppeteer-engine.js';
import { PuppeteerTab, type Remote } from './puppeteer-tab.js';
import { saveLogin, untilLoginsAreKept, type SavedLogin } from './saved-login.js';

/**
 * All switches, instead of puppeteer's own: those switch off the popup blocker, the back/forward cache and the
 * throttling of hidden pages, which are what is tested here. Not headless, since only a window has a true focus.
 */
const SWITCHES = [
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--enable-automation',
  '--window-size=1200,900',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-search-engine-choice-screen',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--password-store=basic',
  '--use-mock-keychain',
  '--metrics-recording-only',
  'about:blank',
];

/** What a Chromium is started with. */
export interface ChromiumOptions {
  /** What its password manager knows. Default: nothing. */
  savedLogin?: SavedLogin;
}

/** Starts Chromium on a screen of its own. */
export async function startChromium({ savedLogin }: ChromiumOptions = {}): Promise<Engine> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is not installed.');
  const display = await startDisplay();
  const profile = await temporaryFolder();
  const launch = (): Promise<Browser> =>
    puppeteer.launch({
      executablePath,
      headless: false,
      // Chromium ends by itself when the pipe does.
      pipe: true,
      ignoreDefaultArgs: true,
      args: [...SWITCHES, `--user-data-dir=${profile.path}`],
      defaultViewport: null,
      protocolTimeout: 30_000,
      env: { ...process.env, DISPLAY: display.name },
      ...NO_HANDLERS,
    });
  if (savedLogin) {
    const first = await launch();
    await untilLoginsAreKept(profile.path);
    await first.close();
    await saveLogin(profile.path, savedLogin);
  }
  const browser = await launch();
  const forget = atExit(() => killGroup(browser.process()));
  return new Chromium(browser, await browser.version(), async () => {
    forget();
    await display.stop();
    await profile.remove();
  });
}

class Chromium extends PuppeteerEngine {
  readonly name = 'chromium';
  readonly #sessions = new WeakMap<PuppeteerPage, Promise<CDPSession>>();
  readonly #origins = new Set<string>();
  readonly #afterwards: () => Promise<void>;

  constructor(browser: Browser, version: string, afterwards: () => Promise<void>) {
    super(browser, version);
    this.#afterwards = afterwards;
    for (const event of ['targetcreated', 'targetchanged', 'targetdestroyed'] as const)
      browser.on(event, (target) => this.#noteOrigin(target.url()));
  }

  async reset(): Promise<void> {
    const old = await this.pages();
    const blank = await this.newPage();
    await Promise.all(old.map((page) => page.close().catch(() => undefined)));
    const session = await blank.createCDPSession();
    await session.send('Network.clearBrowserCookies');
    await session.send('Network.clearBrowserCache');
    for (const origin of this.#origins) {
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      for (const storageKey of this.#keysInFrames(origin))
        await session.send('Storage.clearDataForStorageKey', { storageKey, storageTypes: 'all' });
    }
    await session.detach();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.#afterwards();
  }

  protected async newPage(): Promise<PuppeteerPage> {
    return this.browser.newPage();
  }

  protected override makeTab(page: PuppeteerPage): PuppeteerTab {
    page.on('framenavigated', (frame) => this.#noteOrigin(frame.url()));
    return new ChromiumTab(page, this.remote);
  }

  protected override remote: Remote = {
    run: async (page, expression) => {
      const session = await this.#session(page);
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
        // puppeteer's own evaluate is one.
        userGesture: false,
      });
      if (!exceptionDetails) return result.value as unknown;
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    },
    goto: async (page, url) => {
      const { errorText } = await (await this.#session(page)).send('Page.navigate', { url });
      if (errorText) throw new Error(`${errorText} at ${url}`);
    },
    reload: async (page) => (await this.#session(page)).send('Page.reload'),
    collectGarbage: async (page) => (await this.#session(page)).send('HeapProfiler.collectGarbage'),
  };

  #session(page: PuppeteerPage): Promise<CDPSession> {
    const known = this.#sessions.get(page) ?? page.createCDPSession();
    this.#sessions.set(page, known);
    return known;
  }

  /** The names of an origin's storages in frames, one for each other site whose page the frame may stand in. */
  #keysInFrames(origin: string): string[] {
    const sites = new Set([...this.#origins].map(siteOf));
    sites.delete(siteOf(origin));
    return [...sites].map((site) => `${origin}/^0${site}`);
  }

  #noteOrigin(url: string): void {
    const { origin } = URL.canParse(url) ? new URL(url) : { origin: 'null' };
    if (origin !== 'null') this.#origins.add(origin);
  }
}

class ChromiumTab extends PuppeteerTab {
  async crash(): Promise<void> {
    const session = await this.page.createCDPSession();
    // The tab is gone before it could answer.
    session.send('Page.crash').catch(() => undefined);
    await new Promise((resolve) => this.page.once('error', resolve));
  }

  async devtools(): Promise<CDPSession> {
    return this.page.createCDPSession();
  }
}

/** The site of an address whose host is no subdomain. */
function siteOf(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}`;
}
