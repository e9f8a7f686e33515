/** The policy that the product promises to work under. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html";

/** Which option is sent as which header. */
const HEADERS: Record<string, string> = {
  coop: 'cross-origin-opener-policy',
  coep: 'cross-origin-embedder-policy',
  permissionsPolicy: 'permissions-policy',
  referrerPolicy: 'referrer-policy',
  cacheControl: 'cache-control',
};

/** The headers that a page's query asks for. */
export function pageHeaders(query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = { 'cache-control': 'no-cache' };
  for (const [option, header] of Object.entries(HEADERS)) {
    const value = query.get(option);
    if (value !== null) headers[header] = value;
  }
  const policies = [
    query.get('csp') === 'strict' ? STRICT_POLICY : query.get('csp'),
    query.get('trustedTypes') === 'true' ? TRUSTED_TYPES : null,
  ].filter((policy) => policy !== null);
  if (policies.length > 0) headers['content-security-policy'] = policies.join('; ');
  return headers;
}
