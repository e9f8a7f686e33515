import { readCsrfCookie } from './csrf-cookie.js';
import { pageCookies } from './page.js';

/**
 * What changes whenever any tab renews the session of a server: the CSRF cookie and the note that the tab leaves.
 * Clocks, which differ and jump, have no say.
 */
export function seenOfSession(server: URL): string {
  return `${readNote(server) ?? ''} ${readCsrfCookie(pageCookies(), server.protocol === 'https:') ?? ''}`;
}

/** Under which the tabs of a server leave notes. */
export function nameOf(server: URL): string {
  return `datasource-elements session ${server.href}`;
}

/** What the last renewal left; `null` where the browser keeps nothing. */
export function readNote(server: URL): string | null {
  try {
    return localStorage.getItem(nameOf(server)) ?? '';
  } catch {
    return null;
  }
}
