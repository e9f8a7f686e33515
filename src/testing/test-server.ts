import { json, Refusal, unauthorized } from './answers.js';
import { ownCookies } from './cookies.js';
import { Operations, readRef } from './operations.js';
import { googleDriveSource, jinaReaderSource, notionSource } from './sources.js';
import type { WireCredential, WireSource } from './wire.js';
import { Workspace, type Validate } from './workspace.js';

/** One request that the server got. */
export interface RecordedRequest {
  readonly method: string;
  /** Below the base of the API, e.g. `/auth/plugin/datasource/list`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** What the JSON in the body says; `undefined` without a body. */
  readonly body: unknown;
  readonly credentials: RequestCredentials;
  /** Whether it goes on when the page is left. */
  readonly keepalive: boolean;
}

/** Answers in place of the server, or lets it answer; see {@link TestServer.intercept}. */
export type Interceptor = (request: RecordedRequest) => Response | undefined | Promise<Response | undefined>;

/** How a {@link TestServer} begins. */
export interface TestServerOptions {
  /** The data sources that it lists. Default: Notion, Jina Reader and Google Drive, without a connection. */
  sources?: WireSource[];
  /** The base of its API, as the elements are told by `base-url`. Default: `/console/api`. */
  baseUrl?: string;
}

/**
 * A server that speaks the contract, behind a `fetch` function, for the tests of pages with these elements: nothing is
 * sent. It keeps connections by the server's rules, writes down what it was asked, and lets a test step in.
 *
 * @example
 * import { NOTION, TestServer } from 'datasource-elements/testing';
 * const server = new TestServer();
 * server.connect(NOTION, { name: 'Acme' });
 * document.querySelector('datasource-context').fetch = server.fetch;
 */
export class TestServer {
  /** What it was asked so far, the oldest first. */
  readonly requests: RecordedRequest[] = [];
  /** By which each request can be given up, in the order of {@link requests}. */
  readonly signals: AbortSignal[] = [];
  /** To be sent in `X-CSRF-Token` with every request; `null`, the default, when any will do. */
  csrfToken: string | null = null;
  /**
   * To be sent as `Authorization: Bearer` or in the cookie `access_token` with every request that leaves the browser's own
   * cookies out; `null`, the default, when any will do, or none.
   */
  accessToken: string | null = null;
  /**
   * `open`: somebody is signed in. `stale`: every answer is 401 until the session was renewed. `ended`: that fails as well.
   */
  session: 'open' | 'stale' | 'ended' = 'open';
  /** How long each answer takes, in milliseconds. Default: 0. */
  delay = 0;
  readonly #workspace: Workspace;
  readonly #operations: Operations;
  /** The path of its API, e.g. `/console/api`. */
  readonly basePath: string;
  readonly #interceptors: Interceptor[] = [];

  constructor({ sources, baseUrl = '/console/api' }: TestServerOptions = {}) {
    this.#workspace = new Workspace(sources ?? [notionSource(), jinaReaderSource(), googleDriveSource()]);
    this.#operations = new Operations(this.#workspace);
    this.basePath = new URL(baseUrl, ORIGIN).pathname.replace(/\/$/, '');
  }

  /** What it lists: to look at, and to change. */
  get sources(): WireSource[] {
    return this.#workspace.sources;
  }

  set sources(sources: WireSource[]) {
    this.#workspace.sources = sources;
  }

  /** Whether who is signed in may change connections; where not, the answer is 403. Default: `true`. */
  get canEdit(): boolean {
    return this.#operations.canEdit;
  }

  set canEdit(canEdit: boolean) {
    this.#operations.canEdit = canEdit;
  }

  /** Where a user is sent to authorize. Default: `https://provider.example/authorize?client_id=x`. */
  get authorizationUrl(): string {
    return this.#operations.authorizationUrl;
  }

  set authorizationUrl(url: string) {
    this.#operations.authorizationUrl = url;
  }

  /** The full id of the data source whose authorization was begun last and did not come back; `null` without one. */
  get authorizing(): string | null {
    const ref = this.#operations.lastStarted;
    return ref && `${ref.pluginId}/${ref.provider}`;
  }

