import type { Database } from './database.js';
import { flag, jsonObject, text } from './rows.js';
import type { ProviderKey } from './credentials.js';
import type { Vault } from './vault.js';

export interface TenantOAuthClient {
  params: Record<string, unknown>;
  enabled: boolean;
}

/** The OAuth clients that the workspace registered itself ("Custom" in the client settings). */
export class TenantOAuthClients {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async find(key: ProviderKey): Promise<TenantOAuthClient | undefined> {
    const row = await this.database.one(
      'SELECT params, enabled FROM tenant_oauth_clients WHERE tenant_id = ? AND plugin_id = ? AND provider = ?',
      [key.tenantId, key.pluginId, key.provider],
    );
    if (!row) return undefined;
    return {
      params: jsonObject(this.vault.open(text(row, 'params'), place(key))),
      enabled: flag(row, 'enabled'),
    };
  }

  async save(key: ProviderKey, client: TenantOAuthClient): Promise<void> {
    await this.database.run(
      `INSERT INTO tenant_oauth_clients (tenant_id, plugin_id, provider, params, enabled) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (tenant_id, plugin_id, provider) DO UPDATE SET params = excluded.params, enabled = excluded.enabled`,
      [
        key.tenantId,
        key.pluginId,
        key.provider,
        this.vault.seal(JSON.stringify(client.params), place(key)),
        client.enabled ? 1 : 0,
      ],
    );
  }

  async remove(key: ProviderKey): Promise<void> {
    await this.database.run(
      'DELETE FROM tenant_oauth_clients WHERE tenant_id = ? AND plugin_id = ? AND provider = ?',
      [key.tenantId, key.pluginId, key.provider],
    );
  }
}

const place = (key: ProviderKey): string => `oauth-client:${key.tenantId}:${key.pluginId}/${key.provider}`;
