/** A text in the languages that a plugin may bring; en_US is required (contract 2, I18nObject). */
export interface I18n {
  en_US: string;
  zh_Hans?: string;
  pt_BR?: string;
  ja_JP?: string;
}

/** One field of a form, as the server describes it (contract 2, ProviderConfig). */
export interface Field {
  type: 'secret-input' | 'text-input';
  name: string;
  required: boolean;
  label: I18n;
  help?: I18n;
  placeholder?: I18n;
  url?: string;
  default?: string;
}

/** How a key is tried out against the provider's own API. */
export interface KeyCheck {
  /** Which credential field holds the key. */
  keyField: string;
  /** A field in which the user may give another address for the API. */
  baseUrlField?: string;
  method: 'GET' | 'POST';
  path: string;
  /** A provider with a free tier accepts no key at all. */
  keyOptional: boolean;
  /** The first characters of keys that this provider issues. */
  keyPrefix: string;
  /** Always accepted, so that the demo can be tried without asking for a key first. */
  demoKey: string;
}

/** One document of the demo account, and where the stand-in for the provider's API serves it (to a good key or token only). */
export interface Sample {
  method: 'GET' | 'POST';
  path: string;
  document: SampleDocument;
}

export interface SampleDocument {
  title: string;
  text: string;
  url?: string;
}

export interface Permission {
  scope: string;
  /** What the consent page tells the user. */
  text: string;
}

export interface OAuthAbility {
  /** A client that comes with the server exists: "Default" in the client settings (contract 1.3). */
  hasSystemClient: boolean;
  clientFieldsRequired: boolean;
  permissions: Permission[];
  /** The name of the account or workspace that the provider reports; it becomes the connection's name. */
  accountName: string;
  /** The provider reports a picture for the account. */
  hasAvatar: boolean;
}

export interface Source {
  pluginId: string;
  /** The provider's name within its plugin. */
  name: string;
  version: string;
  brand: string;
  label: I18n;
  description: I18n;
  /** File name of the icon, see `icons.ts`. */
  icon: string;
  credentialSchema: Field[];
  keyCheck?: KeyCheck;
  oauth?: OAuthAbility;
  sample: Sample;
}

/** The full id, `organization/plugin/provider` (contract 1.1). */
export function sourceId(source: Source): string {
  return `${source.pluginId}/${source.name}`;
}
