import { Reader, type ListMemory } from './reader.js';
import type {
  DatasourceAuth,
  DatasourceCredential,
  FieldOption,
  FieldValue,
  FormField,
  I18nObject,
  ListResult,
  OAuthSchema,
  Visibility,
} from './types.js';

const VISIBILITIES: readonly unknown[] = [
  'only_me',
  'all_team_members',
  'partial_members',
] satisfies Visibility[];

/**
 * Op 1 and 2.
 *
 * @param memory knows what was parsed before.
 * @throws DatasourceError `contract` with the path of the field that is wrong.
 */
export function parseDatasourceList(
  json: unknown,
  memory?: ListMemory<DatasourceAuth>,
): ListResult<DatasourceAuth> {
  return { result: new Reader(json).get('result').list(datasource, memory) };
}

/** Op 3; see {@link parseDatasourceList}. */
export function parseCredentialList(
  json: unknown,
  memory?: ListMemory<DatasourceCredential>,
): ListResult<DatasourceCredential> {
  return { result: new Reader(json).get('result').list(credential, memory) };
}

/** Op 11: the server sends nothing else (contract 1.3). @throws DatasourceError `contract`. */
export function parseAuthorizationUrl(json: unknown): string {
  return new Reader(json).get('authorization_url').string();
}

function datasource(item: Reader): DatasourceAuth {
  const name = item.get('name').string();
  const text = (key: string, fallback = ''): string => item.get(key).or(fallback, (value) => value.string());
  return {
    name,
    plugin_id: item.get('plugin_id').string(),
    provider: text('provider', name),
    author: text('author'),
    plugin_unique_identifier: text('plugin_unique_identifier'),
    icon: text('icon'),
    label: item.get('label').or({ en_US: name }, i18n),
    description: item.get('description').or({}, i18n),
    credential_schema: item.get('credential_schema').or([], fields),
    oauth_schema: item.get('oauth_schema').or(null, oauthSchema),
    credentials_list: item.get('credentials_list').or([], (list) => list.list(credential)),
  };
}

function oauthSchema(item: Reader): OAuthSchema {
  const flag = (key: string): boolean => item.get(key).or(false, (value) => value.boolean());
  return {
    client_schema: item.get('client_schema').or([], fields),
    credentials_schema: item.get('credentials_schema').or([], fields),
    oauth_custom_client_params: item
      .get('oauth_custom_client_params')
      .or({}, (value) => value.map(storedValue)),
    is_oauth_custom_client_enabled: flag('is_oauth_custom_client_enabled'),
    is_system_oauth_params_exists: flag('is_system_oauth_params_exists'),
    redirect_uri: item.get('redirect_uri').or('', (value) => value.string()),
  };
}

function credential(item: Reader): DatasourceCredential {
  const avatar = item.get('avatar_url').or(null, (value) => value.string());
  const visibility = item.get('visibility').value;
  return {
    id: item.get('id').string(),
    name: item.get('name').string(),
    type: item.get('type').string(),
    is_default: item.get('is_default').or(false, (value) => value.boolean()),
    // The server says "default" where there is no picture (contract 1.6).
    avatar_url: avatar === 'default' || avatar === '' ? null : avatar,
    credential: item.get('credential').or({}, (value) => value.map(storedValue)),
    visibility: VISIBILITIES.includes(visibility) ? (visibility as Visibility) : undefined,
  };
}

function fields(list: Reader): FormField[] {
  return list.list((item) => {
    const optionalText = (key: string): string | null => item.get(key).or(null, (value) => value.string());
    const optionalI18n = (key: string): I18nObject | null => item.get(key).or(null, i18n);
    return {
      name: item.get('name').string(),
      type: item.get('type').string(),
      required: item.get('required').or(false, (value) => value.boolean()),
      default: fieldValue(item.get('default')) ?? null,
      options: item.get('options').or([], (options) => options.list(option)),
      label: optionalI18n('label'),
      help: optionalI18n('help'),
      placeholder: optionalI18n('placeholder'),
      url: optionalText('url'),
    };
  });
}

function option(item: Reader): FieldOption {
  const value = item.get('value').string();
  return { value, label: item.get('label').or({ en_US: value }, i18n) };
}

/** A plain string is taken as the English text; languages that are null are left out. */
function i18n(item: Reader): I18nObject {
  if (typeof item.value === 'string') return { en_US: item.value };
  return item.map((text) => text.or(undefined, (value) => value.string()));
}

/** A value that no form can hold is still there, and must be kept when the others are replaced (contract 1.6). */
function storedValue(item: Reader): FieldValue {
  return fieldValue(item) ?? null;
}

/** Values that a form cannot hold (lists, objects) are left out rather than refused. */
function fieldValue(item: Reader): FieldValue | undefined {
  const { value } = item;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return undefined;
}
