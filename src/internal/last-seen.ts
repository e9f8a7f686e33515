import { idOfSource } from '../api/datasource-id.js';
import type { DatasourceAuth } from '../api/types.js';
import type { DatasourceStore } from '../store/store.js';

/** How many are remembered; a longer list has a window of its own. */
const MOST = 100;

/** Lists that are written down already; all elements of a page share one. */
const written = new WeakSet<readonly DatasourceAuth[]>();

/** By data source, in the server's order, how many connections it had. */
export type LastSeen = ReadonlyMap<string, number>;

/**
 * What the server listed when somebody last looked at it in this browser, so that what stands in for the next answer is
 * as high as what comes, and nothing moves on the page. A guess: nothing but a height, and what is
 * loaded ahead, may depend on it.
 */
export function lastSeen(store: DatasourceStore | undefined, list: string): LastSeen {
  try {
    const entries = JSON.parse(localStorage.getItem(nameOf(store, list)) ?? '[]') as [unknown, unknown][];
    return new Map(
      entries
        .slice(0, MOST)
        .map(([id, count]) => [String(id), Math.min(Math.max(Number(count), 0), MOST) || 0]),
    );
  } catch {
    // No storage, or somebody else's value.
    return new Map();
  }
}

/** Remembers the ids of data sources and numbers of connections, and nothing else. */
export function rememberSeen(
  store: DatasourceStore | undefined,
  list: string,
  sources: readonly DatasourceAuth[] | undefined,
): void {
  if (!store || !sources || written.has(sources)) return;
  written.add(sources);
  const seen = sources.slice(0, MOST).map((source) => [idOfSource(source), source.credentials_list.length]);
  try {
    const name = nameOf(store, list);
    const text = JSON.stringify(seen);
    if (localStorage.getItem(name) !== text) localStorage.setItem(name, text);
  } catch {
    // No storage: the next page guesses without.
  }
}

function nameOf(store: DatasourceStore | undefined, list: string): string {
  return `datasource-elements.seen:${store?.apiOrigin ?? ''}:${list}`;
}
