import { domainToASCII } from 'node:url';

/**
 * The rule of the URL guard in other words, and without a URL parser: what may be opened as an authorization page. Only
 * how a host is written is left to the platform.
 */
export function mayBeOpened(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 32 || (code >= 127 && code <= 159) || code === 8232 || code === 8233) return false;
  }
  const colon = text.indexOf(':');
  const scheme = text.slice(0, colon).toLowerCase();
  if (colon < 0 || (scheme !== 'https' && scheme !== 'http')) return false;
  let start = colon + 1;
  while (text[start] === '/' || text[start] === '\\') start++;
  let end = start;
  while (end < text.length && !'/\\?#'.includes(text[end] ?? '')) end++;
  const authority = text.slice(start, end);
  const at = authority.lastIndexOf('@');
  if (at >= 0 && !['', ':'].includes(authority.slice(0, at))) return false;
  const host = hostOf(authority.slice(at + 1));
  if (host === null) return false;
  if (scheme === 'https') return true;
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || isLoopback(host.split('.'))
  );
}

function hostOf(hostAndPort: string): string | null {
  const colon = hostAndPort.indexOf(':', hostAndPort.indexOf(']') + 1);
  const host = colon < 0 ? hostAndPort : hostAndPort.slice(0, colon);
  const port = colon < 0 ? '' : hostAndPort.slice(colon + 1);
  for (const digit of port) if (digit < '0' || digit > '9') return null;
  return Number(port) <= 65_535 ? domainToASCII(host) || null : null;
}

function isLoopback([first, ...others]: string[]): boolean {
  return first === '127' && others.length === 3 && others.every((part) => part !== '' && Number(part) <= 255);
}
