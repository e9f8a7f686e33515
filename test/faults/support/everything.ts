import type { Bench } from '../../bench/bench.js';
import type { Tab } from '../../bench/engines/engine.js';
import type { PageOptions } from '../../bench/pages/options.js';
import { answerWith } from '../../bench/world/faults/actions.js';
import type {} from '../../../src/define.js';
import { NOTION } from './flow.js';
import type { AtRestPage } from './pages/at-rest.js';
import { addPrelude } from './prelude.js';

/** Every element that shows something, as tag and attributes; the dialogs are open. */
export const EVERYTHING: readonly (readonly [tag: string, attributes: Record<string, string>])[] = [
  ['datasource-list', {}],
  ['datasource-card', {}],
  ['datasource-credential', { 'credential-id': 'hostile-0' }],
  ['datasource-credential', { 'credential-id': 'hostile-1' }],
  ['datasource-oauth-button', {}],
  ['datasource-api-key-button', {}],
  ['datasource-connect-button', {}],
  ['datasource-connect-button', { 'credential-id': 'hostile-0' }],
  ['datasource-credential-select', {}],
  ['api-key-dialog', { open: '' }],
  ['api-key-dialog', { open: '', 'credential-id': 'hostile-1' }],
  ['oauth-client-dialog', { open: '' }],
];

export const LIST = { method: 'GET', path: /\/auth\/plugin\/datasource\/list$/ };

/** What a page looks like inside. */
export interface Shape {
  /** The tags of all elements in their order, through shadow roots. */
  tags: string;
  /** Attributes that run or style something. */
  armed: string[];
  /** What links lead to. */
  links: string[];
  /** What pictures are asked for. */
  pictures: string[];
  /** The longest text. */
  longest: number;
}

/** A page with every element, whose list of data sources is what the test says. */
export class EverythingPage {
  readonly #bench: Bench;
  #answer: { status?: number; headers?: Record<string, string>; body: unknown } = { body: { result: [] } };
  #tab: Tab | undefined;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  get tab(): Tab {
    if (!this.#tab) throw new Error('Not open yet.');
    return this.#tab;
  }

  async open(options: PageOptions = {}): Promise<void> {
    this.#bench.world.faults.on(
      LIST,
      answerWith(() => this.#answer),
    );
    await addPrelude(this.#bench.world, 'at-rest');
    const preludes = [...(options.preludes ?? []), 'at-rest'];
    this.#tab = await this.#bench.open('blank', { account: 'anne', ...options, preludes });
  }

  /** Shows data sources, of which the first is Notion, on the page in place of what was there. */
  async show(...sources: unknown[]): Promise<Shape> {
    this.#answer = { body: { result: sources } };
    return this.#read();
  }

  /** Has the list answered with this, whatever it is. */
  async answer(answer: { status: number; type: string; body: string }): Promise<Shape> {
    this.#answer = { status: answer.status, headers: { 'content-type': answer.type }, body: answer.body };
    return this.#read();
  }

  /** Shows everything anew, so that nothing of what was shown before is left. */
  async #read(): Promise<Shape> {
    return this.tab.evaluate(
      async (provider, elements) => {
        document.querySelector('datasource-context')?.remove();
        const context = document.createElement('datasource-context');
        for (const [tag, attributes] of elements) {
          const element = document.createElement(tag);
          for (const [key, value] of Object.entries({ provider, ...attributes }))
            element.setAttribute(key, value);
          context.append(element);
        }
        document.body.append(context);
        await context.updateComplete;
        await (window as unknown as AtRestPage).atRest(context);

        const shape: Shape = { tags: '', armed: [], links: [], pictures: [], longest: 0 };
        const look = (root: ParentNode): void => {
          for (const element of root.querySelectorAll('*')) {
            shape.tags += `${element.localName} `;
            for (const { name, value } of element.attributes) {
              if (/^(on|style$|srcdoc$|action$|formaction$)/.test(name)) shape.armed.push(`${name}=${value}`);
              if (name !== 'value') shape.longest = Math.max(shape.longest, value.length);
            }
            if (element instanceof HTMLAnchorElement) shape.links.push(element.href);
            if (element instanceof HTMLImageElement) shape.pictures.push(element.src);
            for (const child of element.childNodes)
              if (child.nodeType === Node.TEXT_NODE)
                shape.longest = Math.max(shape.longest, child.nodeValue?.length ?? 0);
            if (element.shadowRoot) look(element.shadowRoot);
          }
        };
        look(context);
        return shape;
      },
      NOTION,
      EVERYTHING,
    );
  }
}
