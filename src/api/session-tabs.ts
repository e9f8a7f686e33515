import { readCsrfCookie } from './csrf-cookie.js';
import { pageCookies } from './page.js';
import { runAlone } from './tab-lock.js';

/**
 * What changes whenever any tab renews the session of a server: the CSRF cookie and the note that the tab leaves.
 * Clocks, which differ and jump, have no say.
 */
export function seenOfSession(server: URL): string {
  return `${readNote(server) ?? ''} ${readCsrfCookie(pageCookies(), server.protocol === 'https:') ?? ''}`;
}

/**
 * Renews the session unless another tab has done so since a request was sent; one tab at a time.
 *
 * @param seen {@link seenOfSession} when the request was sent.
 * @param limit longest wait for another tab, in milliseconds.
 * @param post asks the server; `false` when it refuses.
 * @returns whether the session is renewed, by whichever tab.
 */
export function renewInOneTab(
  server: URL,
  seen: string,
  limit: number,
  post: () => Promise<boolean>,
): Promise<boolean> {
  return runAlone(nameOf(server), limit, async (waited) => {
    const isNews = (): boolean => seenOfSession(server) !== seen;
    // Where tabs cannot leave notes, having waited is what tells that another one has renewed the session.
    if (isNews() || (waited && readNote(server) === null)) return true;
    const renewed = await post();
    if (renewed) leaveNote(server);
    // The server refuses the second of two renewals, and a tab without locks may have come first.
    return renewed || isNews();
  });
}

function nameOf(server: URL): string {
  return `datasource-elements session ${server.href}`;
}

/** `null` where the browser keeps nothing. */
function readNote(server: URL): string | null {
  try {
    return localStorage.getItem(nameOf(server)) ?? '';
  } catch {
    return null;
  }
}

function leaveNote(server: URL): void {
  try {
    localStorage.setItem(nameOf(server), String(Math.random()));
  } catch {
    // Then there are other signs.
  }
}
