import type { Tab } from '../../bench/engines/engine.js';

/** Longer than a press counts as aimed at what was there before, in milliseconds. */
const SETTLED = 600;

interface FrontPage {
  /** On the clock of events, in milliseconds, which no test can stop. */
  frontSince?: number | undefined;
}

/** Brings a tab to the front and waits until a press on it counts: it must have been there for a while. */
export async function toFront(tab: Tab): Promise<void> {
  await tab.bringToFront();
  await tab.evaluate(() => {
    (window as FrontPage).frontSince = undefined;
  });
  await tab.waitFor((settled) => {
    const page = window as FrontPage;
    const now = new Event('now').timeStamp;
    if (!document.hasFocus()) page.frontSince = undefined;
    else page.frontSince ??= now;
    return page.frontSince !== undefined && now - page.frontSince > settled;
  }, SETTLED);
}

/** Presses something in a tab that was not in front before. */
export async function clickIn(tab: Tab, path: string): Promise<void> {
  await toFront(tab);
  await tab.click(path);
}
