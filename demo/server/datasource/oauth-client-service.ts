import { invalidParam } from '../console/errors.js';
import type { Backend } from '../context.js';
import { findSource } from '../sources/catalogue.js';
import type { ProviderKey } from '../storage/credentials.js';
import { systemClient } from '../authorization-server/system-clients.js';
import { oauthClientSchema } from './schemas.js';
import { maskClientParam, restoreHidden } from './masking.js';

export interface EffectiveClient {
  clientId: string;
  clientSecret: string;
}

/** Which OAuth client a source uses, and the settings of the workspace's own one (contract 1.2, operations 9 and 10). */
export class OAuthClientService {
  constructor(private readonly backend: Backend) {}

  /**
   * Operation 9 with the semantics of G2 and later: what is left out counts as empty, so leaving `client_params` out wipes the
   * stored ones, and leaving the flag out turns the client off (contract 1.6, "custom-client POST").
   */
  async save(
    key: ProviderKey,
    params: Record<string, unknown> | null,
    enabled: boolean | null,
  ): Promise<void> {
    if (!findSource(key.pluginId, key.provider)?.oauth)
      throw invalidParam('Datasource provider oauth schema not found');
    const stored = (await this.backend.tenantClients.find(key))?.params ?? {};
    await this.backend.tenantClients.save(key, {
      params: restoreHidden(params ?? {}, stored),
      enabled: enabled ?? false,
    });
  }

  /** Operation 10. */
  async remove(key: ProviderKey): Promise<void> {
    await this.backend.tenantClients.remove(key);
  }

  /** What the list shows of the workspace's own client. */
  async describe(key: ProviderKey): Promise<{ params: Record<string, unknown>; enabled: boolean }> {
    const client = await this.backend.tenantClients.find(key);
    if (!client) return { params: {}, enabled: false };
    const secrets = new Set(
      oauthClientSchema(findSource(key.pluginId, key.provider), this.backend.addresses.oauth)
        .filter((field) => field.type === 'secret-input')
        .map((field) => field.name),
    );
    const params = Object.entries(client.params).map(([name, value]) => [
      name,
      secrets.has(name) ? maskClientParam(String(value ?? '')) : value,
    ]);
    return { params: Object.fromEntries(params), enabled: client.enabled };
  }

  /** The client that a flow uses: the workspace's own if enabled, else the one that came with the server (contract 1.6). */
  async effective(key: ProviderKey): Promise<EffectiveClient> {
    const source = findSource(key.pluginId, key.provider);
    const own = source?.oauth ? await this.backend.tenantClients.find(key) : undefined;
    if (own?.enabled) {
      return {
        clientId: String(own.params['client_id'] ?? ''),
        clientSecret: String(own.params['client_secret'] ?? ''),
      };
    }
    const system = source && systemClient(source, this.backend);
    if (system) return { clientId: system.clientId, clientSecret: system.clientSecret };
    throw invalidParam(
      `Please configure oauth client params(system/tenant) for ${key.pluginId}/${key.provider}`,
    );
  }
}
