import { expect } from '@open-wc/testing';

/** What attacks and careless pages put on `Object.prototype`: settings of ours, of the browser and of the cache. */
const GADGETS = [
  'url baseURL baseUrl path query secrets headers credentials method body signal fetch getAccessToken getCsrfToken',
  'onSessionExpired readTimeout writeTimeout redirect mode cache integrity keepalive referrer referrerPolicy window',
  'duplex priority once capture passive fatal ignoreBOM stream ifAvailable steal visibility credentialId credential_id',
  'name id type is_default status serverCode retryAfter code avatar_url oauth_schema retry retryDelay staleTime enabled',
  'gcTime initialData meta behavior persister structuralSharing networkMode refetchOnWindowFocus exact refetchType',
  'throwOnError allowRefresh refresh src href is onclick origin auth proxy transformResponse',
]
  .join(' ')
  .split(' ');

/** Preludes that run in a page before the modules are loaded. */
const PAGES: Record<string, string> = {
  'as it should be': '',
  'with gadgets that are texts': `
    for (const key of ${JSON.stringify(GADGETS)}) Object.prototype[key] = 'https://evil.example/x';`,
  'with gadgets that are false': `
    for (const key of ${JSON.stringify(GADGETS)}) Object.prototype[key] = false;`,
  'with gadgets that are functions': `
    for (const key of ${JSON.stringify(GADGETS)}) Object.prototype[key] = () => 'evil';`,
  'with gadgets that are objects': `
    for (const key of ${JSON.stringify(GADGETS)}) Object.prototype[key] = { evil: 'evil' };`,
  'with more methods on arrays, texts and objects': `
    for (const { prototype } of [Array, String, Object, Function]) {
      prototype.foo = () => 'foo';
      prototype.contains = () => true;
    }
    Array.prototype.toJSON = function () { return 'array of ' + this.length; };`,
  'with frozen intrinsics': `
    for (const { prototype } of [Object, Array, Function, Error, TypeError, Promise, Map, Set, String, RegExp, EventTarget])
      Object.freeze(prototype);`,
  'with wrapped promises, timers and listeners': `
    const NativePromise = Promise, wrap = (run) => (...args) => run(...args);
    const { then } = NativePromise.prototype;
    NativePromise.prototype.then = function (yes, no) {
      return then.call(this, yes && wrap(yes), no && wrap(no));
    };
    window.Promise = class WrappedPromise extends NativePromise {};
    for (const name of ['setTimeout', 'setInterval', 'queueMicrotask']) {
      const real = window[name].bind(window);
      window[name] = (run, ...rest) => real(wrap(run), ...rest);
    }
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      return addEventListener.call(this, type, listener, options);
    };`,
};

