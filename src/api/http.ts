import { readAnswer, toHttpError, waitError, type Answer } from './answer.js';
import { resolveBase, resolveBelow } from './base-url.js';
import { readBody } from './body.js';
import { readCsrfCookie } from './csrf-cookie.js';
import { answersAtAll, corsError, diagnoseSite } from './diagnosis.js';
import { DatasourceError, toDatasourceError } from './errors.js';
import { own } from './own.js';
import { pageCookies } from './page.js';
import { Renewal } from './renewal.js';
import { renewInOneTab, seenOfSession } from './session-tabs.js';
import { pageOrigins } from './site.js';
import { within } from './time-limit.js';

type Token = string | null | undefined;

/** How to reach the server. */
export interface HttpOptions {
  /** Where the console API is: a path or an http(s) address, without query and fragment. Default `/console/api`. */
  baseUrl?: string;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch;
  /**
   * Switches to bearer mode: requests carry `Authorization: Bearer …` and no cookie, because the server would
   * prefer a cookie of somebody else to the token (contract 1.5). Called for each request, within its time limit;
   * with `refresh: true` after a 401, once for all requests that wait, to get a new token.
   */
  getAccessToken?: (context: { refresh: boolean }) => Token | Promise<Token>;
  /** Supplies the CSRF token in place of the cookie. Called for each request, within its time limit. */
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

/** Milliseconds. */
const READ_TIMEOUT = 10_000;

/** An answer, and what was known when its request was sent. */
interface Sent extends Answer {
  /** How many renewals this tab had tried. */
  readonly count: number;
  /** What all tabs see change when one of them renews the session. */
  readonly seen: string;
  readonly csrfToken: Token;
}

/**
 * The only place that calls `fetch`. Adds authentication, limits the time, renews an expired session once for all
 * requests that wait for it, sends nothing before the server said so, and turns every failure into a
 * {@link DatasourceError}.
 */
export class Http {
  readonly baseUrl: string;
  readonly #options: HttpOptions;
  /** What it comes to: a new access token, or whether the server renewed the cookies. */
  readonly #renewal = new Renewal<Token | boolean>();
  #rejectedCsrf: Token;
  /** When the server may be asked again, by the clock that nobody can set. */
  #notBefore = 0;
  /** Whether the server lets this page read its answers, which any of them proves. */
  #readable = false;
  #probe: Promise<boolean> | undefined;

  constructor(options: HttpOptions = {}) {
    this.#options = own(options);
    this.baseUrl = (this.#options.baseUrl ?? '/console/api').trim().replace(/\/+$/, '');
  }

  /**
   * The JSON of a successful answer.
   *
   * @throws DatasourceError with any of the HTTP codes.
   */
  async request(request: HttpRequest): Promise<unknown> {
    try {
      return await this.#request(own(request));
    } catch (thrown) {
      // The host's own functions may throw anything.
      throw toDatasourceError(thrown);
    }
  }

  /**
   * Whether the server knows this browser by its cookies, and where it is.
   *
   * @throws DatasourceError `config`.
   */
  get server(): { readonly url: URL; readonly cookies: boolean } {
    return { url: resolveBase(this.baseUrl), cookies: !this.#options.getAccessToken };
  }

  /** Why the server's cookies certainly do not work here; not asked of a host that sends requests in its own way. */
  get obstacle(): DatasourceError | null {
    const { url, cookies } = this.server;
    return cookies && !this.#options.fetch ? diagnoseSite(url) : null;
  }

  async #request(request: HttpRequest): Promise<unknown> {
    let answer = await this.#send(request);
    if (answer.response.status === 401) {
      const error = this.#failure(answer, request);
      const remedy = await this.#remedy(error, answer, request.signal);
      if (!remedy) throw this.#sessionEnded(error);
      answer = await this.#send(request, remedy);
      if (answer.response.status === 401) throw this.#sessionEnded(this.#failure(answer, request));
    }
    if (!answer.response.ok) throw this.#failure(answer, request);
    return readAnswer(answer);
  }

  #failure(answer: Answer, request?: HttpRequest): DatasourceError {
    const error = toHttpError(answer, request?.secrets);
    this.#notBefore = Math.max(this.#notBefore, performance.now() + (error.retryAfter ?? 0));
    return error;
  }

  #sessionEnded(error: DatasourceError): DatasourceError {
    if (error.code !== 'session_expired') return error;
    const { url, cookies } = this.server;
    const why = cookies && diagnoseSite(url);
    if (why) return why;
    try {
      this.#options.onSessionExpired?.(error);
    } catch (thrown) {
      queueMicrotask(() => {
        throw thrown;
      });
    }
    return error;
  }

