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
