import { pageAddress } from '../api/page.js';

/**
 * The exact origins from which the server's OAuth callback page may report: the page's own, and those of some addresses.
 *
 * @param addresses what is no address, or has no origin of its own, is left out.
 */
export function trustedOrigins(addresses: Iterable<string | undefined>): ReadonlySet<string> {
  const origins = new Set<string>([location.origin]);
  for (const address of addresses) {
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
