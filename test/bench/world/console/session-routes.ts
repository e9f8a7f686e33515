import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Account } from './accounts.js';
import type { Authentication, AuthenticationParts, ConsoleEnv } from './authentication.js';
import { clearingCookies, sessionCookies } from './cookies.js';
import { unauthorized } from '../../../../demo/server/console/errors.js';

const SUCCESS = { result: 'success' } as const;

/** What sessions need beyond who is calling. */
export interface SessionParts extends AuthenticationParts {
  readonly accounts: Readonly<Record<string, Account>>;
}

/** Renewal, logout and the profile (contract 1.5). */
export function sessionRoutes(parts: SessionParts, auth: Authentication): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const { settings, sessions } = parts;
  const setCookies = (c: Context, lines: string[]): void => {
    for (const line of lines) c.header('set-cookie', line, { append: true });
  };

  // No body and no CSRF header.
  routes.post('/refresh-token', (c) => {
    const account = sessions.takeRefresh(auth.cookie(c, 'refresh_token') ?? '');
    if (!account) throw unauthorized('Invalid refresh token.');
    const tokens = sessions.start(account, parts.now() + settings.sessionSeconds * 1000);
    setCookies(c, sessionCookies(tokens, settings));
    return c.json(SUCCESS);
  });

  routes.post('/logout', auth.requireLogin, (c) => {
    sessions.end(c.get('account'));
    setCookies(c, clearingCookies(settings));
    return c.json(SUCCESS);
  });

  routes.get('/account/profile', auth.requireLogin, (c) => {
    const { id, email, role } = c.get('account');
    const name = Object.entries(parts.accounts).find(([, account]) => account.id === id)?.[0];
    return c.json({ id, name, email, role, avatar: null });
  });

  return routes;
}
