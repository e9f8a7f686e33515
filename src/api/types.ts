/**
 * The domain types, in the server's own words (snake_case as on the wire), so that a host that already caches
 * these answers under the same query keys shares them with the elements. Source: contract sections 1.3 and 2.
 */

/** Texts by language code with underscore (`en_US`, `zh_Hans`, …). `en_US` is required by the server's model. */
export type I18nObject = Readonly<Record<string, string>>;

/** How a credential was obtained. Servers may add others; they are kept as they are. */
export type CredentialType = 'oauth2' | 'api-key' | (string & {});

/** Who may use a credential. Sent by newer servers only. */
export type Visibility = 'only_me' | 'all_team_members' | 'partial_members';

/** A value of a credential form. Secrets come back masked by the server. */
export type FieldValue = string | number | boolean | null;

/** One selectable value of a {@link FormField}. */
export interface FieldOption {
  readonly value: string;
  readonly label: I18nObject;
}

/** One field of a form described by the server (`ProviderConfig`). */
export interface FormField {
  readonly name: string;
  /** `text-input`, `secret-input`, `select`, `boolean`, … Types that the elements cannot show are kept. */
  readonly type: string;
  readonly required: boolean;
  readonly default: FieldValue;
  readonly options: readonly FieldOption[];
  readonly label: I18nObject | null;
  readonly help: I18nObject | null;
  readonly placeholder: I18nObject | null;
  /** Where to get the value; not yet checked, see `safeLink`. */
  readonly url: string | null;
}

/** What a data source offers for OAuth, and the tenant's own OAuth client. */
export interface OAuthSchema {
  readonly client_schema: readonly FormField[];
  readonly credentials_schema: readonly FormField[];
  /** Stored parameters of the tenant's client, masked by the server. */
  readonly oauth_custom_client_params: Readonly<Record<string, FieldValue>>;
  readonly is_oauth_custom_client_enabled: boolean;
  readonly is_system_oauth_params_exists: boolean;
  /** What to register at the third party; relative on a server without `CONSOLE_API_URL`. */
  readonly redirect_uri: string;
}

/** One connection to a data source. */
export interface DatasourceCredential {
  readonly id: string;
  readonly name: string;
  readonly type: CredentialType;
  readonly is_default: boolean;
  /** `null` where the server says `"default"` or nothing. */
  readonly avatar_url: string | null;
  /** Field values; secrets are masked. */
  readonly credential: Readonly<Record<string, FieldValue>>;
  /** Only from servers that support it. */
  readonly visibility?: Visibility | undefined;
}

/** A data source that the server lists, with its connections. */
export interface DatasourceAuth {
  readonly author: string;
  readonly provider: string;
  readonly plugin_id: string;
  readonly plugin_unique_identifier: string;
  /** URL or file name; not yet checked. */
  readonly icon: string;
  /** The second part of the data source's id: `plugin_id/name`. */
  readonly name: string;
  readonly label: I18nObject;
  readonly description: I18nObject;
  readonly credential_schema: readonly FormField[];
  /** `null` for a source without OAuth. */
  readonly oauth_schema: OAuthSchema | null;
  readonly credentials_list: readonly DatasourceCredential[];
}

/** The envelope of the read operations, as the server sends it and as the cache holds it. */
export interface ListResult<T> {
  readonly result: readonly T[];
}

/** Values to post for the fields of a form, by field name. */
export type FieldValues = Record<string, FieldValue>;

/** What op 4 takes. An absent or blank name makes the server generate one. */
export interface CreateCredentialInput {
  credentials: FieldValues;
  name?: string;
}

/** What op 5 takes. The credentials replace the stored ones as a whole; unchanged secrets are {@link HIDDEN_VALUE}. */
export interface UpdateCredentialInput {
  credentialId: string;
  credentials?: FieldValues;
  name?: string;
}

/** What op 9 takes. Both are always sent: the server wipes what is left out (contract 1.6). */
export interface OAuthClientInput {
  clientParams: FieldValues;
  enabled: boolean;
}

/** What op 11 takes: a credential to re-authorize, or the visibility of a new one. */
export interface AuthorizationUrlInput {
  credentialId?: string;
  visibility?: Visibility;
}

/** Stands for "keep the stored secret" on update and custom-client, never on create (contract 1.6). */
export const HIDDEN_VALUE = '[__HIDDEN__]';
