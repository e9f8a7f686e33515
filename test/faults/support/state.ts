import assert from 'node:assert/strict';
import type { Bench } from '../../bench/bench.js';
import type { Page, Tab } from '../../bench/engines/engine.js';
import { poll } from '../../bench/engines/scripted-page.js';
import type { PageOracle } from '../../bench/oracles/oracle.js';
import type { SeenEvent } from '../../bench/oracles/report.js';
import type { DatasourceContextElement } from '../../../src/index.js';
import { endsOf, sees } from './flow.js';

/** How the flow that is under way stands, as a text to compare; waits until the user is with the provider. */
export async function waitingState(page: Page): Promise<string> {
  await page.waitFor(() => {
    const context = document.querySelector<DatasourceContextElement>('datasource-context');
    return context?.currentStore?.flows.current?.state.phase === 'waiting';
  });
  return flowState(page);
}

/** How the flow that is under way stands, as a text to compare. */
export function flowState(page: Page): Promise<string> {
  return page.evaluate(() => {
    const context = document.querySelector<DatasourceContextElement>('datasource-context');
    return JSON.stringify(context?.currentStore?.flows.current?.state ?? null);
  });
}

/** Says "I have finished" and fails unless the flow, after a look at the server's list, goes on without a result. */
export async function goesOnWaiting(page: Page): Promise<void> {
  await page.click('text=I have finished');
  await sees(page, 'The server does not show the connection yet.');
  assert.deepEqual(await endsOf(page), []);
}

/** Waits until so many flows have ended, and gives the events that say how; fails when there are more. */
export async function endsAre(page: Page, count: number, ms = 15_000): Promise<SeenEvent[]> {
  await page.waitWithin(
    ms,
    async (wanted) => {
      const { __oracle: oracle } = window as unknown as { __oracle: PageOracle };
      const events = (await oracle.report()).documents.flatMap((each) => each.events);
      const ends = events.filter(({ type }) =>
        /^datasource-(authorized|authorize-(cancel|error))$/.test(type),
      );
      return ends.length >= wanted;
    },
    count,
  );
  const ends = await endsOf(page);
  assert.equal(ends.length, count, ends.map(({ type }) => type).join());
  return ends;
}

/** Waits until a window is gone. */
export async function isGone({ engine }: Bench, tab: Tab): Promise<void> {
  const gone = await poll(10_000, async () => !(await engine.tabs()).includes(tab));
  assert.equal(gone, true, 'the window is closed');
}
