import type { CDPSession } from 'puppeteer-core';

/** The browsers that the bench drives. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** All of them, in the order in which tables show them. */
export const ENGINE_NAMES: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];

/**
 * A real browser with one temporary profile, its popup blocker and its own rules for focus, history and storage.
 * `await startEngine(name)` gives one; it ends with `stop()`, and at the latest with the process.
 */
export interface Engine {
  readonly name: EngineName;
  /** As the browser states it, e.g. `156.0.8078.79`. */
  readonly version: string;
  /** A new tab, in front, at `url` once its document is parsed. */
  open(url: string): Promise<Tab>;
  /** Every tab and window that is open, those that pages opened too. */
  tabs(): Promise<Tab[]>;
  /**
   * Waits for a window that a page opened.
   * @param match Whether a window at this address is meant; `about:blank` is one, too.
   * @param ms How long to wait, in milliseconds; 10,000 unless told.
   */
  waitForTab(match: (url: string) => boolean, ms?: number): Promise<Tab>;
  /** Closes all but one blank tab and forgets what pages stored: cookies (HttpOnly ones too), storages, caches. */
  reset(): Promise<void>;
  /** Ends the browser and removes its profile. */
  stop(): Promise<void>;
}

/** Something with a document: a tab, or a frame in it. */
export interface Page {
  url(): Promise<string>;
  /**
   * Runs a function in the page and gives what it returns. The function is sent as text, so it sees nothing of what
   * surrounds it; arguments and result are JSON values. It is not a user gesture in a tab; in a frame it is one, in
   * Chromium and Firefox. Neither a content security policy nor Trusted Types prevent it. What it throws is thrown here.
   */
  evaluate<T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /**
   * Presses the mouse in the middle of an element: a trusted event, a user gesture. First brings the tab to the front,
   * as a person has to, and waits up to 10 s until the element is visible, enabled, at rest and not covered.
   * @param path Selectors joined by ` >>> `, which searches below what was found, through open shadow roots. Any part
   *   may be `text=Cancel`: the first visible button, link, menu item, option or field with that text or label.
   */
  click(path: string): Promise<void>;
  /** Moves the mouse over an element; see `click`. */
  hover(path: string): Promise<void>;
  /** Waits up to 10 s until the function gives something truthy, or a promise of it; through navigations, too. */
  waitFor<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Promise<void>;
  /** `waitFor` with another limit, in milliseconds. */
  waitWithin<A extends unknown[]>(ms: number, fn: (...args: A) => unknown, ...args: A): Promise<void>;
}

/** A tab, or a window that a page opened. */
export interface Tab extends Page {
  /** Whether the tab is gone, as far as this side has heard. */
  readonly closed: boolean;
  /** Goes to an address; done when the document is parsed. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** One step back in the history, by the page's own `history.back()`: a page may come from the back/forward cache. */
  back(): Promise<void>;
  /** A key, or several to be held together, by the names of `KeyboardEvent.key`: `Enter`, `Shift+Tab`. */
  press(key: string): Promise<void>;
  /** Types a text into whatever has the focus, key by key. */
  type(text: string): Promise<void>;
  bringToFront(): Promise<void>;
  /**
   * Makes the page hidden: another, blank tab comes before it, or, in WebKit, its window is minimized. Not for windows that
   * pages opened. `bringToFront` shows it again.
   */
  hide(): Promise<void>;
  /** Closes the tab as a person does; no question of the page prevents it. */
  close(): Promise<void>;
  /** A PNG of what the window shows. */
  screenshot(): Promise<Buffer>;
  /** Waits for a frame in the tab by its address. */
  frame(match: (url: string) => boolean, ms?: number): Promise<Page>;
  /**
   * Has the browser collect the garbage now. Not everything may be gone afterwards: where the stack is searched for
   * whatever looks like an object, some is found by chance.
   */
  collectGarbage(): Promise<void>;
  /** Chromium only: ends the tab's process. */
  crash?(): Promise<void>;
  /** Chromium only: a session of the DevTools protocol, for measuring memory and for freezing a page. */
  devtools?(): Promise<CDPSession>;
}
