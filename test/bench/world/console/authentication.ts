import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { mayEdit } from './accounts.js';
import type { Account } from './accounts.js';
import { cookiesOf } from './cookies.js';
import { csrfFailed, forbidden, unauthorized } from '../../../../demo/server/console/errors.js';
import type { Sessions } from './sessions.js';
import type { ConsoleSettings } from './settings.js';

export interface ConsoleEnv {
  Variables: { account: Account };
}

/** What decides who is calling. */
export interface AuthenticationParts {
  readonly settings: ConsoleSettings;
  readonly sessions: Sessions;
  now(): number;
}

/** Who is calling: the cookie is looked at first, then a bearer token; and CSRF on every method (contract 1.5). */
export class Authentication {
  readonly #parts: AuthenticationParts;

  constructor(parts: AuthenticationParts) {
    this.#parts = parts;
  }

  readonly requireLogin = createMiddleware<ConsoleEnv>(async (c, next) => {
    c.set('account', this.identify(c));
    await next();
  });

  readonly requireEdit = createMiddleware<ConsoleEnv>(async (c, next) => {
    if (!mayEdit(c.get('account'))) throw forbidden();
    await next();
  });

  /** The account that a request is made for. */
  identify(c: Context): Account {
    const { sessions, settings, now } = this.#parts;
    const cookie = this.cookie(c, 'access_token');
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const issued = sessions.access(cookie ?? bearer ?? '');
    if (!issued) throw unauthorized('Invalid Authorization token.');
    if (issued.expiresAt <= now()) throw unauthorized('Token has expired.');
    if (cookie !== undefined || settings.csrfForBearer) this.#checkCsrf(c, issued.account);
    return issued.account;
  }

  /** The first cookie of the name, under the prefix that the console uses. */
  cookie(c: Context, name: string): string | undefined {
    return cookiesOf(c.req.header('cookie'), `${this.#parts.settings.cookiePrefix}${name}`)[0];
  }

  #checkCsrf(c: Context, account: Account): void {
    const header = c.req.header('x-csrf-token');
    const issued = header && this.#parts.sessions.csrf(header);
    const isGood =
      issued &&
      header === this.cookie(c, 'csrf_token') &&
      issued.account === account &&
      issued.expiresAt > this.#parts.now();
    if (!isGood) throw csrfFailed();
  }
}
