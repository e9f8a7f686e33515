/** Cookies by their names. */
export type Cookies = ReadonlyMap<string, string>;

/**
 * The cookies of a request that lets the browser send none (`credentials: 'omit'`): those of its header, as a program sends
 * them. `null` for any other: there the browser sends what it keeps.
 */
export function ownCookies(credentials: RequestCredentials, headers: Headers): Cookies | null {
  if (credentials !== 'omit') return null;
  const pairs = (headers.get('Cookie') ?? '').split(/;\s*/);
  return new Map(pairs.map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
}
