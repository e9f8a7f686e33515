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

/** What an entry loads at once, or with what it loads on demand as well. */
function reachableFrom(entry: string, graph: Graph, onDemand: boolean): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const module = graph.getModuleInfo(id);
    module?.importedIds.forEach(visit);
    if (onDemand) module?.dynamicallyImportedIds.forEach(visit);
  };
  visit(`${ENTRIES}${entry}.ts`);
  return found;
}

/**
 * Which file a module of the CDN build goes into: with the first entry that needs it at once. What is needed on demand
 * only, by that entry or a smaller one, the bundler splits by itself. The entries are nothing but imports of these files,
 * so that none of them is loaded twice: a CDN redirects from one address of an entry to another, and a browser takes the
 * two for different modules.
 */
export function chunkGroups(): Rolldown.CodeSplittingGroup[] {
  const parts = new Map<string, { atOnce: Set<string>; all: Set<string> }>();
  const partOf = (entry: string, graph: Graph): { atOnce: Set<string>; all: Set<string> } => {
    const known = parts.get(entry) ?? {
      atOnce: reachableFrom(entry, graph, false),
      all: reachableFrom(entry, graph, true),
    };
    parts.set(entry, known);
    return known;
  };
  // What a group's modules import goes with them, so the smallest group has to come first.
  const nameOf = (id: string, graph: Graph): string | null => {
    if (id.startsWith(ENTRIES)) return null;
    const at = CDN_ENTRIES.findIndex((entry) => partOf(entry, graph).atOnce.has(id));
    if (at < 0) return null;
    const isShared = CDN_ENTRIES.slice(0, at).some((smaller) => partOf(smaller, graph).all.has(id));
    return isShared ? 'shared' : (CDN_ENTRIES[at]?.replace('datasource-', '') ?? null);
  };
  const localeOf = (id: string): string | null => LOCALE.exec(id)?.[1]?.replace(/^/, 'locale-') ?? null;
  const only = (wanted: string) => (id: string, graph: Graph) =>
    nameOf(id, graph) === wanted ? wanted : null;
  return ['store', 'locale', 'connect-button', 'shared', 'elements'].map((name, index) => ({
    debugName: name,
    priority: 10 - index,
    name: name === 'locale' ? localeOf : only(name),
  }));
}
