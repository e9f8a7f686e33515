/**
 * A link of the server that is safe to offer: http or https (also one from the root of this origin), without user name
 * or password; else `null`.
 */
export function safeLink(text: string | null): string | null {
  const url = parse(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
    ? url.href
    : null;
}

/**
 * An image of the server that is safe to show: https, the page's own origin, http on the API's origin, or an inline
 * bitmap; else `null`. A bare file name is none.
 *
 * @param apiOrigin where the API is.
 */
export function safeImage(text: string | null, apiOrigin: string): string | null {
  if (text && /^data:image\/(png|jpeg|webp|gif);base64,[a-z0-9+/=]+$/i.test(text)) return text;
  const url = parse(text);
  if (!url || url.username || url.password) return null;
  const own = url.origin === location.origin || url.origin === apiOrigin;
  return url.protocol === 'https:' || (url.protocol === 'http:' && own) ? url.href : null;
}

function parse(text: string | null): URL | null {
  try {
    return text ? new URL(text, text.startsWith('/') ? document.baseURI : undefined) : null;
  } catch {
    return null;
  }
}
