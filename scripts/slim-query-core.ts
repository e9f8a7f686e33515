import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FOLDER = '/@tanstack/query-core/build/modern/';

/** The version whose source the stand-ins were checked against: what they leave out, and what calls them. */
const CHECKED_VERSION = '5.108.0';

/** Whole modules in a smaller form. The package has neither mutations nor infinite queries. */
const STAND_INS: Readonly<Record<string, string>> = {
  'environmentManager.js': './cdn/libraries/environment-manager.ts',
  'infiniteQueryBehavior.js': './cdn/libraries/infinite-query-behavior.ts',
  'mutationCache.js': './cdn/libraries/mutation-cache.ts',
  'notifyManager.js': './cdn/libraries/notify-manager.ts',
  'timeoutManager.js': './cdn/libraries/timeout-manager.ts',
};

/**
 * Members of classes that nothing in the bundle calls. `QueryClient` keeps what a page may want of a store's own cache:
 * to read, set, invalidate, refetch and clear what is in it. A page that wants more hands over its own `queryClient`.
 */
const UNUSED_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'query.js': ['queryType', 'reset', 'resetState'],
  'queryClient.js': [
    'cancelQueries',
    'defaultMutationOptions',
    'ensureInfiniteQueryData',
    'ensureQueryData',
    'fetchInfiniteQuery',
    'fetchQuery',
    'getDefaultOptions',
    'getMutationDefaults',
    'getQueriesData',
    'getQueryState',
    'infiniteQuery',
    'isFetching',
    'isMutating',
    'prefetchInfiniteQuery',
    'prefetchQuery',
    'query',
    'removeQueries',
    'resetQueries',
    'setDefaultOptions',
    'setMutationDefaults',
    'setQueriesData',
    'setQueryDefaults',
  ],
};

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A node with its children, whatever its type. */
type Tree = Node & Readonly<Record<string, unknown>>;

/**
 * Leaves out of a build what this package does not use of TanStack Query and what a bundler cannot see: members of
 * classes. Fails the build with another version of the library than the one that was checked, when something that is
 * named above is not there, and when something calls what was left out.
 */
export function slimQueryCore(): Plugin {
  const pending = new Set([...Object.keys(STAND_INS), ...Object.keys(UNUSED_MEMBERS)]);
  return {
    name: 'slim-query-core',
    load(id) {
      const [folder, file] = id.split(FOLDER);
      const standIn = file && STAND_INS[file];
      if (!standIn) return null;
      pending.delete(file);
      const { version } = JSON.parse(readFileSync(`${folder}/@tanstack/query-core/package.json`, 'utf8')) as {
        version: string;
      };
      if (version !== CHECKED_VERSION)
        this.error(
          `scripts/cdn/libraries was checked against query-core ${CHECKED_VERSION}, not ${version}.`,
        );
      const path = fileURLToPath(new URL(standIn, import.meta.url));
      return `export * from ${JSON.stringify(path)};`;
    },
    transform(code, id) {
      const [, file = ''] = id.split(FOLDER);
      const unused = UNUSED_MEMBERS[file];
      if (!unused) return null;
      pending.delete(file);
      const members = findMembers(this.parse(code));
      let slim = code;
      for (const name of unused) {
        const member = members.get(name);
        if (!member) this.error(`${file} has no member ${name} any more.`);
        // Blanked, so that the other members stay where they were found.
        slim = slim.slice(0, member.start) + ' '.repeat(member.end - member.start) + slim.slice(member.end);
      }
      return { code: slim, map: null };
    },
    generateBundle(_, bundle) {
      if (pending.size > 0) this.error(`query-core has no ${[...pending].join(', ')} any more.`);
      const names = Object.values(UNUSED_MEMBERS).flat().join('|');
      const calls = new RegExp(String.raw`\.(${names})(\?\.)?\(`);
      for (const chunk of Object.values(bundle)) {
        const call = chunk.type === 'chunk' && calls.exec(chunk.code);
        if (call) this.error(`The bundle calls ${String(call[1])}(), which is left out.`);
      }
    },
  };
}

/** The named members of all classes in a module. */
function findMembers(tree: unknown): Map<string, Node> {
  const found = new Map<string, Node>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node)) return;
    if (node.type === 'MethodDefinition' && isNode(node['key']) && typeof node['key']['name'] === 'string')
      found.set(node['key']['name'], node);
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return found;
}

function isNode(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
