import type { DatasourceError } from '../api/errors.js';
import type { DatasourceCredential } from '../api/types.js';

/** Where the user authorizes: in a window of its own, or in this very page. */
export type FlowMode = 'popup' | 'redirect';

/** Why an authorization was given up. */
export type CancelReason =
  /** The user pressed Cancel. */
  | 'user'
  /** The window was closed, or the user came back from a redirect, and the server shows no new connection. */
  | 'window_closed'
  /** Another tab, or another data source, goes on in its place. */
  | 'taken_over';

/** How an authorization ended. There is exactly one for each flow. */
export type AuthorizationOutcome =
  | {
      readonly status: 'authorized';
      readonly credential: DatasourceCredential;
      /** Whether an existing connection was authorized again. */
      readonly reauthorized: boolean;
      /** `false` when only the user's word says so; see `datasource-authorized`. */
      readonly confirmed: boolean;
    }
  | { readonly status: 'cancelled'; readonly reason: CancelReason }
  | { readonly status: 'failed'; readonly error: DatasourceError };
