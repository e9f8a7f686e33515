import type { Backend } from '../context.js';
import { redirectUri } from '../datasource/provider-id.js';
import { SOURCES } from '../sources/catalogue.js';
import type { Source } from '../sources/source.js';

export interface SystemClient {
  source: Source;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/**
 * The confidential client that comes with the server for a source ("Default" in the client settings). Its secret is derived
 * from the secret key, so all copies of the backend and the authorization server agree on it and nothing is stored.
 */
export function systemClient(
  source: Source,
  backend: Pick<Backend, 'vault' | 'addresses'>,
): SystemClient | undefined {
  if (!source.oauth?.hasSystemClient) return undefined;
  return {
    source,
    clientId: `demo-${source.name.replaceAll('_', '-')}`,
    clientSecret: backend.vault.derive(`system-client:${source.name}`).toString('base64url'),
    redirectUri: redirectUri(backend.addresses.app, { pluginId: source.pluginId, provider: source.name }),
  };
}

export function systemClients(backend: Pick<Backend, 'vault' | 'addresses'>): SystemClient[] {
  return SOURCES.flatMap((source) => systemClient(source, backend) ?? []);
}
