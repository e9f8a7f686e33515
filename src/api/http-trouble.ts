import { readAnswer, toHttpError, waitError } from './answer-errors.js';
import type { Answer } from './answer.js';
import { answersAtAll, corsError, diagnoseSite } from './diagnosis.js';
import type { DatasourceError } from './errors.js';
import { READ_TIMEOUT, unreachable, type Http, type HttpRequest, type Sent, type Token } from './http.js';
import { Renewal } from './renewal.js';
import { renewInOneTab } from './session-tabs.js';
import { pageOrigins } from './site.js';
import { within } from './time-limit.js';

/** 401 codes that a refresh cannot mend (contract 1.5). */
const NO_REFRESH = new Set([
  'init_validate_failed',
  'not_init_validated',
  'not_setup',
  'unauthorized_and_force_logout',
]);

/**
 * What is done about answers that are no success, and about none at all: renews an expired session once for all requests
 * that wait for it, sends a request again that may succeed then, and tells errors from each other.
 */
export class Trouble {
  readonly #http: Http;
  /** What it comes to: a new access token, or whether the server renewed the cookies. */
  readonly #renewal = new Renewal<Token | boolean>();
  #probe: Promise<boolean> | undefined;

  constructor(http: Http) {
    this.#http = http;
  }

  /** How many renewals have ended. */
  get count(): number {
    return this.#renewal.count;
  }

  /** The data that a request gets in the end. @throws DatasourceError */
  async mend(request: HttpRequest, sent: Sent): Promise<unknown> {
    let answer = sent;
    if (answer.response.status === 401) {
      const error = this.#failure(answer, request);
      const remedy = await this.#remedy(error, answer, request.signal);
      if (!remedy) throw this.#sessionEnded(error);
      answer = await this.#http.send(request, remedy);
      if (answer.response.status === 401) throw this.#sessionEnded(this.#failure(answer, request));
    }
    if (!answer.response.ok) throw this.#failure(answer, request);
    return readAnswer(answer);
  }

  /** The error of a request that is not sent, since the server said to wait. */
  waitError(wait: number): DatasourceError {
    return waitError(wait);
  }

  /** Asks once more, for nothing in particular, where it may be the server that does not let this page read. */
  async unreachable({ origin, host }: URL, send: typeof fetch): Promise<DatasourceError> {
    const [page = origin] = pageOrigins();
    if (page !== origin && !this.#http.readable && (await this.#answers(send))) return corsError(host);
    return unreachable();
  }

  #failure(answer: Answer, request?: HttpRequest): DatasourceError {
    const error = toHttpError(answer, request?.secrets);
    this.#http.notBefore = Math.max(this.#http.notBefore, performance.now() + (error.retryAfter ?? 0));
    return error;
  }

  #sessionEnded(error: DatasourceError): DatasourceError {
    if (error.code !== 'session_expired') return error;
    const { url, cookies } = this.#http.server;
    const why = cookies && diagnoseSite(url);
    if (why) return why;
    try {
      this.#http.options.onSessionExpired?.(error);
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
      this.#http.rejectedCsrf = csrfToken;
      return true;
    }
    if (NO_REFRESH.has(serverCode)) return false;
    const { getAccessToken, readTimeout = READ_TIMEOUT } = this.#http.options;
    const renew = (): Promise<Token | boolean> =>
      this.#renewal.renew(count, () =>
        getAccessToken
          ? within(AbortSignal.timeout(readTimeout), () => getAccessToken({ refresh: true }))
          : renewInOneTab(this.#http.server.url, seen, readTimeout, () => this.#renew(readTimeout)),
      );
    return signal ? within(signal, renew) : renew();
  }

  /** Contract 1.5: POST without body and CSRF; the answer sets new cookies. */
  async #renew(limit: number): Promise<boolean> {
    const signal = AbortSignal.timeout(limit);
    const init: RequestInit = { method: 'POST', credentials: 'include' };
    const answer = await within(signal, () => this.#http.fetch('/refresh-token', signal, init));
    const { ok, status } = answer.response;
    // A server in trouble says nothing about the session.
    if (status >= 500 || status === 408 || status === 429) throw this.#failure(answer);
    return ok;
  }

  /** Asked once for all requests that fail together, and again later: the server may be back, or gone. */
  #answers(send: typeof fetch): Promise<boolean> {
    this.#probe ??= answersAtAll(send, this.#http.baseUrl).finally(() => (this.#probe = undefined));
    return this.#probe;
  }
}
