import { pageAddress } from '../api/page.js';
import type { DatasourceStoreOptions } from './options.js';

/** The exact origins from which the server's OAuth callback page may report. */
export function trustedOrigins(
  { baseUrl, callbackOrigins = [] }: DatasourceStoreOptions,
  redirectUri?: string,
): Set<string> {
  const origins = new Set<string>([location.origin]);
  for (const address of [baseUrl, redirectUri, ...callbackOrigins]) {
    const origin = address && originOf(address);
    if (origin) origins.add(origin);
  }
  // A sandboxed page's origin is the text "null", which any other such page shares.
  origins.delete('null');
  return origins;
}

function originOf(address: string): string | null {
  try {
    return new URL(address, pageAddress()).origin;
  } catch {
    return null;
  }
}
