import { DatasourceError } from './errors.js';
import { own } from './own.js';
import { isCrossSite, pageOrigins } from './site.js';

/**
 * Why the server's cookies cannot work here, known without a request; `null` when nothing is certain.
 *
 * @param origins of the page and of the pages that embed it.
 */
export function diagnoseSite(api: URL, origins = pageOrigins()): DatasourceError | null {
  const origin = origins.find((one) => isCrossSite(one, api));
  if (origin === undefined) return null;
  const where = origin === 'null' ? 'in a sandboxed frame' : `on ${new URL(origin).host}`;
  return new DatasourceError(
    'cross_site',
    `This page is ${where} and the API on ${api.host}: to the browser these are two sites, so it keeps the cookies of the server back. Serve the API under the address of the page.`,
  );
}

/**
 * Why the provider will not bring the user back, as far as the address of its page tells: it usually repeats where
 * the server wants the user to be sent.
 *
 * @param cookies whether the server knows the authorization by a cookie, which only its own host gets.
 */
export function diagnoseRedirect(
  authorizationUrl: string,
  api: URL,
  cookies: boolean,
): DatasourceError | null {
  const target = URL.canParse(authorizationUrl) && new URL(authorizationUrl).searchParams.get('redirect_uri');
  if (!target) return null;
  if (!URL.canParse(target))
    return new DatasourceError(
      'relative_redirect_uri',
      'The server told the provider a redirect URI that is no full address, and the provider will refuse it. Set CONSOLE_API_URL on the server.',
    );
  const { protocol, origin, host } = new URL(target);
  if (!cookies || !/^https?:$/.test(protocol) || !isCrossSite(origin, api)) return null;
  return new DatasourceError(
    'host_mismatch',
    `The provider would send you to ${host}, but the API is used on ${api.host}, and only that host knows about this authorization. Use one host name for both.`,
  );
}

/**
 * Whether a server answers at all, though the page may not see what. Tells a server that does not allow this page
 * (CORS) from one that cannot be reached.
 */
export async function answersAtAll(send: typeof fetch, url: string): Promise<boolean> {
  try {
    const init: RequestInit = {
      mode: 'no-cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(5_000),
    };
    await send(url, own(init));
    return true;
  } catch {
    return false;
  }
}

/** @param host of the API. */
export function corsError(host: string): DatasourceError {
  return new DatasourceError(
    'cors',
    `${host} answers, but does not let this page read its answers. Allow the origin of this page on the server (CORS), or serve the API under the address of the page.`,
  );
}
