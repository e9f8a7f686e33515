import type { AccountName } from '../world/console/accounts.js';
import type { Coop } from '../world/idp/settings.js';

/** Two names of one machine, which browsers hold to be two sites. */
export type Site = 'localhost' | '127.0.0.1';

/** What a fixture page is like; it travels in the page's own query. Everything may be left out. */
export interface PageOptions {
  /** Under which name the page is opened. Default `localhost`. */
  site?: Site;
  /** Who is logged in when the page comes; a session of the account that the browser has is kept. Default: nothing is done. */
  account?: AccountName;

  /** `Cross-Origin-Opener-Policy`. */
  coop?: Coop;
  /** `Cross-Origin-Embedder-Policy`. */
  coep?: 'require-corp' | 'credentialless' | 'unsafe-none';
  /** `Content-Security-Policy`: a policy, or `strict` for the one that the product promises to work under. */
  csp?: string;
  /** Adds to the policy that scripts are made by Lit's Trusted Types policy alone. */
  trustedTypes?: boolean;
  /** `Permissions-Policy`. */
  permissionsPolicy?: string;
  /** `Referrer-Policy`. */
  referrerPolicy?: string;
  /** `Cache-Control`. Default `no-cache`: with `no-store` browsers keep no page for the way back. */
  cacheControl?: string;

  /** Scripts that run after the oracle and before the product, by their names in `preludes/` or in `world.preludes`. */
  preludes?: readonly string[];
  /** Installs a fake clock, `window.clock`, that shows so many milliseconds since 1970 and stands still. */
  clock?: number;
  /** How often the product is loaded, each time as a module of its own. Default 1; 0 loads it not at all. */
  bundles?: number;
  /**
   * Puts elements into the page whose ids and names are those of globals that scripts like to look up; `lit` takes those
   * that Lit's own modules look up.
   */
  clobber?: 'common' | 'lit';

  /** `base-url` of the (first) context. */
  baseUrl?: string;
  /** `base-url` of the second context, on `two-stores`. */
  baseUrl2?: string;
  /** Further attributes of the contexts. */
  context?: Readonly<Record<string, string>>;
  /** A bearer token, by which the contexts leave cookies alone. */
  bearer?: string;
  /** `lang` of the page. Default `en`. */
  lang?: string;

  /** Which element stands on the page `element`. */
  element?: string;
  /** How many of it, each with the id `element-1`, `element-2`, … Default 1. */
  count?: number;
  /** Full id of its data source. Default Notion. */
  provider?: string;
  /** Further attributes of it. */
  attributes?: Readonly<Record<string, string>>;
  /** Puts it into a form of the host. */
  form?: boolean;

  /** What the pages `frame` and `opener` show or open: an address. */
  src?: string;
  /** `sandbox` of the frame; an empty text is the strictest. Default: no sandbox. */
  sandbox?: string;
  /** `allow` of the frame. */
  allow?: string;
  /** The name and the features of the window that `opener` opens. */
  windowName?: string;
  features?: string;
}

/** The options as a query, without its question mark. */
export function toQuery(options: PageOptions): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (name === 'site' || value === undefined) continue;
    if (Array.isArray(value)) query.set(name, value.join(','));
    else if (typeof value === 'object' && value !== null)
      for (const [key, text] of Object.entries(value)) query.set(`${name}.${key}`, String(text));
    else query.set(name, String(value));
  }
  return query;
}

/** Reads the parts of a record such as `attributes`. */
export function recordOf(query: URLSearchParams, name: string): Record<string, string> {
  return Object.fromEntries(
    [...query]
      .filter(([key]) => key.startsWith(`${name}.`))
      .map(([key, value]) => [key.slice(name.length + 1), value]),
  );
}
