const PLAIN = 'csrf_token';
const HOST = '__Host-csrf_token';

/**
 * The CSRF token as the server set it in a cookie that the page can read, or `null`. The server prefixes the name
 * with `__Host-` on https unless it sets a cookie domain (contract 1.5), so both names are tried.
 *
 * Read it when the request is sent, not before: the server rotates it together with the access token.
 */
export function readCsrfCookie(cookies: string, secure: boolean): string | null {
  const names = secure ? [HOST, PLAIN] : [PLAIN, HOST];
  const pairs = cookies.split(/;\s*/);
  for (const name of names) {
    const pair = pairs.find((item) => item.startsWith(`${name}=`));
    if (pair) return decode(pair.slice(name.length + 1));
  }
  return null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
