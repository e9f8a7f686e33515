/** Cookies by their names. */
export type Cookies = ReadonlyMap<string, string>;

/** Reads `a=1; b=2`, as a browser sends cookies. */
export function parseCookies(text: string): Cookies {
  const pairs = text.split(';').map((part) => part.trim());
  return new Map(
    pairs
      .filter((pair) => pair.indexOf('=') > 0)
      .map((pair) => [nameOf(pair), pair.slice(nameOf(pair).length + 1)]),
  );
}

/** The cookies that an answer sets. */
export function setCookies(headers: Headers): Cookies {
  return parseCookies(
    headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join(';'),
  );
}

/** The attributes of one cookie that an answer sets, in lower case; `null` where it sets no such cookie. */
export function cookieAttributes(headers: Headers, name: string): string[] | null {
  const line = headers.getSetCookie().find((one) => nameOf(one) === name);
  return (
    line
      ?.split(';')
      .slice(1)
      .map((part) => part.trim().toLowerCase()) ?? null
  );
}

/** As they are sent. */
export const cookieHeader = (cookies: Cookies): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

const nameOf = (pair: string): string => pair.slice(0, pair.indexOf('='));
