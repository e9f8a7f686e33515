import { readCsrfCookie } from './csrf-cookie.js';
import { DatasourceError } from './errors.js';
import { readAnswer, toHttpError } from './answer.js';

type Token = string | null | undefined;

/** How to reach the server. */
export interface HttpOptions {
  /** Where the console API is, without a slash at the end. Default `/console/api`. */
  baseUrl?: string;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch;
  /**
   * Switches to bearer mode: requests carry `Authorization: Bearer …` and no cookie, because the server would
   * prefer a cookie of somebody else to the token (contract 1.5). Called for each request; with `refresh: true`
   * after a 401, to get a new token.
   */
  getAccessToken?: (context: { refresh: boolean }) => Token | Promise<Token>;
  /** Supplies the CSRF token in place of the cookie. Called for each request. */
  getCsrfToken?: () => Token | Promise<Token>;
  /** Milliseconds after which a read is given up. Default 10 000. */
  readTimeout?: number;
  /** Milliseconds after which a write is given up. Default 30 000: the server validates keys with the provider. */
  writeTimeout?: number;
  /** Called once for each request that ends in `session_expired`. */
  onSessionExpired?: (error: DatasourceError) => void;
}

/** One request to the server. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash; appended to the base URL. */
  path: string;
  query?: Record<string, string | undefined>;
  body?: object;
  signal?: AbortSignal | undefined;
  /** Values that are cut out of error messages, should the server repeat them. */
  secrets?: readonly string[];
}

/** 401 codes that a refresh cannot mend (contract 1.5). */
const NO_REFRESH = new Set([
  'init_validate_failed',
  'not_init_validated',
  'not_setup',
  'unauthorized_and_force_logout',
]);

/**
 * The only place that calls `fetch`. Adds authentication, limits the time, renews an expired session once for all
 * requests that wait for it, and turns every failure into a {@link DatasourceError}.
 */
export class Http {
  readonly baseUrl: string;
  readonly #options: HttpOptions;
  #refreshing: Promise<boolean> | null = null;

  constructor(options: HttpOptions = {}) {
    this.#options = options;
    this.baseUrl = (options.baseUrl ?? '/console/api').replace(/\/+$/, '');
  }

  /**
   * The JSON of a successful answer.
   *
   * @throws DatasourceError with any of the HTTP codes.
   */
  async request(request: HttpRequest): Promise<unknown> {
    let response = await this.#send(request);
    if (response.status === 401) {
      const error = await toHttpError(response, request);
      if (await this.#maySendAgain(error, request)) response = await this.#send(request, { refresh: true });
      else return this.#sessionEnded(error);
      if (response.status === 401) return this.#sessionEnded(await toHttpError(response, request));
    }
    if (!response.ok) throw await toHttpError(response, request);
    return readAnswer(response, request);
  }

  #sessionEnded(error: DatasourceError): never {
    if (error.code === 'session_expired') this.#options.onSessionExpired?.(error);
    throw error;
  }

  /** A rejected CSRF token is read anew and sent once more; an expired session is renewed first. */
  async #maySendAgain(error: DatasourceError, { signal }: HttpRequest): Promise<boolean> {
    if (error.code === 'csrf_rejected') return true;
    if (NO_REFRESH.has(error.serverCode ?? '')) return false;
    if (this.#options.getAccessToken) return true;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    const renewed = await this.#refreshing;
    if (signal?.aborted) throw new DatasourceError('aborted', 'The request was aborted.');
    return renewed;
  }

  /** Contract 1.5: POST without body and CSRF; the answer sets new cookies. */
  async #refresh(): Promise<boolean> {
    const response = await this.#fetch(`${this.baseUrl}/refresh-token`, {
      method: 'POST',
      credentials: 'include',
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#options.readTimeout ?? 10_000),
    });
    return response.ok;
  }

  async #send(request: HttpRequest, { refresh } = { refresh: false }): Promise<Response> {
    const { method, body, signal } = request;
    const { getAccessToken, readTimeout = 10_000, writeTimeout = 30_000 } = this.#options;
    const timeout = AbortSignal.timeout(method === 'GET' ? readTimeout : writeTimeout);
    const headers = new Headers({ Accept: 'application/json' });
    if (body) headers.set('Content-Type', 'application/json');
    const accessToken = await getAccessToken?.({ refresh });
    if (accessToken) headers.set('Authorization', `Bearer ${accessToken}`);
    const csrfToken = await this.#csrfToken();
    if (csrfToken) headers.set('X-CSRF-Token', csrfToken);
    return this.#fetch(this.#url(request), {
      method,
      headers,
      credentials: getAccessToken ? 'omit' : 'include',
      // A redirect would carry the CSRF header to wherever it points.
      redirect: 'manual',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const send = this.#options.fetch ?? globalThis.fetch;
    try {
      return await send(url, init);
    } catch (thrown) {
      throw toTransportError(thrown, init.signal);
    }
  }

  async #csrfToken(): Promise<Token> {
    const { getAccessToken, getCsrfToken } = this.#options;
    if (getCsrfToken) return getCsrfToken();
    if (getAccessToken || typeof document === 'undefined') return null;
    return readCsrfCookie(document.cookie, new URL(this.baseUrl, document.baseURI).protocol === 'https:');
  }

  #url({ path, query = {} }: HttpRequest): string {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value);
    const text = search.toString();
    return `${this.baseUrl}${path}${text && `?${text}`}`;
  }
}

/** Why a request got no answer, or why its body could not be read. */
function toTransportError(thrown: unknown, signal: AbortSignal | null | undefined): DatasourceError {
  const reason: unknown = signal?.aborted ? signal.reason : thrown;
  const name = reason instanceof Error ? reason.name : '';
  if (name === 'TimeoutError') return new DatasourceError('timeout', 'The server did not answer in time.');
  if (signal?.aborted || name === 'AbortError')
    return new DatasourceError('aborted', 'The request was aborted.');
  return new DatasourceError(
    'network',
    'The server could not be reached. Check the connection and try again.',
  );
}
