import { findEngine } from '../../../scripts/engines.mjs';
import { startDisplay } from './display.js';
import type { Engine, Tab } from './engine.js';
import { findTab } from './find-tab.js';
import { WAIT } from './scripted-page.js';
import { Session, startDriver, type Driver } from './webdriver.js';
import { WebKitTab } from './webkit-tab.js';
import { startWindowManager, type WindowManager } from './window-manager.js';

/**
 * No collection of garbage leaves out what is old, as JavaScriptCore's small ones do; else what is left after one says
 * nothing (`useGenerationalGC` in its OptionsList.h).
 */
const WHOLE_COLLECTIONS = { JSC_useGenerationalGC: '0' };

/** Starts WebKitGTK's MiniBrowser on a screen of its own, with a window manager, by W3C WebDriver. */
export async function startWebKit(): Promise<Engine> {
  const binary = findEngine('webkit');
  if (!binary) throw new Error('WebKitGTK is not installed.');
  const display = await startDisplay();
  const windowManager = await startWindowManager(display.name);
  const driver = await startDriver('WebKitWebDriver', { DISPLAY: display.name, ...WHOLE_COLLECTIONS });
  const engine = new WebKit(driver, binary, windowManager, async () => {
    await driver.stop();
    await windowManager.stop();
    await display.stop();
  });
  await engine.reset();
  return engine;
}

class WebKit implements Engine {
  readonly name = 'webkit';
  version = '';
  readonly #driver: Driver;
  readonly #capabilities: object;
  readonly #windowManager: WindowManager;
  readonly #afterwards: () => Promise<void>;
  #known = new Map<string, WebKitTab>();
  #session: Session | null = null;

  constructor(driver: Driver, binary: string, windowManager: WindowManager, afterwards: () => Promise<void>) {
    this.#driver = driver;
    // Without the switch that lets scripts open windows automatically: that is the popup blocker.
    this.#capabilities = {
      browserName: 'MiniBrowser',
      // With `eager` commands hang while a frame loads: they wait for what has already been.
      pageLoadStrategy: 'none',
      unhandledPromptBehavior: 'accept',
      // Tests have limits of their own.
      timeouts: { script: null },
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    };
    this.#windowManager = windowManager;
    this.#afterwards = afterwards;
  }

  /** What an automated MiniBrowser keeps, it keeps in its memory: another one has nothing. */
  async reset(): Promise<void> {
    await this.#session?.end();
    for (const tab of this.#known.values()) tab.markClosed();
    this.#known = new Map();
    this.#session = await Session.start(this.#driver, this.#capabilities);
    this.version = String(this.#session.capabilities['browserVersion']);
  }

  async open(url: string): Promise<Tab> {
    // The window that was spoken to last may be gone, and the driver refuses to open another one from there.
    const [any = ''] = await this.#handles();
    const place = { window: any, frames: [] };
    const type = { type: 'window' };
    const { handle } = await this.#current.sendTo<{ handle: string }>(place, 'POST', '/window/new', type);
    const tab = this.#tabOf(handle);
    await tab.goto(url);
    // Nobody did anything, so the window manager does not give it the focus by itself.
    await tab.bringToFront();
    return tab;
  }

  async tabs(): Promise<Tab[]> {
    const handles = await this.#handles();
    for (const [handle, tab] of this.#known) if (!handles.includes(handle)) tab.markClosed();
    return handles.map((handle) => this.#tabOf(handle));
  }

  async waitForTab(match: (url: string) => boolean, ms = WAIT): Promise<Tab> {
    return findTab(this, match, ms);
  }

  async stop(): Promise<void> {
    await this.#session?.end().catch(() => undefined);
    await this.#afterwards();
  }

  get #current(): Session {
    if (!this.#session) throw new Error('The browser is not running.');
    return this.#session;
  }

  #handles(): Promise<string[]> {
    return this.#current.send('GET', '/window/handles');
  }

  #tabOf(handle: string): WebKitTab {
    const tab = this.#known.get(handle) ?? new WebKitTab(this.#current, handle, this.#windowManager);
    this.#known.set(handle, tab);
    return tab;
  }
}
