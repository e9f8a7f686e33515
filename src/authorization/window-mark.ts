import { MARK_KEY } from './tab-storage.js';

/** For how long it holds, in milliseconds: somebody may go on to use that window as any other. */
const MARK_TIME = 600_000;

/** Whether the page is shown in a window that was opened for an authorization, also after it lost its opener. */
export function isAuthorizationWindow(): boolean {
  return readMark() !== null;
}

/** The flow for which the window that shows the page was opened; `null` when it was opened for none. */
export function flowOfWindow(): string | null {
  return readMark() || null;
}

/** The flow that the mark names, if any; `null` where there is no mark, or one that is too old. */
function readMark(): string | null {
  try {
    const [time, flow = ''] = (sessionStorage.getItem(MARK_KEY) ?? '').split(' ');
    return Date.now() - Number(time) < MARK_TIME ? flow : null;
  } catch {
    return null;
  }
}
