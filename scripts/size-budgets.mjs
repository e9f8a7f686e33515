/** The most bytes (brotli) that each file for script tags may load at once, texts apart. */
export const CDN = [
  { entry: 'datasource-store.js', what: 'the store, no element', budget: 10_500 },
  { entry: 'datasource-connect-button.js', what: 'a connect button', budget: 22_000 },
  { entry: 'datasource-elements.js', what: 'all elements', budget: 30_000 },
  { entry: 'oauth-callback.js', what: 'the callback page', budget: 1_900 },
];

/** The same in a bundle that Vite makes of the npm package, which has the libraries whole. */
export const NPM = [
  { entry: 'store', what: 'the store, no element', budget: 15_000 },
  { entry: 'connect-button', what: 'a connect button', budget: 33_300 },
  { entry: 'elements', what: 'all elements', budget: 46_000 },
];
