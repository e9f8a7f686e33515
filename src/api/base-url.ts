import { DatasourceError } from './errors.js';
import { pageAddress } from './page.js';

/**
 * The address of the API in full.
 *
 * @throws DatasourceError `config` when nothing can be appended to it, or when it holds a user name or password.
 */
export function resolveBase(baseUrl: string): URL {
  // Empty means the top of the page's own origin.
  const base = baseUrl || '/';
  const url = URL.canParse(base, pageAddress()) && new URL(base, pageAddress());
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/[?#]/.test(baseUrl))
    return url;
  throw invalidBase();
}

/**
 * The address of a request.
 *
 * @param rest what follows the address of the API; begins with a slash.
 * @throws DatasourceError `config` when it is not below that address: nothing secret may be sent elsewhere.
 */
export function resolveBelow(baseUrl: string, rest: string): URL {
  const base = resolveBase(baseUrl).href.replace(/\/$/, '');
  const url = new URL(baseUrl + rest, pageAddress());
  if (url.href.startsWith(`${base}/`)) return url;
  throw invalidBase();
}

function invalidBase(): DatasourceError {
  return new DatasourceError(
    'config',
    'The base-url cannot be used. Give the path or the http(s) address of the API, without user name, password, query and fragment.',
  );
}
