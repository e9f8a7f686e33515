import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { errors } from './library.js';
import type Provider from 'oidc-provider';
import { ICON_HEADERS } from '../console/icon-route.js';
import type { Backend } from '../context.js';
import { Acceptance } from '../provider-api/acceptance.js';
import { keysRoutes } from '../provider-api/keys-routes.js';
import { providerApi } from '../provider-api/routes.js';
import { iconSvg } from '../sources/icons.js';
import type { Database } from '../storage/database.js';
import { DatabaseAdapter } from './adapter.js';
import { appsRoutes } from './apps-routes.js';
import { connectionsRoutes } from './connections-routes.js';
import { errorPage } from './error-page.js';
import { Grants } from './grants.js';
import { interactionRoutes } from './interaction-routes.js';
import { PAGE_HEADERS } from './page.js';

/** The paths that this app answers; everything else on the origin belongs to the OAuth library. */
export const OWN_PATHS = /^\/(?:interaction|apps|keys|connections|provider-api|icons|assets)(?:\/|$)|^\/$/;

/** The pages of the authorization server, and the providers' APIs. */
export function authorizationApp(
  backend: Backend,
  database: Database,
  provider: Provider,
): Hono<{ Bindings: HttpBindings }> {
  const css = readFileSync(new URL('./provider.css', import.meta.url), 'utf8');
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/', (c) => c.redirect('/apps'));
  app.get('/assets/provider.css', (c) =>
    c.body(css, 200, { 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' }),
  );
  app.get('/icons/:file', (c) => {
    const svg = iconSvg(c.req.param('file'));
    return svg === undefined ? c.notFound() : c.body(svg, 200, ICON_HEADERS);
  });
  app.route('/', interactionRoutes(provider));
  app.route('/', appsRoutes(backend.addresses.app, new DatabaseAdapter('Client', database, backend.vault)));
  app.route('/', keysRoutes(backend.providerKeys));
  const grants = new Grants(provider, new DatabaseAdapter('Grant', database, backend.vault), backend.vault);
  app.route('/', connectionsRoutes(grants));
  app.route('/provider-api', providerApi(new Acceptance(backend.providerKeys, provider)));
  app.notFound(async (c) =>
    c.html(await errorPage('not_found', 'There is no such page.'), 404, PAGE_HEADERS),
  );
  app.onError(async (error, c) => {
    if (error instanceof errors.OIDCProviderError) {
      return c.html(
        await errorPage(error.error, error.error_description ?? error.message),
        400,
        PAGE_HEADERS,
      );
    }
    console.error(`${c.req.method} ${c.req.path}: ${error.name}: ${error.message}`);
    return c.html(await errorPage('server_error', 'Something went wrong on this server.'), 500, PAGE_HEADERS);
  });
  return app;
}
