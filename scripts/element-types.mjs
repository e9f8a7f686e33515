/** The text of src/types/elements.ts: what the types for frameworks are made of, out of the manifest. */
import prettier from 'prettier';
import { elementsOf, settableProperties } from './manifest-elements.mjs';

const HEAD = '// Written by `npm run manifest` from the doc comments of the elements. Do not edit.';

/** @returns {Promise<string>} */
export async function elementTypes(manifest, file) {
  const elements = elementsOf(manifest);
  const parts = [
    HEAD,
    ...elements.map(({ name, path }) => `import type { ${name} } from '${path.replace(/^dist\//, '../')}';`),
    `import type { ${eventClasses(elements).join(', ')} } from '../events/events.js';\n`,
    ...inheritedAttributes(elements),
    ...elements.flatMap((element) => [ownAttributes(element), events(element)]),
    '/** Each tag with its class, and with what can be set on it and heard from it. */',
    `export interface DatasourceElements {\n${elements.map(entry).join('\n')}\n}`,
  ];
  const options = await prettier.resolveConfig(file);
  return prettier.format(parts.join('\n'), { ...options, filepath: file });
}

function entry({ tagName, name, ...element }) {
  const properties = settableProperties(element).map((property) => `'${property.name}'`);
  return `'${tagName}': {
    element: ${name};
    attributes: ${name}Attributes;
    properties: ${properties.join(' | ')};
    events: ${name}Events;
  };`;
}

/** One interface for each base class, so that what all elements have stands there once. */
function inheritedAttributes(elements) {
  const bases = new Map();
  for (const attribute of elements.flatMap(({ attributes = [] }) => attributes)) {
    const base = attribute.inheritedFrom?.name;
    if (base) bases.set(base, (bases.get(base) ?? new Map()).set(attribute.name, attribute));
  }
  return [...bases]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([base, attributes]) => attributeNames(base, [], [...attributes.values()]));
}

function ownAttributes({ name, attributes = [] }) {
  const bases = new Set(attributes.map(({ inheritedFrom }) => inheritedFrom?.name).filter(Boolean));
  return attributeNames(
    name,
    [...bases],
    attributes.filter(({ inheritedFrom }) => !inheritedFrom),
  );
}

function attributeNames(name, bases, attributes) {
  const heritage = bases.length > 0 ? ` extends ${bases.map((base) => `${base}Attributes`).join(', ')}` : '';
  const lines = attributes.map(
    (attribute) => `${comment(attribute)}'${attribute.name}': '${attribute.fieldName}';`,
  );
  return `/** The attributes of \`${name}\`, each with its property. */
export interface ${name}Attributes${heritage} {\n${lines.join('\n')}\n}\n`;
}

function events({ name, events = [] }) {
  const lines = events.map((event) => `${comment(event)}'${event.name}': ${event.type.text};`);
  return `/** The events of \`${name}\`. */\nexport interface ${name}Events {\n${lines.join('\n')}\n}\n`;
}

function eventClasses(elements) {
  const types = elements.flatMap(({ events = [] }) => events.map(({ type }) => type.text));
  return [...new Set(types)].filter((type) => type !== 'Event').sort();
}

// A description must not end the comment that it stands in.
const comment = ({ description }) =>
  description ? `/** ${description.replaceAll('*/', '*\\/').replace(/\s*\n\s*/g, ' ')} */\n` : '';
