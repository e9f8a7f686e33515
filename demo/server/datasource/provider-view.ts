import { createHash } from 'node:crypto';
import { TENANT_ID } from '../context.js';
import type { Backend } from '../context.js';
import { findSource } from '../sources/catalogue.js';
import { sourceId } from '../sources/source.js';
import type { Source } from '../sources/source.js';
import type { ProviderKey, StoredCredential } from '../storage/credentials.js';
import type { User } from '../storage/users.js';
import { maskCiphertext } from './masking.js';
import { OAuthClientService } from './oauth-client-service.js';
import { redirectUri } from './provider-id.js';
import { oauthClientSchema, TOKEN_SCHEMA, wireField, wireText } from './schemas.js';
import { canSee, pickDefault } from './visibility.js';

/** Builds what the list operations answer (contract 1.2, operations 1 to 3, and 1.3). */
export class ProviderView {
  private readonly clients: OAuthClientService;

  constructor(private readonly backend: Backend) {
    this.clients = new OAuthClientService(backend);
  }

  async provider(user: User, source: Source): Promise<Record<string, unknown>> {
    const key = { tenantId: TENANT_ID, pluginId: source.pluginId, provider: source.name };
    return {
      author: 'langgenius',
      provider: source.name,
      plugin_id: source.pluginId,
      plugin_unique_identifier: `${source.pluginId}:${source.version}@${checksum(source)}`,
      icon: `${this.backend.addresses.app}/console/api/workspaces/current/plugin/icon?tenant_id=${TENANT_ID}&filename=${source.icon}`,
      name: source.name,
      label: wireText(source.label),
      description: wireText(source.description),
      credential_schema: source.credentialSchema.map(wireField),
      oauth_schema: source.oauth ? await this.oauthSchema(source, key) : null,
      credentials_list: await this.credentials(user, key),
    };
  }

  /** The connections that the caller may see; exactly one of them is the default when there are any (contract 1.6). */
  async credentials(user: User, key: ProviderKey): Promise<Record<string, unknown>[]> {
    const visible = (await this.backend.credentials.list(key)).filter((credential) =>
      canSee(user, credential),
    );
    const chosen = pickDefault(visible);
    const source = findSource(key.pluginId, key.provider);
    return visible.map((credential) => ({
      credential: maskFields(source, credential),
      type: credential.authType,
      name: credential.name,
      avatar_url: credential.avatarUrl,
      id: credential.id,
      is_default: credential === chosen,
      visibility: credential.visibility,
    }));
  }

  private async oauthSchema(source: Source, key: ProviderKey): Promise<Record<string, unknown>> {
    const own = await this.clients.describe(key);
    return {
      client_schema: oauthClientSchema(source, this.backend.addresses.oauth).map(wireField),
      credentials_schema: TOKEN_SCHEMA.map(wireField),
      oauth_custom_client_params: own.params,
      is_oauth_custom_client_enabled: own.enabled,
      is_system_oauth_params_exists: source.oauth?.hasSystemClient ?? false,
      redirect_uri: redirectUri(this.backend.addresses.app, key),
    };
  }
}

function maskFields(source: Source | undefined, credential: StoredCredential): Record<string, unknown> {
  const schema = credential.authType === 'oauth2' ? TOKEN_SCHEMA : (source?.credentialSchema ?? []);
  const secrets = new Set(schema.filter((field) => field.type === 'secret-input').map((field) => field.name));
  return Object.fromEntries(
    Object.entries(credential.fields).map(([name, field]) => [
      name,
      secrets.has(name) ? maskCiphertext(field.ciphertext) : field.value,
    ]),
  );
}

/** Stands in for the checksum that a plugin package carries. */
function checksum(source: Source): string {
  return createHash('sha256')
    .update(`${sourceId(source)}@${source.version}`)
    .digest('hex')
    .slice(0, 8);
}
