import type { Credentials } from './storage/credentials.js';
import type { OAuthContexts } from './storage/oauth-contexts.js';
import type { ProviderKeys } from './storage/provider-keys.js';
import type { RefreshLeases } from './storage/refresh-leases.js';
import type { Sessions } from './storage/sessions.js';
import type { TenantOAuthClients } from './storage/tenant-oauth-clients.js';
import type { Users } from './storage/users.js';
import type { Vault } from './storage/vault.js';

/** The demo's one workspace. */
export const TENANT_ID = '6f1c2a52-7e0b-4c53-9a68-3f0a5b7c9d10';

/** The addresses under which browsers reach this server. No trailing slash. */
export interface Addresses {
  /** The console: API, callback page and the demo's pages. */
  app: string;
  /** The authorization server, on an origin of its own. */
  oauth: string;
}

/** What the parts of the backend share; all state behind it lives in the database. */
export interface Backend {
  addresses: Addresses;
  vault: Vault;
  users: Users;
  sessions: Sessions;
  credentials: Credentials;
  tenantClients: TenantOAuthClients;
  contexts: OAuthContexts;
  providerKeys: ProviderKeys;
  refreshLeases: RefreshLeases;
  /** How long an access token lasts, in seconds. */
  accessTokenSeconds: number;
  /** The same for the access tokens that the authorization server issues to clients. */
  providerTokenSeconds: number;
  /** How long a provider may take to let a document be read, in seconds. */
  providerTimeoutSeconds: number;
  /** Seconds since 1970. */
  now: () => number;
}
