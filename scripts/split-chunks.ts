import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

const ENTRIES = fileURLToPath(new URL('./cdn/', import.meta.url));

/**
 * The files for script tags, the smallest first: each has what those before it have, and more. A page that uses two of
 * them loads, and has, everything once.
 */
export const CDN_ENTRIES = ['datasource-store', 'datasource-connect-button', 'datasource-elements'] as const;

/** Texts are loaded one language at a time, so they are no part of anything else. */
const LOCALE = /\/src\/locales\/(en)\.ts$/;

type Graph = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** What an entry loads at once: whatever it imports, but not what it imports on demand. */
function reachableFrom(entry: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  visit(`${ENTRIES}${entry}.ts`);
  return found;
}

/**
 * Which file a module of the CDN build goes into: with the first entry that needs it at once. What is needed on demand
 * only, the bundler splits by itself. The entries are nothing but imports of these files, so that none of them is loaded
 * twice: a CDN redirects from one address of an entry to another, and a browser takes the two for different modules.
 */
export function chunkGroups(): Rolldown.CodeSplittingGroup[] {
  const parts = new Map<string, Set<string>>();
  const isIn = (entry: string, id: string, graph: Graph): boolean => {
    let part = parts.get(entry);
    if (!part) parts.set(entry, (part = reachableFrom(entry, graph)));
    return part.has(id) && !id.startsWith(ENTRIES);
  };
  const [store, ...others] = CDN_ENTRIES.map((entry, index) => ({
    debugName: entry,
    // What a group's modules import goes with them, so the smallest has to come first.
    priority: 10 - 2 * index,
    name: (id: string, graph: Graph) => (isIn(entry, id, graph) ? entry.replace('datasource-', '') : null),
  }));
  const locale = {
    debugName: 'locale',
    priority: 9,
    name: (id: string) => LOCALE.exec(id)?.[1]?.replace(/^/, 'locale-') ?? null,
  };
  return [...(store ? [store] : []), locale, ...others];
}
