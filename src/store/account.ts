import { readCsrfCookie } from '../api/csrf-cookie.js';
import { pageAddress, pageCookies } from '../api/page.js';
import { within } from '../api/time-limit.js';
import type { DatasourceStoreOptions } from './options.js';

/** Milliseconds after which a function of the host that never answers is given up: an outcome waits for it. */
const PATIENCE = 10_000;

/**
 * Who is signed in to the server, as far as that can be known without asking it: what the host says, or the subject
 * (RFC 7519 section 4.1.2) of the CSRF token, which a Dify console signs for one user (contract 1.5).
 *
 * @returns `null` when it is not known.
 */
export async function readAccount({
  getAccountId,
  getAccessToken,
  getCsrfToken,
  baseUrl = '/console/api',
}: DatasourceStoreOptions): Promise<string | null> {
  try {
    if (getAccountId) return (await inTime(getAccountId)) ?? null;
    if (getAccessToken) return null;
    const https = new URL(baseUrl, pageAddress()).protocol === 'https:';
    return subjectOf((getCsrfToken && (await inTime(getCsrfToken))) ?? readCsrfCookie(pageCookies(), https));
  } catch {
    return null;
  }
}

function inTime<T>(work: () => T | PromiseLike<T>): Promise<T> {
  return within(AbortSignal.timeout(PATIENCE), work);
}

/** The subject of a JSON web token; nothing is proven by it, it is only compared with another one. */
function subjectOf(token: string | null | undefined): string | null {
  const payload = token?.split('.')[1];
  if (!payload) return null;
  try {
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: unknown };
    return typeof claims.sub === 'string' ? claims.sub : null;
  } catch {
    return null;
  }
}
