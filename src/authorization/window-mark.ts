import { attempt } from './attempt.js';
import { MARK_KEY } from './tab-storage.js';

/** For how long it holds, in milliseconds: somebody may go on to use that window as any other. */
const MARK_TIME = 600_000;

/** Whether the page is shown in a window that was opened for an authorization, also after it lost its opener. */
export function isAuthorizationWindow(): boolean {
  return Boolean(readMark());
}

/** The flow for which the window that shows the page was opened; `null` when it was opened for none. */
export function flowOfWindow(): string | null {
  return readMark()?.[1] ?? null;
}

/** Its time and its flow, unless it is too old. */
function readMark(): readonly [time: string, flow?: string] | null {
  const mark = attempt(() => sessionStorage.getItem(MARK_KEY)) ?? '';
  const [time = '', flow] = mark.split(' ');
  if (!time || !(Date.now() - Number(time) < MARK_TIME)) return null;
  return flow ? [time, flow] : [time];
}
