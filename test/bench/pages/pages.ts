import { recordOf } from './options.js';
import { tag } from './document.js';

/** A fixture page. */
export interface Page {
  /** Scripts of its own, deferred. */
  scripts?: readonly string[];
  body: (query: URLSearchParams) => string;
}

const NOTION = 'langgenius/notion_datasource/notion_datasource';

/** Elements without a data source of their own. */
const WITHOUT_SOURCE = new Set(['datasource-list']);

export const PAGES: Readonly<Record<string, Page>> = {
  /** The settings page. */
  list: { body: (query) => context(query, '<datasource-list></datasource-list>') },
  /** One element, or several alike, in one context. */
  element: { body: (query) => inForm(query, context(query, elements(query))) },
  /** The same, each in a context of its own, with base URLs of their own. */
  'two-stores': {
    body: (query) =>
      ['baseUrl', 'baseUrl2'].map((option) => context(query, elements(query, option), option)).join('\n    '),
  },
  /** Nothing but the product's code. */
  blank: { body: () => '' },
  /** Another page in a frame. */
  frame: {
    body: (query) =>
      tag('iframe', {
        id: 'frame',
        width: '900',
        height: '700',
        ...given(query, ['src', 'sandbox', 'allow']),
      }),
  },
  /** A button and a link that open another page. */
  opener: {
    scripts: ['/scripts/opener.js'],
    body: (query) =>
      tag('button', { id: 'open', type: 'button' }, 'Open') +
      tag(
        'a',
        { id: 'link', target: '_blank', rel: 'opener', href: query.get('src') ?? '' },
        'Open in a tab',
      ),
  },
  /** An app whose routes are in the hash; the route `#/sources` shows the list. */
  hash: {
    scripts: ['/scripts/hash-routes.js'],
    body: (query) =>
      '<nav><a id="to-home" href="#/">Home</a> <a id="to-sources" href="#/sources">Sources</a></nav>' +
      tag('template', { id: 'sources' }, context(query, '<datasource-list></datasource-list>')) +
      '<div id="outlet"></div>',
  },
};

function context(query: URLSearchParams, content: string, baseUrlOption = 'baseUrl'): string {
  const baseUrl = query.get(baseUrlOption);
  return tag(
    'datasource-context',
    { ...(baseUrl !== null && { 'base-url': baseUrl }), ...recordOf(query, 'context') },
    content,
  );
}

function elements(query: URLSearchParams, prefix?: string): string {
  const name = query.get('element') ?? 'datasource-list';
  const count = Number(query.get('count') ?? 1);
  const source = WITHOUT_SOURCE.has(name) ? {} : { provider: query.get('provider') ?? NOTION };
  return Array.from({ length: count }, (_, index) =>
    tag(name, {
      id: `${prefix === 'baseUrl2' ? 'other' : 'element'}-${index + 1}`,
      ...source,
      ...recordOf(query, 'attributes'),
    }),
  ).join('\n    ');
}

function inForm(query: URLSearchParams, content: string): string {
  if (query.get('form') !== 'true') return content;
  return tag(
    'form',
    { id: 'host-form', action: '/submitted' },
    `<label>Title <input name="title" value="A title" /></label>${content}<button id="submit">Submit</button>`,
  );
}

const given = (query: URLSearchParams, names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : [])));
