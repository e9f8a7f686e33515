/** Names that scripts look up on `window` or `document`, and that an element of that id or name takes the place of. */
export const CLOBBERED_NAMES = [
  'currentScript',
  'config',
  'settings',
  'options',
  'elements',
  'datasource',
  'datasources',
  'datasourceConfig',
  'store',
  'queryClient',
  'process',
  'global',
  'self',
  'env',
  'csrf_token',
  'token',
  'baseUrl',
  'base_url',
  'user',
  'api',
  'lit',
  '__webpack_public_path__',
  'webpackChunk',
  'module',
  'exports',
  'require',
  'define',
  'cookie',
  'forms',
  'body',
  'head',
  'documentElement',
  'baseURI',
  'defaultView',
  'visibilityState',
  'activeElement',
  'getElementById',
  'createElement',
  'querySelector',
  'addEventListener',
  'adoptedStyleSheets',
] as const;

/** The same for names that Lit's modules look up. */
export const LIT_NAMES = [
  'litElementVersions',
  'litHtmlVersions',
  'reactiveElementVersions',
  'litElementHydrateSupport',
  'litHtmlPolyfillSupport',
  'reactiveElementPolyfillSupport',
  'ShadyCSS',
  'ShadyDOM',
  'litIssuedWarnings',
  'litElementPolyfillSupport',
  'litPropertyMetadata',
  'trustedTypes',
] as const;

/** Elements that try to take the place of globals: one by id on `window`, one by name on `document`, for each name. */
export function clobberingElements(which: string | null): string {
  const names = which === 'lit' ? LIT_NAMES : which === 'common' ? CLOBBERED_NAMES : [];
  return names
    .map(
      (name) =>
        `<a id="${name}" name="${name}" href="https://clobbered.example/"></a><img name="${name}" alt="" />`,
    )
    .join('\n    ');
}
