/**
 * Loads the authorization server's library. It warns about every Node.js release before 22; this project runs and tests it on
 * the releases that package.json names, so that one sentence is kept out of the log. Any other warning passes.
 */
const warn = console.warn;
console.warn = (...args: unknown[]) => {
  if (!String(args[0]).includes('Unsupported runtime')) warn(...args);
};
const library = await import('oidc-provider');
console.warn = warn;

export const OidcProvider = library.default;
export const errors = library.errors;