  /**
   * Decides what the third party says of a key: its refusal in words, or nothing. Default: it accepts all.
   *
   * @example server.validate = (source, { api_key }) => (api_key === 'wrong' ? 'API key is invalid.' : null);
   */
  get validate(): Validate | undefined {
    return this.#workspace.validate;
  }

  set validate(validate: Validate | undefined) {
    this.#workspace.validate = validate;
  }

  /**
   * Lets a test answer in place of the server, or wait before it does: the latest interceptor that returns an answer wins.
   * One that throws is a connection that broke.
   *
   * @returns a function that takes it away.
   */
  intercept(interceptor: Interceptor): () => void {
    this.#interceptors.unshift(interceptor);
    return () => {
      const index = this.#interceptors.indexOf(interceptor);
      if (index >= 0) this.#interceptors.splice(index, 1);
    };
  }

  /** How many requests there were of a kind, e.g. `count('GET', '/auth/plugin/datasource/list')`. */
  count(method: string, path: string): number {
    return this.requests.filter((request) => request.method === method && request.path === path).length;
  }

  /** The connections of a data source by its full id: to look at, and to change. */
  credentialsOf(id: string): WireCredential[] {
    return this.#workspace.credentials(readRef(id));
  }

  /**
   * Adds a connection, as an authorization at the server does.
   *
   * @param id the full id of the data source.
   * @param overrides what is to be otherwise than `AUTH 1` by OAuth.
   * @throws {Error} where there is no such data source.
   */
  connect(id: string, overrides: Partial<WireCredential> = {}): WireCredential {
    return this.#workspace.add(readRef(id), { access_token: 'token' }, overrides);
  }

  /** Answers as the server does. Hand it over as `fetch`. */
  readonly fetch: typeof fetch = async (input, init) => {
    const whole = typeof input === 'object' && 'url' in input ? input : undefined;
    const signal = init?.signal ?? whole?.signal ?? new AbortController().signal;
    this.signals.push(signal);
    const answer = this.#record(whole?.url ?? String(input), whole, init).then((request) => {
      signal.throwIfAborted();
      return this.#answer(request);
    });
    return unlessAborted(answer, signal);
  };

  async #record(address: string, whole?: Request, init: RequestInit = {}): Promise<RecordedRequest> {
    const url = new URL(address, ORIGIN);
    const text = init.body ?? (whole && (await whole.clone().text()));
    const request: RecordedRequest = {
      method: init.method ?? whole?.method ?? 'GET',
      path: url.pathname.startsWith(this.basePath) ? url.pathname.slice(this.basePath.length) : url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers ?? whole?.headers),
      body: typeof text === 'string' && text ? parse(text) : undefined,
      credentials: init.credentials ?? whole?.credentials ?? 'same-origin',
      keepalive: init.keepalive ?? whole?.keepalive ?? false,
    };
    this.requests.push(request);
    return request;
  }

  async #answer(request: RecordedRequest): Promise<Response> {
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    for (const interceptor of [...this.#interceptors]) {
      const answer = await interceptor(request);
      if (answer) return answer;
    }
    try {
      if (request.path === '/refresh-token') return this.#renew();
      if (!Operations.isPublic(request)) this.#checkSession(request);
      const cookies = ownCookies(request.credentials, request.headers);
      return this.#operations.answer({ ...request, cookies });
    } catch (thrown) {
      if (thrown instanceof Refusal) return thrown.answer;
      throw thrown;
    }
  }

  #renew(): Response {
    if (this.session === 'ended') throw unauthorized('Invalid refresh token.');
    this.session = 'open';
    return json({ result: 'success' });
  }

  #checkSession({ headers, credentials }: RecordedRequest): void {
    const cookies = ownCookies(credentials, headers);
    const token = cookies?.get('access_token') ?? headers.get('Authorization')?.replace(/^Bearer /i, '');
    if (cookies && this.accessToken !== null && token !== this.accessToken)
      throw unauthorized('Invalid Authorization token.');
    if (this.session !== 'open') throw unauthorized('Token has expired.');
    if (this.csrfToken !== null && headers.get('X-CSRF-Token') !== this.csrfToken)
      throw unauthorized('CSRF token is missing or invalid.');
  }
}

/** Leaves nothing at the signal, which may live for long. */
async function unlessAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => (stop = () => reject(signal.reason as Error)));
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Stands for where the page is, which does not matter. */
const ORIGIN = 'https://dify.example.com';

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
