import type { Source } from '../sources/source.js';

/** The stand-in for a provider's API, which the authorization server's host serves. */
export const ownApi = (source: Source, oauthUrl: string): string => `${oauthUrl}/provider-api/${source.name}`;

/** Where the API of a connection is: at the address that its user gave, if any. Nothing for one that is not allowed. */
export function apiBase(
  source: Source,
  credentials: Record<string, unknown>,
  oauthUrl: string,
): string | undefined {
  const field = source.keyCheck?.baseUrlField;
  const given = field === undefined ? undefined : credentials[field];
  if (typeof given !== 'string' || given.trim() === '') return ownApi(source, oauthUrl);
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : undefined;
  return url && isLoopback(url) ? `${url.origin}${url.pathname.replace(/\/+$/, '')}` : undefined;
}

/** Only addresses of this machine, so that nobody can make the server send requests into the network around it. */
function isLoopback(url: URL): boolean {
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return (
    loopback &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === ''
  );
}
