import { attempt } from './attempt.js';

/** Under which the tab keeps what the page went away for; what it is, `redirect-record.ts` knows. */
export const REDIRECT_KEY = 'datasource-elements:redirect';
/** Under which a window knows that it was opened for an authorization; see `window-mark.ts`. */
export const MARK_KEY = 'datasource-elements:authorization-window';

/** Whether the tab keeps what the page went away for. */
export function hasRedirect(): boolean {
  return read(REDIRECT_KEY) !== null;
}

/**
 * Runs `open`, so that the window that it opens knows what it is. A window gets a copy of what this tab keeps, and would
 * take itself for one that was away: so that is put aside meanwhile.
 *
 * @param flow names the flow for which it is opened.
 */
export function marked<T>(open: () => T, flow: string): T {
  const redirect = exchange(REDIRECT_KEY, null);
  const mark = exchange(MARK_KEY, `${Date.now()} ${flow}`);
  try {
    return open();
  } finally {
    exchange(MARK_KEY, mark);
    exchange(REDIRECT_KEY, redirect);
  }
}

/** Keeps `value`, or nothing, under a key. Without storage the window does not know. */
function exchange(key: string, value: string | null): string | null {
  const before = read(key);
  attempt(() => (value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key)));
  return before;
}

function read(key: string): string | null {
  return attempt(() => sessionStorage.getItem(key)) ?? null;
}
