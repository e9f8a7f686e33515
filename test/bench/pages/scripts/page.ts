/**
 * Loads the product, as often as the query says, and lays its exports open: `window.elements`, or `window.bundles` for
 * each copy. `window.ready` is true then.
 */
type Exports = Record<string, unknown>;

const bundles = Number(new URLSearchParams(location.search).get('bundles') ?? 1);

const copies: Exports[] = [];
// One after another, as script tags do it.
for (let copy = 1; copy <= bundles; copy += 1)
  copies.push((await import(copy === 1 ? '/elements.js' : `/elements.js?bundle=${copy}`)) as Exports);

Object.assign(window, { elements: copies[0], bundles: copies, ready: true });

export {};
