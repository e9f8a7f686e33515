import type { Page } from '../../bench/engines/engine.js';

type WithHandles = Window & { handles?: Window[] };

/** From now on `window.handles` holds the windows that the page has opened, oldest first. */
export async function keepHandles(page: Page): Promise<void> {
  await page.evaluate(() => {
    const handles: Window[] = [];
    (window as WithHandles).handles = handles;
    const { open } = window;
    window.open = (...parameters) => {
      const handle = open.apply(window, parameters);
      if (handle) handles.push(handle);
      return handle;
    };
  });
}
