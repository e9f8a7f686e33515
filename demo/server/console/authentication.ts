import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Backend } from '../context.js';
import type { StartedSession } from '../storage/sessions.js';
import type { User } from '../storage/users.js';
import { ConsoleCookies } from './cookies.js';
import { csrfFailed, forbidden, unauthorized } from './errors.js';
import { readToken, sameText, signToken } from './signed-token.js';
import type { TokenClaims } from './signed-token.js';

/** How long the refresh cookie is kept by the browser, in seconds. */
const REFRESH_COOKIE_SECONDS = 30 * 24 * 3600;

export interface ConsoleEnv {
  Variables: { user: User; sessionId: string };
}

/** Who is calling: sessions in cookies, and the CSRF comparison on every method, GET included (contract 1.5). */
export class Authentication {
  readonly cookies: ConsoleCookies;
  private readonly key: Buffer;

  constructor(private readonly backend: Backend) {
    this.cookies = new ConsoleCookies(backend.addresses.app);
    this.key = backend.vault.derive('session-token');
  }

  /** Lets logged-in members through, with a CSRF header that equals the cookie and was signed for the same user. */
  readonly requireLogin = createMiddleware<ConsoleEnv>(async (c, next) => {
    const session = await this.identify(c);
    this.checkCsrf(c, session.user.id);
    c.set('user', session.user);
    c.set('sessionId', session.id);
    await next();
  });

  /** Lets through who may edit; "owner, admin, editor" in the contract (1.2), the owner here. */
  readonly requireEdit = createMiddleware<ConsoleEnv>(async (c, next) => {
    if (c.get('user').role !== 'owner') throw forbidden();
    await next();
  });

  /** Hands out the three cookies of a session that just started or was refreshed. */
  issue(c: Context, session: StartedSession): void {
    const seconds = this.backend.accessTokenSeconds;
    const shared = { userId: session.userId, sessionId: session.id, expiresAt: this.backend.now() + seconds };
    this.cookies.write(c, 'access_token', signToken({ kind: 'access', ...shared }, this.key), seconds);
    this.cookies.write(c, 'csrf_token', signToken({ kind: 'csrf', ...shared }, this.key), seconds);
    this.cookies.write(c, 'refresh_token', session.refreshToken, REFRESH_COOKIE_SECONDS);
  }

  /** The session of a request; the cookie is looked at first, then an `Authorization: Bearer` header (contract 1.5). */
  async identify(c: Context): Promise<{ id: string; user: User }> {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const claims = readToken(this.cookies.read(c, 'access_token') ?? bearer, 'access', this.key);
    if (!claims) throw unauthorized('Invalid Authorization token.');
    if (this.isExpired(claims)) throw unauthorized('Token has expired.');
    const user = (await this.backend.sessions.isOpen(claims.sessionId))
      ? await this.backend.users.byId(claims.userId)
      : undefined;
    if (!user) throw unauthorized('Invalid Authorization token.');
    return { id: claims.sessionId, user };
  }

  checkCsrf(c: Context, userId: string): void {
    const header = c.req.header('x-csrf-token') ?? '';
    const claims = readToken(header, 'csrf', this.key);
    const equal = sameText(header, this.cookies.read(c, 'csrf_token') ?? '');
    if (!claims || !equal || claims.userId !== userId || this.isExpired(claims)) throw csrfFailed();
  }

  private isExpired(claims: TokenClaims): boolean {
    return claims.expiresAt <= this.backend.now();
  }
}