/** Does everything once, against answers of its own, and notes what is sent and what comes of it. */
const SCENARIO = `
  import { QueryClient } from '/test/support/query-client.ts';
  import { DatasourceClient } from '/src/api/client.ts';
  import { datasourceQueries } from '/src/cache/queries.ts';
  import { QuerySource } from '/src/cache/query-source.ts';
  import { StoreWrites } from '/src/store/writes.ts';

  const log = [];
  let expired = true;
  let created = false;
  const SUCCESS = '{"result":"success"}';
  const item = (id) => '{"id":"' + id + '","name":"n","type":"api-key"}';
  const items = () => '[' + item('i') + (created ? ',' + item('j') : '') + ']';
  const answer = (path, method, body) => {
    if (path.endsWith('/refresh-token')) { expired = false; return [200, SUCCESS]; }
    if (expired) return [401, '{"message":"Token has expired."}'];
    if (path.endsWith('list')) return [200, '{"result":[{"name":"c","plugin_id":"a/b","credentials_list":' + items() + '}]}'];
    if (path.endsWith('/get-authorization-url')) return [200, '{"authorization_url":"https://idp.example/"}'];
    if (path.endsWith('/update-name')) return [400, '{"message":"Authorization name is already exists"}'];
    if (method === 'GET') return [200, '{"result":' + items() + '}'];
    if (path.endsWith('/c')) created = true;
    return [200, SUCCESS];
  };
  window.fetch = function (input, init) {
    const { url, method, headers, credentials, mode, redirect, cache, keepalive, integrity, referrer, body } = new Request(input, init);
    log.push([url, method, [...headers].join(), credentials, mode, redirect, cache, keepalive, integrity, referrer, Boolean(body), String(Object.hasOwn(init, 'body') && init.body)].join(' | '));
    const [status, text] = answer(new URL(url).pathname, method);
    return Promise.resolve(new Response(text, new Proxy({}, { get: (_, key) => (key === 'status' ? status : undefined) })));
  };
  const note = async (what, run) => {
    try {
      log.push(what + ': ' + text(await run()));
    } catch (error) {
      log.push([what, error.name, error.code, error.message, error.status, error.serverCode, error.path, error.retryAfter].join(' | '));
    }
  };
  // JSON.stringify is the page's affair.
  const text = (value) =>
    typeof value !== 'object' || value === null ? String(value) : '{' + Object.keys(value).sort().map((key) => key + ':' + text(value[key])) + '}';
  const ref = { pluginId: 'a/b', provider: 'c' };
  const queryClient = new QueryClient();
  const client = new DatasourceClient();
  const store = new StoreWrites(client, queryClient, location.origin);
  const source = new QuerySource(queryClient, datasourceQueries(client).list());
  const stop = source.subscribe(() => undefined);
  const loaded = async () => {
    while (source.getSnapshot().isFetching || source.getSnapshot().status === 'pending') await new Promise((resolve) => setTimeout(resolve, 5));
    return source.getSnapshot();
  };
  // A query of the host's own, which nothing shows.
  let reads = 0;
  const queryKey = ['pipeline', 'datasource', 'own'];
  const host = () => [reads, queryClient.getQueryState(queryKey).isInvalidated];
  try {
    await queryClient.fetchQuery({
      behavior: undefined, enabled: undefined, gcTime: undefined, initialData: undefined, meta: undefined, networkMode: 'always',
      persister: undefined, queryFn: () => ++reads, queryKey, retry: false, staleTime: 0, structuralSharing: undefined,
    });
    await note('list', loaded);
    await note('default list', () => client.listDefaultDatasources());
    await note('create', () => store.createCredential(ref, { credentials: { key: 'k' } }));
    await note('update', () => store.updateCredential(ref, { credentialId: 'i', credentials: { key: 'k' } }));
    await note('host', host);
    await note('rename', () => store.renameCredential(ref, 'i', 'new'));
    await note('default', () => store.setDefaultCredential(ref, 'i'));
    await note('client', () => store.saveOAuthClient(ref, { clientParams: { id: 'x' }, enabled: true }));
    await note('forget client', () => store.deleteOAuthClient(ref));
    await note('delete', () => store.deleteCredential(ref, 'i'));
    await note('authorize', () => client.getAuthorizationUrl(ref));
    await note('read', () => store.readCredentials(ref, {}));
    await note('list again', loaded);
    await note('bad id', () => client.listCredentials({ pluginId: '..', provider: 'x' }));
    await note('bad address', () => new DatasourceClient({ baseUrl: 'x:' }).listDatasources());
  } finally {
    stop();
    parent.postMessage({ name: window.name, log });
  }
`;

/** What a page of its own says of the scenario. */
function run(name: string, prelude: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    const hear = ({ data }: MessageEvent<{ name: string; log: string[] }>): void => {
      if (data.name !== name) return;
      removeEventListener('message', hear);
      frame.remove();
      resolve(data.log);
    };
    addEventListener('message', hear);
    frame.name = name;
    frame.srcdoc = `<!doctype html><script>${prelude}</script><script type="module">${SCENARIO}</script>`;
    frame.onerror = () => reject(new Error('no frame'));
    document.body.append(frame);
  });
}

describe('a page that is not as it should be (F6, F8)', () => {
  let usual: string[];
  before(async () => {
    localStorage.clear();
    usual = await run('usual', '');
  });

  it('all goes well on one that is', () => {
    expect(GADGETS.length).to.be.greaterThan(60);
    expect(usual.join('\n'))
      .to.contain('create: {')
      .and.contain('https://idp.example/')
      .and.contain('config');
    expect(usual.filter((line) => line.startsWith('http')).length).to.be.greaterThan(20);
    expect(usual.join('\n')).not.to.contain('evil');
  });

  for (const [name, prelude] of Object.entries(PAGES))
    it(`${name}: the same is sent, and the same comes of it`, async () => {
      const log = await run(name, prelude);
      for (const [index, line] of usual.entries()) expect(log[index]).to.equal(line);
      expect(log).to.have.length(usual.length);
    });
});
