/**
 * Members of `Object.prototype` by which a page, or an attack on it, changes what careless code does: names of options,
 * of fields of answers, and of what frameworks look up. Not among them are `get`, `set` and `value`, with which no
 * script of the page can define a property any more, nor `signal`, `passive`, `once` and `capture`, which
 * `addEventListener` itself takes from there, whoever calls it.
 */
export const GADGETS: readonly string[] = [
  ...['url', 'baseURL', 'baseUrl', 'base_url', 'headers', 'credentials', 'method', 'origin', 'src', 'href'],
  ...['is', 'onclick', 'onerror', 'onload', 'mode', 'cache', 'redirect', 'referrer', 'referrerPolicy'],
  ...['integrity', 'keepalive', 'body', 'window', 'duplex', 'priority', 'data', 'params', 'query', 'timeout'],
  ...['retry', 'retryDelay', 'enabled', 'staleTime', 'gcTime', 'queryKey', 'queryFn', 'queryHash', 'meta'],
  ...['status', 'code', 'message', 'name', 'label', 'type', 'id', 'key', 'token', 'accessToken', 'csrfToken'],
  ...['innerHTML', 'template', 'render', 'host', 'attribute', 'reflect', 'converter', 'hasChanged', 'state'],
  ...[
    'success',
    'error',
    'result',
    'visibility',
    'flow',
    'popup',
    'callbackOrigins',
    'undoTime',
    'sourceURL',
  ],
  ...[
    'shadow',
    'slotAssignment',
    'delegatesFocus',
    'renderBefore',
    'creationScope',
    'clonable',
    'serializable',
  ],
  ...['queryClient', 'fetch', 'store', 'labels', 'getAccessToken', 'getCsrfToken', 'credentialId', 'prepare'],
  ...['initialData', 'networkMode', 'select', 'default', 'options', 'required', 'style', 'title', 'text'],
  ...['subtitle', 'note', 'warning', 'danger', 'icon', 'refusal', 'toJSON', 'then', 'path'],
];

/** What Lit's modules look up on `window`. */
export const LIT_NAMES: readonly string[] = [
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
];

/** Ids and names of elements that stand in for what scripts look up on `window`. */
export const CLOBBERING_NAMES: readonly string[] = [
  ...[
    'currentScript',
    'config',
    'settings',
    'options',
    'elements',
    'datasource',
    'datasources',
    'datasourceConfig',
  ],
  ...[
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
  ],
  ...[
    'api',
    'lit',
    '__webpack_public_path__',
    'webpackChunk',
    'module',
    'exports',
    'require',
    'define',
    'fetcher',
  ],
  ...[
    'cookie',
    'baseURI',
    'defaultView',
    'visibilityState',
    'activeElement',
    'forms',
    'domain',
    'referrer',
    'URL',
  ],
  ...LIT_NAMES,
  'Deno',
];

/**
 * Names of elements that stand in for what `document` itself has. Not among them are the four methods with which Lit, as
 * any framework, makes what it shows.
 */
export const DOCUMENT_NAMES: readonly string[] = [
  ...[
    'body',
    'head',
    'documentElement',
    'querySelector',
    'querySelectorAll',
    'getElementById',
    'addEventListener',
  ],
  ...[
    'removeEventListener',
    'dispatchEvent',
    'adoptedStyleSheets',
    'fonts',
    'hasFocus',
    'hidden',
    'title',
    'scripts',
  ],
];
