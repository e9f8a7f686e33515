import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

type Node = Record<string, unknown>;

/** What docs/openapi.yaml says. */
export const readDocument = (): Node => parse(readFileSync('docs/openapi.yaml', 'utf8')) as Node;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** An OpenAPI document that values can be compared with. */
export class OpenApi {
  readonly #document: Node;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(document: Node) {
    this.#document = document;
    addFormats(this.#ajv);
    this.#ajv.addSchema(document, 'openapi');
  }

  /** The operations, such as `GET /a/{b}`, with the places where they stand. */
  get operations(): Map<string, string> {
    const found = new Map<string, string>();
    for (const [path, item] of Object.entries(this.#document['paths'] as Record<string, Node>))
      for (const method of METHODS.filter((one) => one in item))
        found.set(`${method.toUpperCase()} ${path}`, `/paths/${escape(path)}/${method}`);
    return found;
  }

  /** The operation that a request is for. */
  find(method: string, path: string): string | undefined {
    const matches = [...this.operations].filter(([operation]) => {
      const [of, template = ''] = operation.split(' ');
      return of === method && new RegExp(`^${template.replace(/\{\w+\}/g, '[a-z0-9_-]+')}$`).test(path);
    });
    // Words that stand in the path win over parameters.
    return matches.sort(([one], [other]) => one.split('{').length - other.split('{').length)[0]?.[1];
  }

  /** What stands at a place, and where that is if it is a reference. */
  at(pointer: string): { node: unknown; pointer: string } {
    const parts = pointer.split('/').slice(1).map(unescape);
    const node = parts.reduce<unknown>((one, part) => (one as Node | undefined)?.[part], this.#document);
    const reference = isNode(node) ? node['$ref'] : undefined;
    return typeof reference === 'string' ? this.at(reference.slice(1)) : { node, pointer };
  }

  /** Why a value does not fit the schema at a place. */
  errors(pointer: string, value: unknown): string[] {
    const validate = this.#ajv.getSchema(`openapi#${pointer}`);
    if (!validate) throw new Error(`There is no schema at ${pointer}.`);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  }

  /** What is wrong with the examples: those that do not fit, and places that have none. */
  exampleErrors(): string[] {
    const wrong: string[] = [];
    this.#walk('', this.#document, (pointer, { schema, examples }) => {
      if (!isNode(schema) || !isValued(pointer)) return;
      if (!isNode(examples) || Object.keys(examples).length === 0) wrong.push(`${pointer}: no example`);
      else
        for (const name of Object.keys(examples)) {
          const { node } = this.at(`${pointer}/examples/${escape(name)}`);
          const errors = this.errors(`${pointer}/schema`, (node as Node)['value']);
          wrong.push(...errors.map((error) => `${pointer}, ${name}: ${error}`));
        }
    });
    return wrong;
  }

  #walk(pointer: string, node: unknown, visit: (pointer: string, node: Node) => void): void {
    if (Array.isArray(node))
      for (const [index, one] of node.entries()) this.#walk(`${pointer}/${index}`, one, visit);
    if (!isNode(node)) return;
    visit(pointer, node);
    for (const [key, one] of Object.entries(node)) this.#walk(`${pointer}/${escape(key)}`, one, visit);
  }
}

/** Bodies, parameters and headers; not a property that happens to be called `schema`. */
const isValued = (pointer: string): boolean => /\/(?:content|parameters|headers)\/[^/]+$/.test(pointer);
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** JSON pointers, which are parts of addresses where schemas refer to them. */
const escape = (key: string): string => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
const unescape = (part: string): string =>
  decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
