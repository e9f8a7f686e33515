import type { QueryClient } from '@tanstack/query-core';
import type { HttpOptions } from '../api/http.js';
import type { FlowMode } from '../authorization/outcome.js';
import type { Visibility } from '../api/types.js';
import type { Labels } from '../locales/en.js';

/** How a store reaches its server, and how the elements below it behave. */
export interface DatasourceStoreOptions extends HttpOptions {
  /**
   * The host's own query client, whose cache is then shared. The host mounts it. Default: one of the store's own.
   * One query client holds the data of one server and one user.
   */
  queryClient?: QueryClient;
  /**
   * How the user is sent to the provider: in a window (`popup`), with the whole page (`redirect`), or in a window where
   * the browser is not known to open none (`auto`). Default `auto`. A redirect comes back by itself only to a host that
   * serves our callback page; see the README.
   */
  flow?: 'auto' | FlowMode;
  /**
   * Names the account that is signed in to the server, so that a change of it while an authorization is under way is
   * noticed. Default: the subject of the server's CSRF token, where that is a JSON web token.
   */
  getAccountId?: () => string | null | undefined | Promise<string | null | undefined>;
  /** Who may use connections that are added by OAuth. Default: left to the server (newer ones: `only_me`). */
  visibility?: Visibility;
  /**
   * Further exact origins from which the server's OAuth callback page reports, e.g. `https://console.example.com`.
   * The page's own origin and those of the API and the redirect URI are always accepted.
   */
  callbackOrigins?: readonly string[];
  /** Milliseconds for which a removal can be undone before it is sent. Default 6000; 0 sends it at once. */
  undoTime?: number;
  /** Texts that replace the built-in ones, by their key. */
  labels?: Partial<Labels>;
}
