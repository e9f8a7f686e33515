import { isObject } from './expect.js';

/** A connection as the server lists it (contract 1.3). */
export interface ListedConnection {
  readonly id: string;
  readonly name: string;
  readonly type: unknown;
  readonly is_default: unknown;
  readonly credential: Readonly<Record<string, unknown>>;
}

/** One field of a form. */
export interface ListedField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: unknown;
  readonly options: readonly unknown[];
}

/** A data source as the server lists it. */
export interface ListedSource {
  /** `organization/plugin/provider` (contract 1.1). */
  readonly id: string;
  readonly pluginId: string;
  readonly keyFields: readonly ListedField[];
  /** `null` without OAuth. */
  readonly oauth: ListedOAuth | null;
  readonly connections: readonly ListedConnection[];
}

/** What a source lists about OAuth. */
export interface ListedOAuth {
  readonly clientFields: readonly ListedField[];
  readonly ownClient: Readonly<Record<string, unknown>>;
  readonly isOwnClientEnabled: boolean;
  readonly hasSystemClient: boolean;
  readonly redirectUri: string;
}

/** Reads connections; what is none is left out. */
export const readConnections = (list: unknown): ListedConnection[] =>
  objects(list).map((one) => ({
    id: text(one['id']),
    name: text(one['name']),
    type: one['type'],
    is_default: one['is_default'],
    credential: isObject(one['credential']) ? one['credential'] : {},
  }));

/** Reads data sources; what is none is left out. */
export const readSources = (list: unknown): ListedSource[] =>
  objects(list).map((one) => ({
    id: `${text(one['plugin_id'])}/${text(one['name'])}`,
    pluginId: text(one['plugin_id']),
    keyFields: readFields(one['credential_schema']),
    oauth: isObject(one['oauth_schema']) ? readOAuth(one['oauth_schema']) : null,
    connections: readConnections(one['credentials_list']),
  }));

const readOAuth = (schema: Record<string, unknown>): ListedOAuth => ({
  clientFields: readFields(schema['client_schema']),
  ownClient: isObject(schema['oauth_custom_client_params']) ? schema['oauth_custom_client_params'] : {},
  isOwnClientEnabled: schema['is_oauth_custom_client_enabled'] === true,
  hasSystemClient: schema['is_system_oauth_params_exists'] === true,
  redirectUri: text(schema['redirect_uri']),
});

const readFields = (list: unknown): ListedField[] =>
  objects(list).map((one) => ({
    name: text(one['name']),
    type: text(one['type']),
    required: one['required'] === true,
    default: one['default'],
    options: Array.isArray(one['options']) ? one['options'] : [],
  }));

const objects = (list: unknown): Record<string, unknown>[] =>
  Array.isArray(list) ? list.filter(isObject) : [];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
