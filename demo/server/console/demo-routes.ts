import { Hono } from 'hono';
import type { Backend } from '../context.js';
import { parseProviderId } from '../datasource/provider-id.js';
import { ReadService } from '../datasource/read-service.js';
import type { Authentication, ConsoleEnv } from './authentication.js';
import { readBody } from './body.js';
import { methodNotAllowed, notFound } from './errors.js';

const PREFIX = '/demo/datasource/';

/**
 * What this demo adds, and no Dify console has: reading a document through a stored connection, which shows a page that the
 * connection works. Session, CSRF and errors are those of the contract; whoever sees a connection may use it.
 */
export function demoRoutes(backend: Backend, auth: Authentication): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const reading = new ReadService(backend);

  routes.use(`${PREFIX}*`, auth.requireLogin);

  routes.post(`${PREFIX}:id{.+}/read`, async (c) => {
    const { pathname } = new URL(c.req.url);
    const from = pathname.indexOf(PREFIX);
    if (from < 0) throw notFound();
    const key = parseProviderId(pathname.slice(from + PREFIX.length, -'/read'.length));
    const body = await readBody(c, 'DemoDatasourceReadPayload');
    return c.json({ document: await reading.read(c.get('user'), key, body.text('credential_id')) });
  });

  routes.all(`${PREFIX}:id{.+}/read`, () => {
    throw methodNotAllowed();
  });
  return routes;
}
