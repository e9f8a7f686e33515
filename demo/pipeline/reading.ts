/** What a node asks for beside its connection: the words that fit its data source. */
export interface Reading {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly type: 'text' | 'url';
  /** A key that the demo's server accepts. */
  readonly demoKey?: string;
}

const FOLDER = { label: 'Folder', hint: 'Its files and those of the folders in it.', type: 'text' } as const;

const READINGS: Readonly<Record<string, Reading>> = {
  notion_datasource: {
    label: 'Page or database',
    hint: 'Its pages and their subpages.',
    example: 'Product handbook',
    type: 'text',
    demoKey: 'ntn_demo_key',
  },
  google_drive: { ...FOLDER, example: 'Shared drives/Handbook' },
  dropbox: { ...FOLDER, example: '/Handbook', demoKey: 'sl.demo-token' },
  onedrive: { ...FOLDER, example: 'Documents/Handbook' },
  jinareader: {
    label: 'Web page',
    hint: 'One page, turned into text.',
    example: 'https://docs.example.com/start',
    type: 'url',
    demoKey: 'jina_demo_key',
  },
  firecrawl: {
    label: 'Website',
    hint: 'Every page that it links to, on the same site.',
    example: 'https://docs.example.com',
    type: 'url',
    demoKey: 'fc-demo-key',
  },
};

const OTHER: Reading = { label: 'What to read', hint: '', example: 'Everything', type: 'text' };

export function readingOf(provider: string): Reading {
  return READINGS[provider] ?? OTHER;
}

/** What the form of a new node holds. */
export function defaultValues(provider: string): Record<string, string> {
  return { reads: readingOf(provider).example, limit: '20' };
}
