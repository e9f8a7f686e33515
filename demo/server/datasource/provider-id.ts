import { invalidParam } from '../console/errors.js';
import { TENANT_ID } from '../context.js';
import type { ProviderKey } from '../storage/credentials.js';

const FULL = /^[a-z0-9_-]+\/[a-z0-9_-]+\/[a-z0-9_-]+$/;
const SINGLE = /^[a-z0-9_-]+$/;

/**
 * Reads the provider id of a path (contract 1.1): raw slashes; one token `x` stands for `langgenius/x/x`; anything else is refused.
 */
export function parseProviderId(value: string): ProviderKey {
  const id = SINGLE.test(value) ? `langgenius/${value}/${value}` : value;
  if (!FULL.test(id)) throw invalidParam(`Invalid plugin id ${value}`);
  const [organization = '', plugin = '', provider = ''] = id.split('/');
  return { tenantId: TENANT_ID, pluginId: `${organization}/${plugin}`, provider };
}

/** The address that a provider sends the user back to (contract 1.5). */
export function redirectUri(appUrl: string, key: Pick<ProviderKey, 'pluginId' | 'provider'>): string {
  return `${appUrl}/console/api/oauth/plugin/${key.pluginId}/${key.provider}/datasource/callback`;
}
