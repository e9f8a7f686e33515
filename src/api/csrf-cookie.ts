const PLAIN = 'csrf_token';
const HOST = '__Host-csrf_token';

/**
 * The CSRF token as the server set it in a cookie that the page can read, or `null`. The server prefixes the name
 * with `__Host-` on https unless it sets a cookie domain (contract 1.5), so both names are tried; of several cookies of
 * one name the browser lists the one for the longest path first.
 *
 * Read it when the request is sent, not before: the server rotates it together with the access token.
 *
 * @param rejected a token that the server did not accept; another one is preferred.
 */
export function readCsrfCookie(cookies: string, secure: boolean, rejected?: string | null): string | null {
  const names = secure ? [HOST, PLAIN] : [PLAIN, HOST];
  const pairs = cookies.split(/;\s*/);
  const tokens = names.flatMap((name) =>
    pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => decode(pair.slice(name.length + 1))),
  );
  return tokens.find((token) => token !== rejected) ?? tokens[0] ?? null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
