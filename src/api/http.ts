import { dataOf, type Answer } from './answer.js';
import { resolveBase, resolveBelow } from './base-url.js';
import { readBody } from './body.js';
import { readCsrfCookie } from './csrf-cookie.js';
import { DatasourceError, toDatasourceError } from './errors.js';
import type { Trouble } from './http-trouble.js';
import { OnDemand } from './on-demand.js';
import { own } from './own.js';
import { pageCookies } from './page.js';
import { seenOfSession } from './session-note.js';
import { within } from './time-limit.js';

/** What an answer that is no success, or no data, needs: loaded with the first one, or ahead. */
export const troubles = new OnDemand(() => import('./http-trouble.js'));

/** A token; none where it is empty or absent. */
export type Token = string | null | undefined;

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
  /** Begins with a slash; appended to the base URL. May have a query. */
  path: string;
  body?: object;
  signal?: AbortSignal | undefined;
  /** Whether the request goes on when the page is left. */
  keepalive?: boolean | undefined;
  /** Values that are cut out of error messages, should the server repeat them. */
  secrets?: readonly string[];
}

/** Milliseconds. */
export const READ_TIMEOUT = 10_000;

/** An answer, and what was known when its request was sent. */
export interface Sent extends Answer {
  /** See {@link dataOf}. */
  readonly data: unknown;
  /** How many renewals this tab had tried. */
  readonly count: number;
  /** What all tabs see change when one of them renews the session. */
  readonly seen: string;
  readonly csrfToken: Token;
}

/**
 * The only place that calls `fetch`. Adds authentication, limits the time, sends nothing before the server said so, and
 * turns every failure into a {@link DatasourceError}. What is done about an answer that is no success, is the affair of
 * {@link Trouble}, which may have to be loaded first.
 */
export class Http {
  readonly baseUrl: string;
  readonly options: HttpOptions;
  /** A CSRF token that the server did not accept. */
  rejectedCsrf: Token;
  /** When the server may be asked again, by the clock that nobody can set. */
  notBefore = 0;
  /** Whether the server lets this page read its answers, which any of them proves. */
  readable = false;
  #trouble: Trouble | undefined;

  constructor(options: HttpOptions = {}) {
    this.options = own(options);
    this.baseUrl = (this.options.baseUrl ?? '/console/api').trim().replace(/\/+$/, '');
  }

  /**
   * The JSON of a successful answer.
   *
   * @throws DatasourceError with any of the HTTP codes.
   */
  async request(request: HttpRequest): Promise<unknown> {
    try {
      const copy = own(request);
      const answer = await this.send(copy);
      return answer.data === undefined ? await (await this.#troubled()).mend(copy, answer) : answer.data;
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
    return { url: resolveBase(this.baseUrl), cookies: !this.options.getAccessToken };
  }

  /** @param remedy what came of the first attempt; a text is the new access token. */
  async send(request: HttpRequest, remedy?: Token | boolean): Promise<Sent> {
    const { method, path, body, signal, keepalive } = request;
    const { getAccessToken, readTimeout = READ_TIMEOUT, writeTimeout = 30_000 } = this.options;
    const limit = AbortSignal.timeout(method === 'GET' ? readTimeout : writeTimeout);
    const limits = signal ? AbortSignal.any([signal, limit]) : limit;
    return within(limits, async () => {
      const count = this.#trouble?.count ?? 0;
      const { url, cookies } = this.server;
      const seen = cookies ? seenOfSession(url) : '';
      const headers = new Headers({ Accept: 'application/json' });
      if (body) headers.set('Content-Type', 'application/json');
      const accessToken = typeof remedy === 'string' ? remedy : await getAccessToken?.({ refresh: false });
      setToken(headers, 'Authorization', accessToken && `Bearer ${accessToken}`);
      const csrfToken = await this.#csrfToken();
      setToken(headers, 'X-CSRF-Token', csrfToken);
      const answer = await this.fetch(path, limits, {
        method,
        headers,
        credentials: getAccessToken ? 'omit' : 'include',
        cache: 'no-store',
        ...(body && { body: JSON.stringify(body) }),
        ...(keepalive && { keepalive }),
      });
      const data = dataOf(answer);
      // Here, where the wait for it can be given up.
      if (data === undefined) await this.#troubled();
      return { ...answer, data, count, seen, csrfToken };
    });
  }

  async fetch(path: string, signal: AbortSignal, init: RequestInit): Promise<Answer> {
    const url = resolveBelow(this.baseUrl, path);
    const wait = this.notBefore - performance.now();
    if (wait > 0) throw (await this.#troubled()).waitError(wait);
    const send = this.options.fetch ?? globalThis.fetch;
    let response: Response;
    try {
      // A redirect would carry the CSRF header to wherever it points.
      response = await send(this.baseUrl + path, own<RequestInit>({ ...init, redirect: 'manual', signal }));
    } catch (thrown) {
      throw thrown instanceof Error && thrown.name === 'AbortError'
        ? new DatasourceError('aborted', 'The request was aborted.')
        : await this.#unreachable(url, send);
    }
    this.readable = true;
    return { response, text: await readBody(response) };
  }

  async #unreachable(url: URL, send: typeof fetch): Promise<DatasourceError> {
    try {
      return await (await this.#troubled()).unreachable(url, send);
    } catch {
      // Nor can that be loaded now.
      return unreachable();
    }
  }

  async #troubled(): Promise<Trouble> {
    const { Trouble } = troubles.part ?? (await troubles.load());
    return (this.#trouble ??= new Trouble(this));
  }

  async #csrfToken(): Promise<Token> {
    const { getAccessToken, getCsrfToken } = this.options;
    if (getCsrfToken) return getCsrfToken();
    if (getAccessToken) return null;
    return readCsrfCookie(pageCookies(), this.server.url.protocol === 'https:', this.rejectedCsrf);
  }
}

/** The error of a server that cannot be reached, or that seems so. */
export function unreachable(): DatasourceError {
  return new DatasourceError(
    'network',
    'The server could not be reached. Check the connection and try again.',
  );
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
