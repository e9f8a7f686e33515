import type { Account } from './accounts.js';
import { maskClientParam, maskSecret } from './masking.js';
import type { ConsoleSettings } from './settings.js';
import type { Source, WireField } from './sources.js';
import { idOf, isOf } from './state.js';
import type { ConsoleState, ProviderKey, StoredCredential } from './state.js';

/** The address that a provider sends the user back to; relative without `CONSOLE_API_URL` (contract 1.5). */
export function redirectUri({ apiUrl }: ConsoleSettings, key: ProviderKey): string {
  return `${apiUrl}/console/api/oauth/plugin/${idOf(key)}/datasource/callback`;
}

/** Whether somebody sees a connection in lists. */
export function canSee(
  account: Account,
  { userId, visibility }: StoredCredential,
  { visibility: isAware }: ConsoleSettings,
): boolean {
  return !isAware || visibility === 'all_team_members' || userId === account.id;
}

/** An item of the lists (contract 1.3). */
export function wireSource(
  source: Source,
  account: Account,
  state: ConsoleState,
  settings: ConsoleSettings,
): Record<string, unknown> {
  const key = { tenantId: account.tenantId, pluginId: source.pluginId, provider: source.name };
  return {
    author: 'langgenius',
    provider: source.name,
    plugin_id: source.pluginId,
    plugin_unique_identifier: `${source.pluginId}:0.1.0@5f0a9c1d`,
    icon: `/console/api/workspaces/current/plugin/icon?tenant_id=${key.tenantId}&filename=${source.name}.svg`,
    name: source.name,
    label: wireText(source.label),
    description: wireText(`${source.label} data source`),
    credential_schema: source.credentialSchema.map(wireField),
    oauth_schema: source.oauth && wireOAuth(source.oauth, key, state, settings),
    credentials_list: wireCredentials(source, account, key, state, settings),
    ...source.wire,
  };
}

/** The connections that somebody may see; one of them is the default when there are any (contract 1.6). */
export function wireCredentials(
  source: Source | undefined,
  account: Account,
  key: ProviderKey,
  state: ConsoleState,
  settings: ConsoleSettings,
): Record<string, unknown>[] {
  const visible = state.credentials.filter(isOf(key)).filter((each) => canSee(account, each, settings));
  const [chosen] = [...visible].sort(
    (a, b) => Number(b.isDefault) - Number(a.isDefault) || a.createdAt - b.createdAt,
  );
  return visible.map((credential) => ({
    credential: maskValues(source, credential),
    type: credential.type,
    name: credential.name,
    avatar_url: credential.avatarUrl,
    id: credential.id,
    is_default: credential === chosen,
    ...(settings.visibility && { visibility: credential.visibility }),
    ...credential.wire,
  }));
}

function wireOAuth(
  { clientSchema, systemClient }: NonNullable<Source['oauth']>,
  key: ProviderKey,
  state: ConsoleState,
  settings: ConsoleSettings,
): Record<string, unknown> {
  const client = state.clients.find(isOf(key));
  return {
    client_schema: clientSchema.map(wireField),
    credentials_schema: [wireField({ type: 'secret-input', name: 'access_token' })],
    oauth_custom_client_params: Object.fromEntries(
      Object.entries(client?.params ?? {}).map(([name, value]) => [
        name,
        isSecret(clientSchema, name) ? maskClientParam(value) : value,
      ]),
    ),
    is_oauth_custom_client_enabled: client?.enabled ?? false,
    is_system_oauth_params_exists: systemClient,
    redirect_uri: redirectUri(settings, key),
  };
}

function maskValues(source: Source | undefined, { type, values }: StoredCredential): Record<string, unknown> {
  const isMasked = (name: string): boolean =>
    type === 'oauth2' || isSecret(source?.credentialSchema ?? [], name);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isMasked(name) ? maskSecret(value) : value]),
  );
}

const isSecret = (schema: WireField[], name: string): boolean =>
  schema.some((field) => field.name === name && field.type === 'secret-input');

const wireText = (text: string): Record<string, string | null> => ({
  en_US: text,
  zh_Hans: text,
  pt_BR: null,
  ja_JP: null,
});

/** Every key present, `null` where a plugin says nothing (contract 1.3). */
const wireField = (field: WireField): WireField => ({
  scope: null,
  required: false,
  default: null,
  options: null,
  multiple: false,
  label: null,
  help: null,
  url: null,
  placeholder: null,
  ...field,
});
