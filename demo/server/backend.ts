import type { Addresses, Backend } from './context.js';
import type { ResolvedOptions } from './options.js';
import { Credentials } from './storage/credentials.js';
import type { Database } from './storage/database.js';
import { openDatabase } from './storage/database.js';
import { OAuthContexts } from './storage/oauth-contexts.js';
import { ProviderKeys } from './storage/provider-keys.js';
import { RefreshLeases } from './storage/refresh-leases.js';
import { migrate, sweep } from './storage/schema.js';
import { loadSecretKey } from './storage/secret-key.js';
import { Sessions } from './storage/sessions.js';
import { Settings } from './storage/settings.js';
import { TenantOAuthClients } from './storage/tenant-oauth-clients.js';
import { Users } from './storage/users.js';
import { Vault } from './storage/vault.js';

export interface Storage {
  database: Database;
  vault: Vault;
  settings: Settings;
}

/** Opens the database, brings its schema up to date, and makes sure that the secret key fits what is stored. */
export async function openStorage(options: ResolvedOptions): Promise<Storage> {
  const vault = new Vault(loadSecretKey(options.dataDir, options.secretKey));
  const database = await openDatabase({ url: options.databaseUrl, authToken: options.databaseAuthToken });
  try {
    await migrate(database);
    await sweep(database, options.now());
    const settings = new Settings(database, vault);
    await checkKey(settings);
    await new Users(database).seed();
    return { database, vault, settings };
  } catch (error) {
    database.close();
    throw error;
  }
}

async function checkKey(settings: Settings): Promise<void> {
  try {
    await settings.readOrCreate('key-check', () => 'ok');
  } catch (error) {
    throw new Error(
      'The secret key does not fit this database. Set SECRET_KEY (or DATA_DIR) to the one it was made with.',
      {
        cause: error,
      },
    );
  }
}

export function createBackend(storage: Storage, addresses: Addresses, options: ResolvedOptions): Backend {
  const { database, vault } = storage;
  const { now, accessTokenSeconds, providerTokenSeconds, providerTimeoutSeconds } = options;
  return {
    addresses,
    vault,
    now,
    accessTokenSeconds,
    providerTokenSeconds,
    providerTimeoutSeconds,
    users: new Users(database),
    sessions: new Sessions(database, vault, now),
    credentials: new Credentials(database, vault),
    tenantClients: new TenantOAuthClients(database, vault),
    contexts: new OAuthContexts(database, vault, now),
    providerKeys: new ProviderKeys(database, vault, now),
    refreshLeases: new RefreshLeases(database, now),
  };
}
