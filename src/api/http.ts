import { readCsrfCookie } from './csrf-cookie.js';
import { DatasourceError, toDatasourceError } from './errors.js';
import { readAnswer, toHttpError, type Answer } from './answer.js';

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
  /** Whether the request goes on when the page is left. */
  keepalive?: boolean | undefined;
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
  /** The renewal that is under way. */
  #renewing: Promise<boolean> | null = null;
  /** The one that ended last. */
  #renewed: Promise<boolean> | null = null;

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
    try {
      return await this.#request(request);
    } catch (thrown) {
      // The host's own functions may throw anything.
      throw toDatasourceError(thrown);
    }
  }

  async #request(request: HttpRequest): Promise<unknown> {
    const { secrets } = request;
    const renewed = this.#renewed;
    let answer = await this.#send(request);
    if (answer.response.status === 401) {
      const error = toHttpError(answer, secrets);
      if (!(await this.#maySendAgain(error, renewed))) return this.#sessionEnded(error);
      answer = await this.#send(request, { refresh: true });
      if (answer.response.status === 401) return this.#sessionEnded(toHttpError(answer, secrets));
    }
    if (!answer.response.ok) throw toHttpError(answer, secrets);
    return readAnswer(answer);
  }

  #sessionEnded(error: DatasourceError): never {
    if (error.code === 'session_expired') this.#options.onSessionExpired?.(error);
    throw error;
  }

  /**
   * A rejected CSRF token is read anew and sent once more; an expired session is renewed first, unless a renewal is
   * under way or has ended since the request was sent.
   */
  async #maySendAgain(error: DatasourceError, renewed: Promise<boolean> | null): Promise<boolean> {
    if (error.code === 'csrf_rejected') return true;
    if (NO_REFRESH.has(error.serverCode ?? '')) return false;
    if (this.#options.getAccessToken) return true;
    if (!this.#renewing && this.#renewed && this.#renewed !== renewed) return this.#renewed;
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewed = this.#renewing;
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Contract 1.5: POST without body and CSRF; the answer sets new cookies. */
  async #renew(): Promise<boolean> {
    const answer = await this.#fetch(`${this.baseUrl}/refresh-token`, {
      method: 'POST',
      credentials: 'include',
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#options.readTimeout ?? 10_000),
    });
    // A server in trouble says nothing about the session.
    if (answer.response.status >= 500) throw toHttpError(answer);
    return answer.response.ok;
  }

  async #send(request: HttpRequest, { refresh } = { refresh: false }): Promise<Answer> {
    const { method, body, signal, keepalive } = request;
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
      ...(keepalive && { keepalive }),
    });
  }

  async #fetch(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Answer> {
    const send = this.#options.fetch ?? globalThis.fetch;
    let response: Response | undefined;
    try {
      response = await send(url, init);
      return { response, text: await response.text() };
    } catch (thrown) {
      // Browsers do not agree on what they throw while a body is read, so the signal is asked first.
      const reason: unknown = init.signal.aborted ? init.signal.reason : thrown;
      const name = reason instanceof Error ? reason.name : '';
      if (name === 'TimeoutError') throw new DatasourceError('timeout', 'The server did not answer in time.');
      if (init.signal.aborted || name === 'AbortError')
        throw new DatasourceError('aborted', 'The request was aborted.');
      if (response) return { response, text: '' };
      throw new DatasourceError(
        'network',
        'The server could not be reached. Check the connection and try again.',
      );
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
