import { readAnswer, type Answer } from './answer.js';
import { cookieHeader, setCookies, type Cookies } from './cookies.js';
import type { Redaction } from '../redaction.js';

/** As much of `fetch` as is needed. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** Who asks: a member with a session, or one whose CSRF header is missing or wrong, or nobody. */
export type Caller = 'member' | 'member-without-csrf' | 'member-with-wrong-csrf' | 'nobody';

/** What else a request has. */
export interface RequestOptions {
  readonly body?: unknown;
  /** Default: `member`. */
  readonly as?: Caller;
  /** Sent beside those of the session. */
  readonly cookies?: Cookies;
}

/** How long an answer may take, in milliseconds: a plugin may ask a third party meanwhile. */
const TIMEOUT = 60_000;

/** A console API, asked as by a browser that keeps no cookies but those of the session (contract 1.5). */
export class ConsoleApi {
  readonly #base: string;
  readonly #fetch: Fetch;
  readonly #redaction: Redaction;
  #session: Cookies = new Map();

  /** @param base its address, e.g. `https://dify.example.com/console/api`. */
  constructor(base: string, fetch: Fetch, redaction: Redaction) {
    this.#base = base.replace(/\/+$/, '');
    this.#fetch = fetch;
    this.#redaction = redaction;
  }

  /** The cookies of who is signed in. */
  set session(cookies: Cookies) {
    this.#redaction.add(...cookies.values());
    this.#session = cookies;
  }

  get(path: string, options: RequestOptions = {}): Promise<Answer> {
    return this.#send('GET', path, options);
  }

  post(path: string, body: unknown, options: RequestOptions = {}): Promise<Answer> {
    return this.#send('POST', path, { ...options, body });
  }

  delete(path: string, options: RequestOptions = {}): Promise<Answer> {
    return this.#send('DELETE', path, options);
  }

  async #send(method: string, path: string, options: RequestOptions): Promise<Answer> {
    const { body, as = 'member', cookies = new Map<string, string>() } = options;
    const sent = new Map([...(as === 'nobody' ? [] : this.#session), ...cookies]);
    const answer = await readAnswer(
      await this.#fetch(`${this.#base}${path}`, {
        method,
        headers: {
          ...(sent.size > 0 && { Cookie: cookieHeader(sent) }),
          ...this.#csrf(as),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // Nothing but the cookies above, and no page that the server leads to.
        credentials: 'omit',
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT),
      }),
    );
    this.#redaction.add(...setCookies(answer.headers).values());
    return answer;
  }

  #csrf(as: Caller): Record<string, string> {
    if (as === 'member-with-wrong-csrf') return { 'X-CSRF-Token': 'wrong' };
    const token = this.#session.get('__Host-csrf_token') ?? this.#session.get('csrf_token');
    return as === 'member' && token !== undefined ? { 'X-CSRF-Token': token } : {};
  }
}
