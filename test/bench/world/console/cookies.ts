import type { ConsoleSettings } from './settings.js';
import type { Tokens } from './sessions.js';

const REFRESH_SECONDS = 30 * 24 * 3600;

/** The values of all cookies of a name, in the order in which the browser sent them. */
export function cookiesOf(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(/;\s*/)
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** The `Set-Cookie` lines of a session; only `csrf_token` can be read by the page (contract 1.5). */
export function sessionCookies(
  tokens: Tokens,
  { cookiePrefix, sessionSeconds }: Pick<ConsoleSettings, 'cookiePrefix' | 'sessionSeconds'>,
): string[] {
  const line = (name: string, value: string, seconds: number): string =>
    [
      `${cookiePrefix}${name}=${value}; Path=/; SameSite=Lax; Max-Age=${seconds}`,
      ...(cookiePrefix ? ['Secure'] : []),
      ...(name === 'csrf_token' ? [] : ['HttpOnly']),
    ].join('; ');
  return [
    line('access_token', tokens.access, sessionSeconds),
    line('csrf_token', tokens.csrf, sessionSeconds),
    line('refresh_token', tokens.refresh, REFRESH_SECONDS),
  ];
}

/** The lines that remove a session's cookies. */
export function clearingCookies({ cookiePrefix }: Pick<ConsoleSettings, 'cookiePrefix'>): string[] {
  return ['access_token', 'csrf_token', 'refresh_token'].map(
    (name) => `${cookiePrefix}${name}=; Path=/; SameSite=Lax; Max-Age=0${cookiePrefix && '; Secure'}`,
  );
}

/** The one cookie that ties a returning user to the flow that was started last (contract 1.5). */
export function contextCookie(contextId: string, seconds: number): string {
  return `context_id=${contextId}; Path=/; SameSite=Lax; HttpOnly; Max-Age=${seconds}`;
}
