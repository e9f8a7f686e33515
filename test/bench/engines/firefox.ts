import puppeteer, { type Browser, type BrowserContext, type Page as PuppeteerPage } from 'puppeteer-core';
import { findEngine } from '../../../scripts/engines.mjs';
import { atExit, killGroup } from './at-exit.js';
import { temporaryFolder } from './display.js';
import type { Engine } from './engine.js';
import { FirefoxCollector } from './firefox-collector.js';
import { jsonText } from './json-text.js';
import { NO_HANDLERS, PuppeteerEngine } from './puppeteer-engine.js';
import type { Remote } from './puppeteer-tab.js';

/** What puppeteer and Firefox's own remote control change for tests, changed back to what people have. */
const PREFERENCES = {
  'remote.prefs.recommended': false,
  'dom.disable_open_during_load': true,
  'focusmanager.testmode': false,
  'browser.contentblocking.category': 'custom',
  'network.cookie.cookieBehavior': 5,
  'security.fileuri.strict_origin_policy': true,
  // No request to anywhere.
  'browser.region.network.url': '',
  'browser.safebrowsing.provider.mozilla.updateURL': '',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'dom.push.connection.enabled': false,
  'toolkit.telemetry.server': '',
  'app.update.enabled': false,
};

/**
 * Starts Firefox; it has a true focus without a screen, too.
 * @param preferences More of Firefox's own settings (`about:config`).
 */
export async function startFirefox(preferences: Readonly<Record<string, unknown>> = {}): Promise<Engine> {
  const executablePath = findEngine('firefox');
  if (!executablePath) throw new Error('Firefox is not installed.');
  const profile = await temporaryFolder();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: profile.path,
    extraPrefsFirefox: { ...PREFERENCES, ...preferences },
    defaultViewport: null,
    protocolTimeout: 30_000,
    // Reports about its memory go there.
    env: { ...process.env, TMPDIR: profile.path },
    ...NO_HANDLERS,
  });
  const forget = atExit(() => killGroup(browser.process()));
  const collector = new FirefoxCollector(browser.process(), profile.path);
  const engine = new Firefox(browser, await browser.version(), collector, async () => {
    forget();
    await profile.remove();
  });
  await engine.reset();
  return engine;
}

/** What puppeteer has inside and does not show. */
interface BidiBrowser {
  connection: { send(method: string, params: object): Promise<{ result: unknown }> };
}

interface BidiFrame {
  _id: string;
}

type EvaluateResult =
  | { type: 'success'; result: { type: string; value?: string } }
  | { type: 'exception'; exceptionDetails: { text: string } };

class Firefox extends PuppeteerEngine {
  readonly name = 'firefox';
  readonly #collector: FirefoxCollector;
  readonly #afterwards: () => Promise<void>;
  #context: BrowserContext;

  constructor(
    browser: Browser,
    version: string,
    collector: FirefoxCollector,
    afterwards: () => Promise<void>,
  ) {
    super(browser, version);
    this.#collector = collector;
    this.#afterwards = afterwards;
    this.#context = browser.defaultBrowserContext();
  }

  /** A container of its own keeps cookies and storages apart, and takes them with it when it goes. */
  async reset(): Promise<void> {
    const old = await this.pages();
    const used = this.#context;
    this.#context = await this.browser.createBrowserContext();
    await this.newPage();
    await Promise.all(old.map((page) => page.close().catch(() => undefined)));
    if (used !== this.browser.defaultBrowserContext()) await used.close();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.#afterwards();
  }

  protected async newPage(): Promise<PuppeteerPage> {
    return this.#context.newPage();
  }

  protected override remote: Remote = {
    run: async (page, expression) => {
      const result = await this.#send<EvaluateResult>('script.evaluate', {
        expression: jsonText(expression),
        target: { context: idOf(page) },
        awaitPromise: true,
        // puppeteer's own evaluate is one.
        userActivation: false,
      });
      if (result.type === 'exception') throw new Error(result.exceptionDetails.text);
      const { value } = result.result;
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    goto: (page, url) => this.#send('browsingContext.navigate', { context: idOf(page), url, wait: 'none' }),
    reload: (page) => this.#send('browsingContext.reload', { context: idOf(page), wait: 'none' }),
    collectGarbage: () => this.#collector.collect(),
  };

  async #send<T>(method: string, params: object): Promise<T> {
    const { connection } = this.browser as unknown as BidiBrowser;
    return (await connection.send(method, params)).result as T;
  }
}

const idOf = (page: PuppeteerPage): string => (page.mainFrame() as unknown as BidiFrame)._id;
