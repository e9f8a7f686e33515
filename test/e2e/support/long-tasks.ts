import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Processor time of the thread: without that in which another process had the processor. */
  tdur?: number;
}

/** One task of the page's main thread, in milliseconds. */
export interface Task {
  /** After the mark. */
  start: number;
  duration: number;
}

const MARK = 'tasks-from-here';

/**
 * Records the tasks of a page's main thread by the processor time they take, which a busy machine does not change, while
 * something is done in it. The time that the emulation of a slow processor takes is part of it.
 */
export async function tasksWhile(browser: Browser, page: Page, action: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate((mark) => performance.mark(mark), MARK);
  await action();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (!mark) throw new Error('The trace has no mark.');
  return traceEvents
    .filter(
      ({ name, ph, pid, tid, ts }) =>
        ph === 'X' && name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid && ts > mark.ts,
    )
    .map(({ ts, dur = 0, tdur = dur }) => ({ start: (ts - mark.ts) / 1_000, duration: tdur / 1_000 }))
    .sort((a, b) => b.duration - a.duration);
}
