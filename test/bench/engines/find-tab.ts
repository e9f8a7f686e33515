import type { Engine, Tab } from './engine.js';
import { poll } from './scripted-page.js';

/** Waits for a tab by its address; see `Engine.waitForTab`. */
export async function findTab(
  engine: Pick<Engine, 'tabs'>,
  match: (url: string) => boolean,
  ms: number,
): Promise<Tab> {
  let there: string[] = [];
  const found = await poll(ms, async () => {
    there = [];
    for (const tab of await engine.tabs()) {
      // It may be closed at this moment.
      const url = await tab.url().catch((error: unknown) => `(${String(error)})`);
      if (match(url)) return tab;
      there.push(url);
    }
    return undefined;
  });
  if (found) return found;
  throw new Error(`No such window within ${ms} ms; there are: ${there.join(', ')}`);
}
