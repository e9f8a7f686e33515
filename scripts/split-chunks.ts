import type { Rolldown } from 'vite';

/** Texts are loaded one language at a time, so they are no part of anything else. */
const LOCALE = /\/src\/locales\/(en)\.ts$/;

/**
 * How a file for script tags is split: what it needs at once is one chunk, and the texts are another; what is needed on
 * demand the bundler splits by itself. The file itself is nothing but imports of these, so that nothing is loaded twice:
 * a CDN redirects from one address of it to another, and a browser takes the two for different modules.
 *
 * @param entry the path of its source.
 */
export function chunkGroups(entry: string): Rolldown.CodeSplittingGroup[] {
  let atOnce: Set<string> | undefined;
  return [
    {
      debugName: 'at once',
      // What the modules of a group import goes with them, but not what a group before it has.
      priority: 1,
      name: (id, graph) => {
        atOnce ??= importedBy(entry, graph);
        return id !== entry && atOnce.has(id) ? 'core' : null;
      },
    },
    { debugName: 'texts', priority: 2, name: (id) => LOCALE.exec(id)?.[1]?.replace(/^/, 'locale-') ?? null },
  ];
}

/** What a module imports, and what that imports, but nothing that is imported on demand. */
function importedBy(entry: string, graph: Pick<Rolldown.PluginContext, 'getModuleInfo'>): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  visit(entry);
  return found;
}
