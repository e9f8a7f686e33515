import type { Account } from './accounts.js';

/** What names a data source within a workspace. */
export interface ProviderKey {
  tenantId: string;
  pluginId: string;
  provider: string;
}

/** A connection as the console stores it. */
export interface StoredCredential extends ProviderKey {
  id: string;
  userId: string;
  type: 'oauth2' | 'api-key';
  name: string;
  isDefault: boolean;
  /** In milliseconds since 1970. */
  createdAt: number;
  avatarUrl: string | null;
  /** In clear. */
  values: Record<string, unknown>;
  visibility: 'only_me' | 'all_team_members';
  /** How often it was authorized or its values replaced, the first time included. */
  revision: number;
  /** What the lists say in place of, or beyond, what follows from the above. */
  wire: Record<string, unknown>;
}

/** The OAuth client that a workspace registered itself. */
export interface TenantClient extends ProviderKey {
  params: Record<string, unknown>;
  enabled: boolean;
}

/** What the server remembers of a flow under the `context_id` of the cookie. */
export interface OAuthFlow extends ProviderKey {
  readonly contextId: string;
  readonly account: Account;
  /** What is authorized again, as it was sent; `null` for a new connection. */
  readonly credentialId: string | null;
  readonly visibility: StoredCredential['visibility'];
  /** What the authorization URL carries, and the provider's answer repeats. */
  readonly state: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** It can be used once. */
  used: boolean;
}

/** One call of the callback, whatever came of it. */
export interface CallbackRecord {
  /** In milliseconds since 1970. */
  readonly time: number;
  /** The data source that the path names. */
  readonly provider: string;
  readonly contextFrom: 'cookie' | 'query' | 'nowhere';
  /** The flow whose context it carried, if the server knew it. */
  readonly flow: OAuthFlow | undefined;
  /** The `state` of the answer. */
  readonly state: string | undefined;
  /** Whether path and context name the same data source. */
  readonly providerMatches: boolean;
  /** Whether the answer belongs to the authorization that the context was made for. */
  readonly stateMatches: boolean;
  /** What came of it. */
  outcome: 'created' | 'reauthorized' | 'error';
  /** The connection that was added or authorized again. */
  credentialId?: string;
  /** The message of an error. */
  error?: string;
}

/** Everything that the console knows. Tests may look at it and change it. */
export interface ConsoleState {
  credentials: StoredCredential[];
  clients: TenantClient[];
  flows: OAuthFlow[];
  callbacks: CallbackRecord[];
}

export const isOf =
  ({ tenantId, pluginId, provider }: ProviderKey) =>
  (item: ProviderKey): boolean =>
    item.tenantId === tenantId && item.pluginId === pluginId && item.provider === provider;

/** The full id, `organization/plugin/provider`. */
export const idOf = ({ pluginId, provider }: Pick<ProviderKey, 'pluginId' | 'provider'>): string =>
  `${pluginId}/${provider}`;
