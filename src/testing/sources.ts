import type { WireField, WireOAuthSchema, WireSource } from './wire.js';

/** A transparent pixel: a page that shows it asks nobody for it. */
const ICON =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const secret = (name: string, label: string, more: Partial<WireField> = {}): WireField => ({
  type: 'secret-input',
  name,
  required: false,
  label: { en_US: label },
  ...more,
});

/** By OAuth with a client that comes with the server; the workspace may set one of its own. */
const oauth = (id: string): WireOAuthSchema => ({
  client_schema: [secret('client_id', 'Client ID'), secret('client_secret', 'Client Secret')],
  credentials_schema: [secret('access_token', 'Access Token')],
  oauth_custom_client_params: {},
  is_oauth_custom_client_enabled: false,
  is_system_oauth_params_exists: true,
  redirect_uri: `https://dify.example.com/console/api/oauth/plugin/${id}/datasource/callback`,
});

/**
 * Notion: by OAuth or by API key.
 *
 * @param overrides what is to be otherwise.
 */
export function notionSource(overrides: Partial<WireSource> = {}): WireSource {
  return {
    author: 'langgenius',
    provider: 'notion_datasource',
    plugin_id: 'langgenius/notion_datasource',
    plugin_unique_identifier: 'langgenius/notion_datasource:0.1.12@5f0a9c1d',
    icon: ICON,
    name: 'notion_datasource',
    label: { en_US: 'Notion', zh_Hans: 'Notion', pt_BR: null },
    description: { en_US: 'Notion Datasource' },
    credential_schema: [
      secret('integration_secret', 'Integration Secret', {
        required: true,
        label: { en_US: 'Integration Secret', zh_Hans: '接口密钥' },
        help: { en_US: 'Get your integration token' },
        url: 'https://www.notion.so/profile/integrations',
        placeholder: { en_US: 'Enter your token' },
        default: null,
        options: null,
        scope: null,
        multiple: false,
      }),
    ],
    oauth_schema: oauth('langgenius/notion_datasource/notion_datasource'),
    credentials_list: [],
    ...overrides,
  };
}

/**
 * Jina Reader: by API key only, and the key is optional.
 *
 * @param overrides what is to be otherwise.
 */
export function jinaReaderSource(overrides: Partial<WireSource> = {}): WireSource {
  return notionSource({
    provider: 'jinareader',
    name: 'jinareader',
    plugin_id: 'langgenius/jina_datasource',
    plugin_unique_identifier: 'langgenius/jina_datasource:0.0.5@aa',
    label: { en_US: 'Jina Reader' },
    description: { en_US: 'Jina Reader Datasource' },
    credential_schema: [secret('api_key', "API Key (leave empty if you don't have one)")],
    oauth_schema: null,
    ...overrides,
  });
}

/**
 * Google Drive: by OAuth only.
 *
 * @param overrides what is to be otherwise.
 */
export function googleDriveSource(overrides: Partial<WireSource> = {}): WireSource {
  return notionSource({
    provider: 'google_drive',
    name: 'google_drive',
    plugin_id: 'langgenius/google_drive',
    plugin_unique_identifier: 'langgenius/google_drive:0.1.6@bb',
    label: { en_US: 'Google Drive' },
    description: { en_US: 'Google Drive Datasource' },
    credential_schema: [],
    oauth_schema: oauth('langgenius/google_drive/google_drive'),
    ...overrides,
  });
}
