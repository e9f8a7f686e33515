import { pageAddress } from '../api/page.js';

/** Longest address of a picture, which may hold the picture itself: half a megabyte. */
const MOST = 500_000;

/**
 * A link of the server that is safe to offer: http or https (also one from the root of this origin), without user name
 * or password; else `null`.
 */
export function safeLink(text: string | null): string | null {
  // With two slashes a host follows: from the root of somebody else's origin.
  const url = text?.startsWith('//') ? null : parse(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

/**
 * An image of the server that is safe to show: https, the page's own origin, http on the API's origin, or an inline
 * bitmap; else `null`. A bare file name is none.
 *
 * @param apiOrigin where the API is.
 */
export function safeImage(text: string | null, apiOrigin: string): string | null {
  if (!text || text.length > MOST) return null;
  if (/^data:image\/(png|jpeg|webp|gif);base64,[a-z0-9+/=]+$/i.test(text)) return text;
  const url = parse(text);
  const own = url?.origin === location.origin || url?.origin === apiOrigin;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && own) ? url.href : null;
}

/** Without what a parser would drop without a word, and without what only imitates another host. */
function parse(text: string | null): URL | null {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!text || /[\u0000-\u0020\u007f-\u009f\u2028-\u202e\u2066-\u2069\\]/.test(text)) return null;
  try {
    const url = new URL(text, text.startsWith('/') ? pageAddress() : undefined);
    return url.username || url.password ? null : url;
  } catch {
    return null;
  }
}
