import assert from 'node:assert/strict';
import type { Bench } from '../../bench/bench.js';
import type { Page } from '../../bench/engines/engine.js';
import { CREDENTIALS_REQUEST } from './flow.js';

/** How a report can be sent to a page of the same origin. */
export type Way = 'parent' | 'opener' | 'channel' | 'storage';

/** For how long, in milliseconds. */
const LENGTH = 2_000;

/**
 * Sends reports of success from a page, a thousand a second.
 *
 * @returns how many.
 */
export async function flood(page: Page, way: Way): Promise<number> {
  return page.evaluate(
    async (chosen, length) => {
      const name = 'datasource-elements:oauth-callback';
      const report = { type: 'oauth_callback', success: true };
      const channel = new BroadcastChannel(name);
      const ways = {
        parent: () => window.parent.postMessage(report, location.origin),
        opener: () => (window.opener as Window).postMessage(report, location.origin),
        channel: () => channel.postMessage(report),
        storage: () => {
          localStorage.setItem(name, JSON.stringify(report));
          localStorage.removeItem(name);
        },
      };
      const start = performance.now();
      const elapsed = (): number => performance.now() - start;
      let sent = 0;
      while (sent < length) {
        for (const due = Math.min(elapsed(), length); sent < due; sent += 1) ways[chosen]();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      channel.close();
      return sent;
    },
    way,
    LENGTH,
  );
}

/** Runs something and fails when the page read the connections more than once a second meanwhile. */
export async function readsAtMostOnceASecond(bench: Bench, run: () => Promise<unknown>): Promise<void> {
  const { log } = bench.world.host;
  const before = log.count(CREDENTIALS_REQUEST);
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1_000;
  const reads = log.count(CREDENTIALS_REQUEST) - before;
  assert.ok(reads <= seconds + 1, `${reads} reads in ${seconds.toFixed(1)} s`);
}
