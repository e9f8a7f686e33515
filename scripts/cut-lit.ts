import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { LIT_CUTS } from './cdn/libraries/lit-cuts.js';

/** The main module of one of Lit's packages, and where the package is. */
const MAIN_MODULE = /^(.*\/node_modules\/(?:@lit\/)?(lit-html|lit-element|reactive-element))\/\2\.js$/;

/** What a page's element could only want of Lit's if it were written by the page itself. */
const LEFT_OUT = /\b(addInitializer|getPropertyDescriptor|renderBefore|creationScope|endNode|setConnected)\b/;

/** A directive that is for attributes; `repeat` and those of the package's own are for content. */
const ATTRIBUTE_DIRECTIVE = /\blit\/directives\/(?!repeat\.)[\w-]+\.js/;
const CONTENT_DIRECTIVES = ['repeat', 'gradually'];

/** Options of a property that nothing reads any more. */
const PROPERTY = /\bproperty\(\{[^}]*\b(converter|hasChanged|noAccessor|type: (?:Object|Array))\b/;

/**
 * Takes out of Lit's modules what the package does not use, see {@link LIT_CUTS}. Fails the build with another version than
 * the one that was checked, when a piece is not there exactly once, and when a source uses what is left out.
 */
export function cutLit(): Plugin {
  const pending = new Set(Object.keys(LIT_CUTS));
  return {
    name: 'cut-lit',
    transform: {
      order: 'post',
      handler(code, id) {
        const [, folder = '', name = ''] = MAIN_MODULE.exec(id) ?? [];
        const lit = LIT_CUTS[name];
        if (lit) {
          pending.delete(name);
          const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
            version: string;
          };
          if (version !== lit.version) this.error(`${name} is ${version}; what is cut is of ${lit.version}.`);
          let slim = code;
          for (const [piece, instead] of lit.cuts) {
            const parts = slim.split(piece);
            if (parts.length !== 2) this.error(`${name} has this ${parts.length - 1} times: ${piece}`);
            slim = parts.join(instead);
          }
          return { code: slim, map: null };
        }
        if (id.endsWith('/lit-html/async-directive.js'))
          this.error('Asynchronous directives need what the build leaves out of Lit.');
        if (/\/src\/.*\.ts$/.test(id)) {
          const [, option] = PROPERTY.exec(code) ?? [];
          const [directive] = ATTRIBUTE_DIRECTIVE.exec(code) ?? [];
          const problem = option
            ? `the property option ${option}`
            : (directive ?? problemOf(this.parse(code)));
          if (problem) this.error(`${id} has ${problem}, which the build leaves out of Lit.`);
        }
        return null;
      },
    },
    generateBundle(_, bundle) {
      // The file without elements has none of them.
      if (pending.size > 0 && pending.size < Object.keys(LIT_CUTS).length)
        this.error(`There is no main module of ${[...pending].join(', ')} any more.`);
      for (const chunk of Object.values(bundle)) {
        const [name] = (chunk.type === 'chunk' && LEFT_OUT.exec(chunk.code)) || [];
        if (name) this.error(`The bundle uses ${name} of Lit, which is left out.`);
      }
    },
  };
}

interface Template {
  readonly type: 'TaggedTemplateExpression';
  readonly tag: { readonly name?: string };
  readonly quasi: {
    readonly quasis: readonly { readonly value: { readonly raw: string } }[];
    readonly expressions: readonly { readonly type: string; readonly callee?: { readonly name?: string } }[];
  };
}

/** What one of the templates of a module has that is left out. */
function problemOf(tree: unknown): string | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  const own = isTemplate(tree) ? problemOfTemplate(tree) : undefined;
  return own ?? Object.values(tree).map(problemOf).find(Boolean);
}

function isTemplate(node: object): node is Template {
  return 'type' in node && node.type === 'TaggedTemplateExpression';
}

function problemOfTemplate({ tag, quasi: { quasis, expressions } }: Template): string | undefined {
  if (tag.name === 'css' && expressions.length > 0) return 'a value in styles';
  if (tag.name !== 'html') return undefined;
  let markup = '';
  for (const [index, { value }] of quasis.entries()) {
    markup += value.raw;
    const [element, rest] = /<([^<>]*)$/.exec(markup) ?? [];
    const [attribute] = /\s[.?@]?[\w-]+=("[^"]*|'[^']*)?$/.exec(rest ?? '') ?? [];
    const expression = expressions[index];
    if (!expression) break;
    if (element && !attribute) return `a value in a tag (${element})`;
    if (attribute?.includes('@') && expression.type === 'ObjectExpression') return 'an object as listener';
    if (attribute && CONTENT_DIRECTIVES.includes(expression.callee?.name ?? ''))
      return 'a directive in a tag';
    markup += 'value';
  }
  const [other] = /<(?:!--|(?:script|style|textarea|title)\b)/.exec(markup) ?? [];
  return other && `${other} in a template`;
}
