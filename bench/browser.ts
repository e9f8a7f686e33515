import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.mjs';

/** How slow processor and network are made where a page is loaded. */
export const THROTTLING = {
  cpu: 4,
  /** “Slow 4G” as the browser's own tools have it: bytes per second, and milliseconds for each request. */
  network: { offline: false, downloadThroughput: 180_000, uploadThroughput: 84_375, latency: 562.5 },
};

/** Starts Chromium; one for each round. */
export function openBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: ensureChromium(),
    args: CHROMIUM_ARGS,
    defaultViewport: { width: 1280, height: 800 },
    protocolTimeout: 300_000,
  });
}

/** What happens in a page of its own, with a process and caches of its own. */
export async function inFreshPage<T>(
  browser: Browser,
  run: (page: Page, session: CDPSession) => Promise<T>,
): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    const result = await run(page, await page.createCDPSession());
    if (errors.length) throw new Error(`An error in ${page.url()}: ${errors.join('; ')}`);
    return result;
  } finally {
    await context.close();
  }
}
