import { Hono } from 'hono';
import type { Backend } from '../context.js';
import type { Authentication, ConsoleEnv } from './authentication.js';
import { readBody } from './body.js';
import { ApiError, unauthorized } from './errors.js';

const SUCCESS = { result: 'success' } as const;

/** Login, logout, refresh and the profile (contract 1.5). */
export function sessionRoutes(backend: Backend, auth: Authentication): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();

  routes.post('/login', async (c) => {
    const body = await readBody(c, 'LoginPayload');
    const user = await backend.users.authenticate(body.text('email'), body.text('password'));
    if (!user) throw new ApiError(401, 'authentication_failed', 'Invalid email or password.');
    auth.issue(c, await backend.sessions.start(user.id));
    return c.json(SUCCESS);
  });

  // Somebody whose session is gone already is logged out as well; a foreign page cannot log anybody out.
  routes.post('/logout', async (c) => {
    const session = await auth.identify(c).catch(() => undefined);
    if (session) {
      auth.checkCsrf(c, session.user.id);
      await backend.sessions.end(session.id);
    }
    auth.cookies.clear(c);
    return c.json(SUCCESS);
  });

  // No body and no CSRF header (contract 1.5, "Refresh").
  routes.post('/refresh-token', async (c) => {
    const token = auth.cookies.read(c, 'refresh_token');
    const session = token ? await backend.sessions.rotate(token) : undefined;
    if (!session) throw unauthorized('Invalid refresh token.');
    auth.issue(c, session);
    return c.json(SUCCESS);
  });

  routes.get('/account/profile', auth.requireLogin, (c) => {
    const { id, name, email, role } = c.get('user');
    return c.json({ id, name, email, role, avatar: null });
  });

  return routes;
}
