import { DatasourceError } from './errors.js';

/** Names one data source. */
export interface DatasourceRef {
  /** `organization/plugin`, e.g. `langgenius/notion_datasource`. */
  readonly pluginId: string;
  /** The list item's `name`, e.g. `notion_datasource`. */
  readonly provider: string;
}

const TOKEN = /^[a-z0-9_-]+$/;
const FULL_ID = /^([a-z0-9_-]+\/[a-z0-9_-]+)\/([a-z0-9_-]+)$/;

/**
 * Reads what names a data source: `plugin-id` and `provider`; or `provider` alone holding the full id
 * `organization/plugin/provider`; or one token `x`, which stands for `langgenius/x/x` as on the server (contract 1.1).
 *
 * @throws DatasourceError `invalid_id` when it is anything else, so that it can never leave the API's paths.
 */
export function parseDatasourceId(
  provider: string | null | undefined,
  pluginId?: string | null,
): DatasourceRef {
  const name = provider?.trim() ?? '';
  const plugin = pluginId?.trim() ?? '';
  const id = TOKEN.test(name) ? `${plugin || `langgenius/${name}`}/${name}` : name;
  const [, foundPlugin, foundName] = FULL_ID.exec(id) ?? [];
  if (foundPlugin && foundName && (!plugin || plugin === foundPlugin))
    return { pluginId: foundPlugin, provider: foundName };
  const given = [plugin && `plugin-id="${plugin}"`, `provider="${name}"`].filter(Boolean).join(' ');
  throw new DatasourceError(
    'invalid_id',
    `${given.slice(0, 200)} does not name a data source. Use plugin-id="organization/plugin" with provider="name", or provider="organization/plugin/name".`,
  );
}

/** The id as it stands in the API's paths, with raw slashes (contract 1.1). */
export function datasourceId(ref: DatasourceRef): string {
  return `${ref.pluginId}/${ref.provider}`;
}

/** The id of a data source as the server lists it. */
export function idOfSource({ plugin_id: pluginId, name }: { plugin_id: string; name: string }): string {
  return datasourceId({ pluginId, provider: name });
}

/** Whether two references name the same data source. */
export function sameDatasource(a: DatasourceRef, b: DatasourceRef): boolean {
  return a.pluginId === b.pluginId && a.provider === b.provider;
}
