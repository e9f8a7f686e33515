/** Writes what editors know of the elements into a folder: custom data for VS Code, web-types for JetBrains' IDEs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { attributeTypes } from './attribute-types.mjs';
import { elementsOf, settableProperties } from './manifest-elements.mjs';

/** The theme's properties are the same for all elements, so that each need not list them. */
const OPTIONS = { hideCssPropertiesDocs: true, hideLogs: true };

/** @param {string} folder Where the files go. */
export function writeEditorData(manifest, folder) {
  const elements = elementsOf(manifest);
  const types = attributeTypes(elements);
  const shown = forEditors(manifest, elements, types);
  const html = parse(getVsCodeHtmlCustomData(shown, OPTIONS));
  for (const { name, attributes } of html.tags)
    for (const attribute of attributes)
      // VS Code's own word for an attribute that it completes without `=""`.
      if (types[name][attribute.name] === 'boolean') attribute.valueSet = 'v';
  const files = {
    'vscode.html-custom-data.json': html,
    'vscode.css-custom-data.json': parse(getVsCodeCssCustomData(shown, OPTIONS)),
    'web-types.json': parse(getWebTypesData(shown, OPTIONS)),
  };
  for (const [name, data] of Object.entries(files))
    writeFileSync(join(folder, name), `${JSON.stringify(data, null, 2)}\n`);
}

/** Without what the generators leave empty; and with what several elements have (parts, custom properties) only once. */
function parse(text) {
  return JSON.parse(text, (key, value) => {
    if ((key === 'doc-url' && value === '') || (Array.isArray(value) && value.length === 0)) return undefined;
    return /^(properties|pseudo-?elements)$/i.test(key) ? uniqueByName(value) : value;
  });
}

function uniqueByName(entries) {
  const byName = new Map(entries.map((entry) => [entry.name, { ...entry, descriptions: new Set() }]));
  for (const { name, description } of entries) byName.get(name).descriptions.add(description);
  return [...byName.values()].map(({ descriptions, ...entry }) => ({
    ...entry,
    description: [...descriptions].join('\n\n'),
  }));
}

/** The elements alone, with the values of their attributes in place of the names of types. */
function forEditors(manifest, elements, types) {
  const declarations = elements.map((element) => ({
    ...element,
    attributes: element.attributes.map((attribute) => ({
      ...attribute,
      type: { text: types[element.tagName][attribute.name] },
    })),
    members: [...settableProperties(element), ...methods(element)],
  }));
  return { ...manifest, modules: [{ kind: 'javascript-module', path: '', declarations, exports: [] }] };
}

/** Those for a page; what the browser calls is nothing to complete. */
function methods({ members = [] }) {
  return members.filter(
    ({ kind, description, name }) => kind === 'method' && description && !name.endsWith('Callback'),
  );
}
