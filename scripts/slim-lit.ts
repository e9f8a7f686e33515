import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Modules of Lit in the form in which this package uses them. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@lit/context': path('./cdn/libraries/context.ts'),
  '@lit/task': path('./cdn/libraries/task.ts'),
  'lit/decorators.js': path('./cdn/libraries/decorators.ts'),
  'lit/directive-helpers.js': path('./cdn/libraries/directive-helpers.ts'),
  'lit/directives/repeat.js': path('./cdn/libraries/repeat.ts'),
};

/** By what another module of Lit, or of this package, calls a module, what takes its place. */
const INNER_STAND_INS: Readonly<Record<string, readonly [importer: string, standIn: string]>> = {
  './css-tag.js': ['/@lit/reactive-element/', path('./cdn/libraries/css-tag.ts')],
  './lit-globals.js': ['/src/internal/', path('./cdn/libraries/lit-globals.ts')],
};

/** How the compiler applies one decorator to one field: `__decorate([property()], Card.prototype, "source", void 0);` */
const DECORATION =
  /\b_*decorate\(\[(property|state|query)\(([^\]]*)\)\], (\w+)\.prototype, ("\w+"), void 0\);\s*/g;
const DECORATIONS = new RegExp(`(?:${DECORATION.source})+`, 'g');

/** The stand-ins for all decorators, of which a module may itself import another one. */
const IMPORT = "import { property as $property, query as $query, state as $state } from 'lit/decorators.js';";

/**
 * Puts smaller modules in the place of some of Lit's, and applies the decorators of a class together and without the
 * compiler's helper, which serves every kind of them: `property(Card, {"source": {}, …})`. Fails the build when something is
 * decorated in another way.
 */
export function slimLit(): Plugin {
  return {
    name: 'slim-lit',
    resolveId: {
      order: 'pre',
      handler(source, importer) {
        const [from, standIn] = INNER_STAND_INS[source] ?? [];
        return from && importer?.includes(from) ? standIn : STAND_INS[source];
      },
    },
    transform: {
      order: 'post',
      handler(code, id) {
        if (!/\/src\/.*\.ts$/.test(id) || !code.includes('decorate([')) return null;
        const slim = code.replace(DECORATIONS, applied);
        if (slim.includes('decorate([')) this.error(`A decorator in ${id} is not a single one of a field.`);
        return { code: IMPORT + slim, map: null };
      },
    },
  };
}

/** What does the same as the decorations of one class. */
function applied(decorations: string): string {
  const fields: string[] = [];
  const queries: string[] = [];
  let element = '';
  for (const [, kind, options = '', owner = '', name = ''] of decorations.matchAll(DECORATION)) {
    element = owner;
    if (kind === 'query') queries.push(`$query(${owner}, ${name}, ${options});`);
    else fields.push(`${name}: ${kind === 'state' ? '$state' : options || '{}'}`);
  }
  const properties = fields.length > 0 ? `$property(${element}, {${fields.join(', ')}});` : '';
  return `${properties}${queries.join('')}\n`;
}
