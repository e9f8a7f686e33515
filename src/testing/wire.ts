import type { FieldValue, I18nObject, Visibility } from '../api/types.js';

/** A credential as the server sends it (contract 1.3 and 2). */
export interface WireCredential {
  id: string;
  name: string;
  /** `oauth2` or `api-key`. */
  type: string;
  /** In a {@link TestServer}: whether it was made the default; the server answers with one that is, wherever there are any. */
  is_default: boolean;
  /** An address, `default`, or nothing. */
  avatar_url?: string | null;
  /** Field values; secrets are masked. */
  credential?: Record<string, FieldValue>;
  /** Only servers that support it send it; absent means everybody in the workspace. */
  visibility?: Visibility | (string & {});
}

/** One field of a form as the server sends it: `ProviderConfig` (contract 2). */
export interface WireField {
  name: string;
  /** `text-input`, `secret-input`, `select`, `boolean`, … */
  type: string;
  required?: boolean;
  default?: FieldValue;
  options?: { value: string; label: I18nObject }[] | null;
  multiple?: boolean;
  label?: Record<string, string | null> | null;
  help?: Record<string, string | null> | null;
  placeholder?: Record<string, string | null> | null;
  url?: string | null;
  scope?: string | null;
}

/** What a data source offers for OAuth, as the server sends it. */
export interface WireOAuthSchema {
  client_schema: WireField[];
  credentials_schema: WireField[];
  /** Masked. */
  oauth_custom_client_params: Record<string, FieldValue>;
  is_oauth_custom_client_enabled: boolean;
  is_system_oauth_params_exists: boolean;
  redirect_uri: string;
}

/** A data source as the server sends it (contract 1.3). */
export interface WireSource {
  author: string;
  provider: string;
  plugin_id: string;
  plugin_unique_identifier: string;
  /** An address, or the name of a file. */
  icon: string;
  name: string;
  /** By language, such as `en_US`. */
  label: Record<string, string | null>;
  description: Record<string, string | null>;
  /** Empty where no API key can be given. */
  credential_schema: WireField[];
  /** `null` where there is no OAuth. */
  oauth_schema: WireOAuthSchema | null;
  /** From the oldest to the newest. */
  credentials_list: WireCredential[];
}
