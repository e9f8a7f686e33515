import { dropbox } from './dropbox.js';
import { firecrawl } from './firecrawl.js';
import { googleDrive } from './google-drive.js';
import { jinaReader } from './jina-reader.js';
import { notion } from './notion.js';
import { oneDrive } from './onedrive.js';
import type { Source } from './source.js';

/** The data sources that this server has installed (contract 7). */
export const SOURCES: readonly Source[] = [notion, jinaReader, firecrawl, googleDrive, dropbox, oneDrive];

/** The plugin ids that the legacy default list is limited to (contract 1.2, operation 2). */
export const LEGACY_PLUGIN_IDS: readonly string[] = [
  'langgenius/firecrawl_datasource',
  'langgenius/notion_datasource',
  'langgenius/jina_datasource',
];

export function findSource(pluginId: string, provider: string): Source | undefined {
  return SOURCES.find((source) => source.pluginId === pluginId && source.name === provider);
}

export function findSourceByName(name: string): Source | undefined {
  return SOURCES.find((source) => source.name === name);
}