  /**
   * What lets a request that got a 401 be sent again: a CSRF token that is read anew, or a session that is renewed first,
   * unless that is under way or was done since the request was sent, in this tab or another.
   */
  async #remedy(
    { code, serverCode = '' }: DatasourceError,
    { count, seen, csrfToken }: Sent,
    signal: AbortSignal | undefined,
  ): Promise<Token | boolean> {
    if (code === 'csrf_rejected') {
      this.#rejectedCsrf = csrfToken;
      return true;
    }
    if (NO_REFRESH.has(serverCode)) return false;
    const { getAccessToken, readTimeout = READ_TIMEOUT } = this.#options;
    const renew = (): Promise<Token | boolean> =>
      this.#renewal.renew(count, () =>
        getAccessToken
          ? within(AbortSignal.timeout(readTimeout), () => getAccessToken({ refresh: true }))
          : renewInOneTab(this.server.url, seen, readTimeout, () => this.#renew(readTimeout)),
      );
    return signal ? within(signal, renew) : renew();
  }

  /** Contract 1.5: POST without body and CSRF; the answer sets new cookies. */
  async #renew(limit: number): Promise<boolean> {
    const signal = AbortSignal.timeout(limit);
    const init: RequestInit = { method: 'POST', credentials: 'include' };
    const answer = await within(signal, () => this.#fetch('/refresh-token', signal, init));
    const { ok, status } = answer.response;
    // A server in trouble says nothing about the session.
    if (status >= 500 || status === 408 || status === 429) throw this.#failure(answer);
    return ok;
  }

  /** @param remedy what came of the first attempt; a text is the new access token. */
  async #send(request: HttpRequest, remedy?: Token | boolean): Promise<Sent> {
    const { method, body, signal, keepalive } = request;
    const { getAccessToken, readTimeout = READ_TIMEOUT, writeTimeout = 30_000 } = this.#options;
    const limit = AbortSignal.timeout(method === 'GET' ? readTimeout : writeTimeout);
    const limits = signal ? AbortSignal.any([signal, limit]) : limit;
    return within(limits, async () => {
      const { count } = this.#renewal;
      const { url, cookies } = this.server;
      const seen = cookies ? seenOfSession(url) : '';
      const headers = new Headers({ Accept: 'application/json' });
      if (body) headers.set('Content-Type', 'application/json');
      const accessToken = typeof remedy === 'string' ? remedy : await getAccessToken?.({ refresh: false });
      setToken(headers, 'Authorization', accessToken && `Bearer ${accessToken}`);
      const csrfToken = await this.#csrfToken();
      setToken(headers, 'X-CSRF-Token', csrfToken);
      const answer = await this.#fetch(pathOf(request), limits, {
        method,
        headers,
        credentials: getAccessToken ? 'omit' : 'include',
        cache: 'no-store',
        ...(body && { body: JSON.stringify(body) }),
        ...(keepalive && { keepalive }),
      });
      return { ...answer, count, seen, csrfToken };
    });
  }

  async #fetch(path: string, signal: AbortSignal, init: RequestInit): Promise<Answer> {
    const url = resolveBelow(this.baseUrl, path);
    const wait = this.#notBefore - performance.now();
    if (wait > 0) throw waitError(wait);
    const send = this.#options.fetch ?? globalThis.fetch;
    let response: Response;
    try {
      // A redirect would carry the CSRF header to wherever it points.
      response = await send(this.baseUrl + path, own<RequestInit>({ ...init, redirect: 'manual', signal }));
    } catch (thrown) {
      throw thrown instanceof Error && thrown.name === 'AbortError'
        ? new DatasourceError('aborted', 'The request was aborted.')
        : await this.#unreachable(url, send);
    }
    this.#readable = true;
    return { response, text: await readBody(response) };
  }

  /** Asks once more, for nothing in particular, where it may be the server that does not let this page read. */
  async #unreachable({ origin, host }: URL, send: typeof fetch): Promise<DatasourceError> {
    const [page = origin] = pageOrigins();
    if (page !== origin && !this.#readable && (await this.#answers(send))) return corsError(host);
    return new DatasourceError(
      'network',
      'The server could not be reached. Check the connection and try again.',
    );
  }

  /** Asked once for all requests that fail together, and again later: the server may be back, or gone. */
  #answers(send: typeof fetch): Promise<boolean> {
    this.#probe ??= answersAtAll(send, this.baseUrl).finally(() => (this.#probe = undefined));
    return this.#probe;
  }

  async #csrfToken(): Promise<Token> {
    const { getAccessToken, getCsrfToken } = this.#options;
    if (getCsrfToken) return getCsrfToken();
    if (getAccessToken) return null;
    return readCsrfCookie(pageCookies(), this.server.url.protocol === 'https:', this.#rejectedCsrf);
  }
}

function pathOf({ path, query = {} }: HttpRequest): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value);
  const text = search.toString();
  return `${path}${text && `?${text}`}`;
}

/** What a browser says of a token that no header can hold may repeat it. */
function setToken(headers: Headers, name: string, token: Token): void {
  if (!token) return;
  try {
    headers.set(name, token);
  } catch {
    throw new DatasourceError(
      'config',
      `The token for the header ${name} holds characters that cannot be sent.`,
    );
  }
}
