import { DatasourceError } from '../api/errors.js';

/** Raw spaces and control characters, which a URL parser would drop without a word. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const HIDDEN_CHARACTERS = /[\u0000-\u0020\u007f-\u009f\u2028\u2029]/;

/**
 * The authorization URL, if it is safe to send the user there: absolute, `https:` (or `http:` on a loopback host),
 * without user name or password. Everything else, `javascript:` above all, would run as or imitate the host page.
 *
 * @throws DatasourceError `unsafe_url`; its message names the scheme and host only.
 */
export function guardAuthorizationUrl(text: string): URL {
  const url = HIDDEN_CHARACTERS.test(text) ? null : parse(text);
  if (!url || !isAllowed(url)) {
    const shown = url ? `${url.protocol}//${url.host}`.slice(0, 100) : 'not an absolute address';
    throw new DatasourceError(
      'unsafe_url',
      `The server's authorization address was not opened because it is not safe (${shown}). It must begin with https.`,
    );
  }
  return url;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function isAllowed(url: URL): boolean {
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
