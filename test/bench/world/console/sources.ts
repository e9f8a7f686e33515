/** A field of a form, as far as a source says more than its type and name. */
export type WireField = { type: string; name: string; required?: boolean } & Record<string, unknown>;

/** A data source that the console lists. */
export interface Source {
  /** The first two parts of the id, `organization/plugin`. */
  pluginId: string;
  /** The third part of the id. */
  name: string;
  label: string;
  credentialSchema: WireField[];
  /** `null` for a source without OAuth. */
  oauth: {
    clientSchema: WireField[];
    /** A client that comes with the server: "Default" in the client settings. */
    systemClient: boolean;
  } | null;
  /** What the list says in place of, or beyond, what follows from the above: hostile texts, icons, other fields. */
  wire: Record<string, unknown>;
}

/** The only sources of the default list (contract 1.2, operation 2). */
export const LEGACY_PLUGINS: ReadonlySet<unknown> = new Set([
  'langgenius/firecrawl_datasource',
  'langgenius/notion_datasource',
  'langgenius/jina_datasource',
]);

export const NOTION = 'langgenius/notion_datasource/notion_datasource';
export const GOOGLE_DRIVE = 'langgenius/google_drive/google_drive';
export const JINA_READER = 'langgenius/jina_datasource/jinareader';
export const DROPBOX = 'langgenius/dropbox_datasource/dropbox';

const secret = (name: string, label: string, required: boolean): WireField => ({
  type: 'secret-input',
  name,
  required,
  label: { en_US: label },
});

const oauth = (systemClient: boolean): Source['oauth'] => ({
  clientSchema: [secret('client_id', 'Client ID', false), secret('client_secret', 'Client Secret', false)],
  systemClient,
});

const source = (
  id: string,
  label: string,
  parts: Pick<Source, 'credentialSchema' | 'oauth'>,
  wire: Record<string, unknown> = {},
): Source => {
  const [organization, plugin, name = ''] = id.split('/');
  return { pluginId: `${organization}/${plugin}`, name, label, ...parts, wire };
};

/** OAuth and keys, OAuth alone, a key alone that may be left out, and OAuth without a client of the server's own. */
export function catalogue(): Source[] {
  return [
    source(NOTION, 'Notion', {
      credentialSchema: [
        {
          ...secret('integration_secret', 'Integration Secret', true),
          help: { en_US: 'Get your integration token' },
          url: 'https://www.notion.so/profile/integrations',
          placeholder: { en_US: 'Enter your token' },
        },
      ],
      oauth: oauth(true),
    }),
    source(GOOGLE_DRIVE, 'Google Drive', { credentialSchema: [], oauth: oauth(true) }),
    source(JINA_READER, 'Jina Reader', {
      credentialSchema: [secret('api_key', "API Key (leave empty if you don't have one)", false)],
      oauth: null,
    }),
    source(DROPBOX, 'Dropbox', {
      credentialSchema: [secret('access_token', 'Access Token', true)],
      oauth: oauth(false),
    }),
  ];
}
