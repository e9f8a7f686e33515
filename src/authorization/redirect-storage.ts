/** Under which the tab keeps what the page went away for; what it is, `redirect-record.ts` knows. */
export const REDIRECT_KEY = 'datasource-elements:redirect';

/** Whether the tab keeps anything. */
export function hasRedirect(): boolean {
  try {
    return sessionStorage.getItem(REDIRECT_KEY) !== null;
  } catch {
    return false;
  }
}

/**
 * Nothing is to be resumed any more.
 *
 * @param owner whose record is meant; without it, whatever there is. One that is too old is meant too.
 * @returns `false` when there was none: another load of the page took it.
 */
export function forgetRedirect(owner = ''): boolean {
  try {
    // It is random, so it stands nowhere else in it.
    if (!sessionStorage.getItem(REDIRECT_KEY)?.includes(owner)) return false;
    sessionStorage.removeItem(REDIRECT_KEY);
  } catch {
    // Nor can anybody take it.
  }
  return true;
}
