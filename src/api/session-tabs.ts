import { nameOf, readNote, seenOfSession } from './session-note.js';
import { runAlone } from './tab-lock.js';

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

function leaveNote(server: URL): void {
  try {
    localStorage.setItem(nameOf(server), String(Math.random()));
  } catch {
    // Then there are other signs.
  }
}
