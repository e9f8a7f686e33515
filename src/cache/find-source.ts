import { datasourceId, idOfSource, type DatasourceRef } from '../api/datasource-id.js';
import type { DatasourceAuth } from '../api/types.js';

/** One index for each list, shared by all elements that look something up in it. */
const indexes = new WeakMap<readonly DatasourceAuth[], Map<string, DatasourceAuth>>();

/** One data source of a list. */
export function findSource(list: readonly DatasourceAuth[], ref: DatasourceRef): DatasourceAuth | undefined {
  let index = indexes.get(list);
  if (!index) {
    index = new Map(list.map((source) => [idOfSource(source), source]));
    indexes.set(list, index);
  }
  return index.get(datasourceId(ref));
}
