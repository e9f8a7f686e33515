import type { Plugin, Rolldown } from 'vite';

/** An import or export by name, as the parser tells where it stands. */
interface Statement {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly source?: { readonly value: string } | null;
  readonly specifiers?: readonly {
    readonly local: { readonly name: string };
    readonly imported?: { readonly name: string };
    readonly exported?: { readonly name: string };
  }[];
}

/**
 * Gives what the files of one build share the names that it has in the file that it is from: `export{a,b}` in place of
 * `export{a as x,b as y}`. To be done last, when the names inside of files are settled. What a page imports keeps its name,
 * and so does what is loaded on demand.
 */
export function shareNames(): Plugin {
  return {
    name: 'share-names',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const parse = (code: string): readonly Statement[] =>
          (this.parse(code) as unknown as { readonly body: readonly Statement[] }).body;
        const onDemand = new Set(chunks.flatMap(({ dynamicImports }) => dynamicImports));
        const names = new Map<string, Map<string, string>>();
        for (const chunk of chunks) {
          if (chunk.isEntry || onDemand.has(chunk.fileName)) continue;
          const own = new Map<string, string>();
          names.set(chunk.fileName, own);
          rewrite(chunk, parse(chunk.code), ({ type, source, specifiers = [] }) => {
            if (type !== 'ExportNamedDeclaration' || source || specifiers.length === 0) return null;
            for (const { local, exported = local } of specifiers) own.set(exported.name, local.name);
            return `export{${[...own.values()].join(',')}};`;
          });
        }
        for (const chunk of chunks)
          rewrite(chunk, parse(chunk.code), ({ type, source, specifiers = [] }) => {
            const shared = source && names.get(fileOf(chunk, source.value));
            if (!shared || specifiers.length === 0) return null;
            const taken = specifiers.map(({ local, imported, exported }) => {
              const [theirs, ours] = exported ? [local, exported] : [imported, local];
              if (!theirs)
                this.error(`${chunk.fileName} takes something over from ${source.value} in another way.`);
              const name = shared.get(theirs.name) ?? theirs.name;
              return name === ours.name ? name : `${name} as ${ours.name}`;
            });
            const keyword = type === 'ImportDeclaration' ? 'import' : 'export';
            return `${keyword}{${taken.join(',')}}from${JSON.stringify(source.value)};`;
          });
      },
    },
  };
}

/** Puts something else in the place of some statements of a file. */
function rewrite(
  chunk: Rolldown.OutputChunk,
  statements: readonly Statement[],
  instead: (statement: Statement) => string | null,
): void {
  for (const statement of statements.toReversed()) {
    const text = instead(statement);
    if (text !== null)
      chunk.code = chunk.code.slice(0, statement.start) + text + chunk.code.slice(statement.end);
  }
}

/** The name of the file that one imports by a relative address. */
function fileOf({ fileName }: Rolldown.OutputChunk, specifier: string): string {
  return new URL(specifier, `file:///${fileName}`).pathname.slice(1);
}
