/** What went wrong, as a stable code that hosts may switch on. */
export type DatasourceErrorCode =
  /** The server could not be reached (offline, DNS, CORS, connection reset). */
  | 'network'
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
  /** 429. */
  | 'rate_limited'
  /** 5xx. */
  | 'server'
  /** The answer was not JSON, was cut off, or was a redirect. */
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
  /** Another authorization is under way. */
  | 'flow_in_progress'
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
}

const RETRYABLE: ReadonlySet<DatasourceErrorCode> = new Set([
  'network',
  'timeout',
  'rate_limited',
  'server',
  'bad_response',
  'popup_blocked',
  'expired',
  'flow_in_progress',
]);

/**
 * The only error type that the package throws or reports. Carries codes, the server's message and ids, never a
 * request body, a header or a secret; values posted as secrets are cut out of the server's message.
 */
export class DatasourceError extends Error {
  override readonly name = 'DatasourceError';
  readonly code: DatasourceErrorCode;
  readonly status?: number;
  readonly serverCode?: string;
  readonly path?: string;

  constructor(code: DatasourceErrorCode, message: string, init: DatasourceErrorInit = {}) {
    super(message);
    this.code = code;
    if (init.status !== undefined) this.status = init.status;
    if (init.serverCode !== undefined) this.serverCode = init.serverCode;
    if (init.path !== undefined) this.path = init.path;
  }

  /** Whether the same call may succeed when it is tried again unchanged. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  toJSON() {
    const { code, message, status, serverCode, path, retryable } = this;
    return { code, message, status, serverCode, path, retryable };
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
