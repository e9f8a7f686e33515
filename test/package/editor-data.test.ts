import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import cssService, { type CSSDataV1 } from 'vscode-css-languageservice';
import htmlService, { type CompletionItem, type HTMLDataV1 } from 'vscode-html-languageservice';
import { tokens } from '../../src/theme/tokens.js';

// Modules of another kind, of which Node sees no names.
const { getCSSLanguageService, newCSSDataProvider } = cssService;
const { getLanguageService, newHTMLDataProvider, TextDocument } = htmlService;

interface Named {
  name: string;
  description?: string;
}
interface Declaration extends Named {
  tagName?: string;
  attributes: Named[];
  events: (Named & { type: { text: string } })[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
}
interface WebTypes {
  name: string;
  version: string;
  contributions: {
    html: {
      elements: (Named & {
        attributes: (Named & { value: { type: string } })[];
        slots?: Named[];
        js: { properties: Named[]; events: (Named & { type: string })[] };
      })[];
    };
    css: { properties: Named[]; 'pseudo-elements': Named[] };
  };
}

const read = <Data>(file: string): Data => JSON.parse(readFileSync(file, 'utf8')) as Data;
const packageJson = read<{ name: string; version: string; 'web-types': string }>('package.json');
const elements = read<{ modules: { declarations?: Declaration[] }[] }>('custom-elements.json')
  .modules.flatMap(({ declarations = [] }) => declarations)
  .filter(({ tagName }) => tagName);

const names = (list: readonly Named[] = []): string[] => list.map(({ name }) => name).sort();
const unique = (list: readonly string[]): string[] => [...new Set(list)].sort();
const parts = unique(elements.flatMap(({ cssParts }) => names(cssParts)));
const properties = unique(elements.flatMap(({ cssProperties }) => names(cssProperties)));

describe('custom data for VS Code', () => {
  const html = getLanguageService({
    useDefaultDataProvider: false,
    customDataProviders: [
      newHTMLDataProvider('elements', read<HTMLDataV1>('dist/vscode.html-custom-data.json')),
    ],
  });
  const css = getCSSLanguageService({
    useDefaultDataProvider: false,
    customDataProviders: [newCSSDataProvider(read<CSSDataV1>('dist/vscode.css-custom-data.json'))],
  });

  /** What is offered where the text has a `|`. */
  function offered(text: string): CompletionItem[] {
    const document = TextDocument.create('file:///a.html', 'html', 1, text.replace('|', ''));
    const position = document.positionAt(text.indexOf('|'));
    return html.doComplete(document, position, html.parseHTMLDocument(document)).items;
  }
  const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label).sort();

  it('completes every tag', () => {
    const tags = labels(offered('<|')).filter((label) => label.includes('-'));
    assert.deepEqual(tags, elements.map(({ tagName }) => tagName).sort());
  });

  it('completes every attribute of a tag', () => {
    for (const { tagName, attributes } of elements)
      assert.deepEqual(labels(offered(`<${tagName} |>`)), [...names(attributes), 'data-'].sort(), tagName);
  });

  it('completes the words that an attribute takes, those of a named type too', () => {
    const values = (tag: string, attribute: string): string[] => labels(offered(`<${tag} ${attribute}="|">`));
    assert.deepEqual(values('datasource-list', 'filter'), ['connected', 'not-connected']);
    assert.deepEqual(values('datasource-context', 'flow'), ['auto', 'popup', 'redirect']);
    assert.deepEqual(values('datasource-card', 'source'), ['default']);
    assert.deepEqual(values('datasource-card', 'provider'), []);
  });

  it('completes a boolean attribute without a value', () => {
    const inserted = Object.fromEntries(
      offered('<datasource-list |>').map(({ label, textEdit }) => [label, textEdit?.newText]),
    );
    assert.equal(inserted['without-toolbar'], 'without-toolbar');
    assert.equal(inserted['query'], 'query="$1"');
  });

  it('completes every part and every custom property, once', () => {
    const complete = (text: string): string[] => {
      const document = TextDocument.create('file:///a.css', 'css', 1, text.replace('|', ''));
      const sheet = css.parseStylesheet(document);
      return labels(css.doComplete(document, document.positionAt(text.indexOf('|')), sheet).items);
    };
    const pseudoElements = complete('datasource-list::|').filter((label) => label.includes('part('));
    assert.deepEqual(pseudoElements, parts.map((part) => `::part(${part})`).sort());
    const offered = complete(':root { | }').filter((label) => label.startsWith('--'));
    assert.deepEqual(offered, properties);
  });
});

describe('web-types for JetBrains', () => {
  const file = packageJson['web-types'];
  const { name, version, contributions } = read<WebTypes>(file);

  it('are those of this package and version', () => {
    assert.deepEqual({ name, version }, { name: packageJson.name, version: packageJson.version });
  });

  it('have every element with its attributes, properties, events and slots', () => {
    const { elements: known } = contributions.html;
    assert.deepEqual(names(known), elements.map(({ tagName }) => tagName).sort());
    for (const { tagName, attributes, events, slots } of elements) {
      const found = known.find((one) => one.name === tagName);
      assert.deepEqual(names(found?.attributes), names(attributes), tagName);
      assert.deepEqual(names(found?.slots), names(slots), tagName);
      const typed = events.map((event) => `${event.name}: ${event.type.text}`).sort();
      assert.deepEqual(
        found?.js.events.map((event) => `${event.name}: ${event.type}`).sort(),
        typed,
        tagName,
      );
    }
    const list = known.find((one) => one.name === 'datasource-list');
    assert.deepEqual(names(list?.js.properties), [
      'allow',
      'filter',
      'query',
      'readOnly',
      'source',
      'withoutToolbar',
    ]);
    const types = Object.fromEntries(list?.attributes.map(({ name, value }) => [name, value.type]) ?? []);
    assert.equal(types['filter'], "'connected' | 'not-connected'");
    assert.equal(types['without-toolbar'], 'boolean');
    assert.equal(types['query'], 'string');
  });

  it('have every part and every custom property', () => {
    const { properties: known, 'pseudo-elements': pseudoElements } = contributions.css;
    assert.deepEqual(names(pseudoElements), parts.map((part) => `part(${part})`).sort());
    assert.deepEqual(names(known), properties);
  });
});

describe('the documented custom properties', () => {
  it('are those that styles read', () => {
    const styles = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.styles.ts'))
      .map((file) => readFileSync(join('src', file), 'utf8'));
    const used = [String(tokens), ...styles].join().match(/--datasource-[a-z-]+/g) ?? [];
    assert.deepEqual(unique(used), properties);
  });
});
