/** The elements of a manifest, by their tags, each with the path of its module. */
export function elementsOf(manifest) {
  return manifest.modules
    .flatMap(({ path, declarations = [] }) => declarations.map((declaration) => ({ ...declaration, path })))
    .filter(({ tagName }) => tagName)
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

/** What a page may set on an element: neither what only tells something, nor what Lit has for itself. */
export function settableProperties({ members = [] }) {
  return members.filter(
    (member) => member.kind === 'field' && !member.static && !member.readonly && member.description,
  );
}
