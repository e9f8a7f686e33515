import type { DatasourceRef } from '../api/datasource-id.js';
import type { DatasourceError, DatasourceErrorCode } from '../api/errors.js';
import type { CredentialType, DatasourceCredential } from '../api/types.js';
import type { CancelReason } from '../authorization/outcome.js';

/** How a connection was made. */
export type AuthorizeMethod = 'oauth2' | 'api-key';

/** What may be said of a connection in an event: never a secret. */
export interface CredentialInfo {
  readonly id: string;
  readonly name: string;
  readonly type: CredentialType;
}

/** The parts of a credential that events carry. */
export function credentialInfo({ id, name, type }: DatasourceCredential): CredentialInfo {
  return { id, name, type };
}

const EVERYWHERE: EventInit = { bubbles: true, composed: true };

/** Before an OAuth flow or the saving of an API key begins. Cancel it to do the work yourself. */
export class DatasourceAuthorizeStartEvent extends Event {
  static readonly eventName = 'datasource-authorize-start';
  readonly detail: DatasourceRef & { readonly method: AuthorizeMethod; readonly credentialId?: string };

  constructor(detail: DatasourceAuthorizeStartEvent['detail']) {
    super(DatasourceAuthorizeStartEvent.eventName, { ...EVERYWHERE, cancelable: true });
    this.detail = detail;
  }
}

/** An authorization completed; exactly once for each that succeeds. The cache is up to date when it fires. */
export class DatasourceAuthorizedEvent extends Event {
  static readonly eventName = 'datasource-authorized';
  readonly detail: DatasourceRef & {
    readonly credential: CredentialInfo;
    readonly method: AuthorizeMethod;
    /** Whether an existing connection was authorized again. */
    readonly reauthorized: boolean;
    /** `false` when only the user's word says so: a server shows no change after a re-authorization. */
    readonly confirmed: boolean;
  };

  constructor(detail: DatasourceAuthorizedEvent['detail']) {
    super(DatasourceAuthorizedEvent.eventName, EVERYWHERE);
    this.detail = detail;
  }
}

/** The user gave an authorization up. */
export class DatasourceAuthorizeCancelEvent extends Event {
  static readonly eventName = 'datasource-authorize-cancel';
  readonly detail: DatasourceRef & { readonly method: AuthorizeMethod; readonly reason: CancelReason };

  constructor(detail: DatasourceAuthorizeCancelEvent['detail']) {
    super(DatasourceAuthorizeCancelEvent.eventName, EVERYWHERE);
    this.detail = detail;
  }
}

/** An authorization failed. The element shows why. */
export class DatasourceAuthorizeErrorEvent extends Event {
  static readonly eventName = 'datasource-authorize-error';
  readonly detail: DatasourceRef & {
    readonly method: AuthorizeMethod;
    readonly error: {
      readonly code: DatasourceErrorCode;
      readonly message: string;
      readonly status?: number;
      readonly retryable: boolean;
    };
  };

  constructor({
    error,
    ...detail
  }: DatasourceRef & { readonly method: AuthorizeMethod; readonly error: DatasourceError }) {
    super(DatasourceAuthorizeErrorEvent.eventName, EVERYWHERE);
    const { code, message, status, retryable } = error;
    this.detail = { ...detail, error: { code, message, retryable, ...(status !== undefined && { status }) } };
  }
}

/** What happened to a connection. */
export type CredentialChange = 'created' | 'updated' | 'renamed' | 'default' | 'removed' | 'reauthorized';

/** A connection was changed by the user, and the server confirmed it. */
export class DatasourceCredentialChangeEvent extends Event {
  static readonly eventName = 'datasource-credential-change';
  readonly detail: DatasourceRef & { readonly action: CredentialChange; readonly credential: CredentialInfo };

  constructor(detail: DatasourceCredentialChangeEvent['detail']) {
    super(DatasourceCredentialChangeEvent.eventName, EVERYWHERE);
    this.detail = detail;
  }
}

/**
 * The server says 401 and a refresh did not help. Fired on `<datasource-context>`, or on `document` for elements
 * without one.
 */
export class DatasourceSessionExpiredEvent extends Event {
  static readonly eventName = 'datasource-session-expired';
  readonly detail: { readonly message: string };

  constructor(detail: DatasourceSessionExpiredEvent['detail']) {
    super(DatasourceSessionExpiredEvent.eventName, EVERYWHERE);
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'datasource-authorize-start': DatasourceAuthorizeStartEvent;
    'datasource-authorized': DatasourceAuthorizedEvent;
    'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
    'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
    'datasource-credential-change': DatasourceCredentialChangeEvent;
    'datasource-session-expired': DatasourceSessionExpiredEvent;
  }
}
