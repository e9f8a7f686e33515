/**
 * Whether an origin is on another site than an address for certain, so that the browser neither sends nor stores
 * cookies with `SameSite=Lax` between them.
 *
 * A site is what somebody can register, e.g. `example.co.uk`, and only a list of all suffixes tells how many labels that
 * takes. But two hosts of one site always share at least their last two labels; an IP address and a name without a
 * dot (`localhost`) are sites of their own. So `true` is certain, and `false` may be wrong: `a.github.io` and `b.github.io`.
 *
 * @param origin `null` for a sandboxed page, which is on no site.
 */
export function isCrossSite(origin: string, { hostname }: URL): boolean {
  if (origin === 'null') return true;
  // An app or an extension may have rules of its own.
  if (!/^https?:/.test(origin)) return false;
  return siteOf(new URL(origin).hostname) !== siteOf(hostname);
}

/** The part of a host that all hosts of its site share: the whole of an IP address. */
function siteOf(hostname: string): string {
  return /[\d\]]$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
}

/** The origins of the page and of the pages that embed it, as far as the browser tells them; none where there is no page. */
export function pageOrigins(): readonly string[] {
  if (typeof document === 'undefined') return [];
  const { ancestorOrigins } = location as { ancestorOrigins?: ArrayLike<string> };
  return [self.origin, ...Array.from(ancestorOrigins ?? [])];
}
