import { own } from './own.js';

/** What went wrong, as a stable code that hosts may switch on. `docs/troubleshooting.md` explains each. */
export type DatasourceErrorCode =
  /** The server could not be reached (offline, DNS, connection reset). */
  | 'network'
  /** The server can be reached, but does not let this page read its answers (CORS). */
  | 'cors'
  /** The API is on another site than the page, so that the browser keeps the server's cookies from it. */
  | 'cross_site'
  /** The provider would send the user back to another host than the API's, where the authorization is unknown. */
  | 'host_mismatch'
  /** The server told the provider a redirect URI that is no full address. */
  | 'relative_redirect_uri'
  /** No answer within the time limit. The outcome of a write is unknown. */
  | 'timeout'
  /** The caller gave up. Never shown to a user. */
  | 'aborted'
  /** 401, and a refresh did not help. */
  | 'session_expired'
  /** 401 because the CSRF header was not accepted. */
  | 'csrf_rejected'
  /** 403: the user's role may not do this. */
  | 'forbidden'
  /** 404. */
  | 'not_found'
  /** 400 or 422: the server refused the values; its message says why. */
  | 'invalid_param'
  /** 429, or the server said not to be asked before `retryAfter` is over. */
  | 'rate_limited'
  /** 5xx. */
  | 'server'
  /** The answer was not JSON, was cut off, too long or garbled, or was a redirect. */
  | 'bad_response'
  /** The answer was JSON, but not what the contract says; `path` names the field. */
  | 'contract'
  /** `plugin-id` or `provider` is missing or malformed. */
  | 'invalid_id'
  /** The server does not list this data source. */
  | 'unknown_datasource'
  /** The browser did not open the authorization window. */
  | 'popup_blocked'
  /** The server's authorization URL is not safe to open. */
  | 'unsafe_url'
  /** No OAuth client is configured for this data source. */
  | 'no_oauth_client'
  /** Another authorization is under way, here or in another tab. */
  | 'flow_in_progress'
  /** The user, or the provider, refused on the provider's page (`access_denied` of RFC 6749 section 4.1.2.1). */
  | 'access_denied'
  /** The provider did not authorize for another reason; `serverCode` holds its own code. */
  | 'authorization_failed'
  /** Somebody else signed in to the server while the authorization was under way. */
  | 'account_changed'
  /** The page stands in a sandboxed frame in which no authorization can work. */
  | 'sandboxed'
  /** The page stands in a frame, where the user cannot be sent to the authorization page and back. */
  | 'redirect_in_iframe'
  /** The page is itself shown in an authorization window. */
  | 'nested_popup'
  /** The server forgot the authorization (5 minutes) before it was finished. */
  | 'expired'
  /** A setting is wrong. */
  | 'config';

/** Details of a {@link DatasourceError}. */
export interface DatasourceErrorInit {
  /** HTTP status, when there was an answer. */
  status?: number;
  /** The server's own `code`, e.g. `invalid_param`. */
  serverCode?: string;
  /** The field that broke the contract, e.g. `result[2].credentials_list[0].id`. */
  path?: string;
  /** Milliseconds that the server said to wait. */
  retryAfter?: number | undefined;
}

const HELP = 'https://unpkg.com/datasource-elements/docs/troubleshooting.md';

const RETRYABLE: ReadonlySet<DatasourceErrorCode> = new Set([
  'network',
  'cors',
  'timeout',
  'rate_limited',
  'server',
  'bad_response',
  'popup_blocked',
  'expired',
  'flow_in_progress',
  'access_denied',
  'authorization_failed',
]);

/**
 * The only error type that the package throws or reports. Carries codes, the server's message and ids, never a
 * request body, a header or a secret; values posted as secrets are cut out of the server's message.
 */
export class DatasourceError extends Error {
  readonly code: DatasourceErrorCode;
  readonly status: number | undefined;
  readonly serverCode: string | undefined;
  readonly path: string | undefined;
  /** Milliseconds, at most 60 000, for which the server asked not to be asked again; nothing is sent before. */
  readonly retryAfter: number | undefined;

  constructor(code: DatasourceErrorCode, message: string, init: DatasourceErrorInit = {}) {
    super(message);
    this.code = code;
    const { status, serverCode, path, retryAfter } = own(init);
    this.status = status;
    this.serverCode = serverCode;
    this.path = path;
    this.retryAfter = retryAfter;
  }

  // No field: it could not be set where the page has frozen `Error.prototype`.
  override get name() {
    return 'DatasourceError';
  }

  /** Whether the same call may succeed when it is tried again unchanged. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  /** Where the code is explained: what it means, how to see it, what to do. */
  get helpUrl(): string {
    return `${HELP}#${this.code}`;
  }

  toJSON() {
    const { code, message, status, serverCode, path, retryAfter, retryable } = this;
    return { code, message, status, serverCode, path, retryAfter, retryable };
  }
}

/** Whatever was thrown, as a {@link DatasourceError}. */
export function toDatasourceError(thrown: unknown): DatasourceError {
  if (thrown instanceof DatasourceError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new DatasourceError('server', message);
}

/** Whether the server refused a name because another connection of the data source has it (contract 1.4). */
export function isNameTaken({ code, message }: DatasourceError): boolean {
  return code === 'invalid_param' && /name is already exists/i.test(message);
}
