/**
 * What Lit looks up on `window` when it is loaded. An element of the page whose id or name is one of these stands in for
 * it, and then Lit fails, or makes `<style>` elements, which a strict content security policy forbids. This module comes
 * before Lit, wherever the package is loaded.
 */
const LIT_GLOBALS = [
  'litHtmlVersions',
  'litElementVersions',
  'reactiveElementVersions',
  'litHtmlPolyfillSupport',
  'litElementPolyfillSupport',
  'reactiveElementPolyfillSupport',
  'litElementHydrateSupport',
  'litPropertyMetadata',
  'ShadyCSS',
  'trustedTypes',
];
const globals = globalThis as unknown as Record<string, unknown>;

for (const name of LIT_GLOBALS) {
  // What a script has set is a property of `window` itself, and comes before elements; they are further down.
  if (name in globals && !Object.hasOwn(globals, name)) globals[name] = undefined;
}

// A module, whose names are its own.
export {};
