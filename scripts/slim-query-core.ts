import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as library from '@tanstack/query-core';
import type { Plugin } from 'vite';
import { Query } from './cdn/libraries/query-core/query.js';
import { QueryCache } from './cdn/libraries/query-core/query-cache.js';
import { QueryClient } from './cdn/libraries/query-core/query-client.js';

const LIBRARY = '@tanstack/query-core';
const STAND_IN = fileURLToPath(new URL('./cdn/libraries/query-core/index.ts', import.meta.url));

/** The version that the stand-in was checked against: what it leaves out, and what calls that. */
const CHECKED_VERSION = '5.108.0';

/** What else has methods of these names: forms, lists of classes and sets of all kinds. */
const COMMON = ['add', 'reset'];

/**
 * Puts a client in the place of TanStack Query's that does what a store's own one has to (docs/decisions/0005). Fails the
 * build with another version of the library than the one that was checked, and when something calls what was left out.
 */
export function slimQueryCore(): Plugin {
  return {
    name: 'slim-query-core',
    buildStart() {
      const { version } = JSON.parse(
        readFileSync(new URL(`../node_modules/${LIBRARY}/package.json`, import.meta.url), 'utf8'),
      ) as { version: string };
      if (version !== CHECKED_VERSION)
        this.error(
          `scripts/cdn/libraries/query-core was checked against ${CHECKED_VERSION}, not ${version}.`,
        );
    },
    resolveId: {
      order: 'pre',
      handler(source) {
        return source === LIBRARY ? STAND_IN : null;
      },
    },
    generateBundle(_, bundle) {
      const calls = new RegExp(String.raw`\.(${leftOut().join('|')})(\?\.)?\(`);
      for (const chunk of Object.values(bundle)) {
        const call = chunk.type === 'chunk' && calls.exec(chunk.code);
        if (call) this.error(`The bundle calls ${String(call[1])}(), which is left out of TanStack Query.`);
      }
    },
  };
}

/** The methods of the library's classes that those of the stand-in do not have. */
function leftOut(): string[] {
  const pairs = [
    [library.QueryClient, QueryClient],
    [library.QueryCache, QueryCache],
    [library.Query, Query],
  ] as const;
  const names = pairs.flatMap(([original, standIn]) =>
    Object.getOwnPropertyNames(original.prototype).filter((name) => !(name in standIn.prototype)),
  );
  return names.filter((name) => !COMMON.includes(name));
}
