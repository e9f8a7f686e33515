import { Hono } from 'hono';
import type { ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Backend } from '../context.js';
import { Authentication } from './authentication.js';
import { callbackPage } from './callback-page.js';
import { datasourceRoutes } from './datasource-routes.js';
import { demoRoutes } from './demo-routes.js';
import { ApiError, internalError, notFound } from './errors.js';
import { iconRoute } from './icon-route.js';
import { oauthRoutes } from './oauth-routes.js';
import { sessionRoutes } from './session-routes.js';

/** Everything under `/console/api`, and the callback page. */
export function consoleApp(backend: Backend): Hono {
  const auth = new Authentication(backend);
  const api = new Hono();
  api.use(async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  // The one method that is never asked for a login (contract 1.5); no other origin is allowed anything by this answer.
  api.options('*', (c) => c.body(null, 204));
  api.route('/', iconRoute());
  api.route('/', sessionRoutes(backend, auth));
  api.route('/', datasourceRoutes(backend, auth));
  api.route('/', oauthRoutes(backend, auth));
  api.route('/', demoRoutes(backend, auth));
  api.all('*', () => {
    throw notFound();
  });
  api.onError(answerError);

  const app = new Hono();
  app.route('/console/api', api);
  app.route('/oauth-callback', callbackPage());
  app.onError(answerError);
  return app;
}

/** Errors answer in the contract's form (1.4); what went wrong inside is for the server's log only. */
const answerError: ErrorHandler = (error, c) => {
  const known = error instanceof ApiError ? error : internalError();
  if (!(error instanceof ApiError))
    console.error(`${c.req.method} ${c.req.path}: ${error.name}: ${error.message}`);
  return c.json(known.body(), known.status as ContentfulStatusCode);
};
