import { Hono } from 'hono';
import type { Context, Handler } from 'hono';
import type { Backend } from '../context.js';
import { CredentialService } from '../datasource/credential-service.js';
import { OAuthClientService } from '../datasource/oauth-client-service.js';
import { parseProviderId } from '../datasource/provider-id.js';
import { ProviderView } from '../datasource/provider-view.js';
import { LEGACY_PLUGIN_IDS, SOURCES } from '../sources/catalogue.js';
import type { ProviderKey } from '../storage/credentials.js';
import type { Authentication, ConsoleEnv } from './authentication.js';
import { readBody } from './body.js';
import { methodNotAllowed, notFound } from './errors.js';

const SUCCESS = { result: 'success' } as const;
const PREFIX = '/auth/plugin/datasource/';

/** The provider id is everything between the prefix and the last segment, slashes included (contract 1.1). */
const ID = ':id{.+}';

/**
 * Operations 1 to 10 (contract 1.2). The order of the routes matters: `list` and `default-list` win over an id, and the
 * operations' own segments win over a longer id.
 */
export function datasourceRoutes(backend: Backend, auth: Authentication): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const view = new ProviderView(backend);
  const credentials = new CredentialService(backend);
  const clients = new OAuthClientService(backend);
  const list = async (c: Context<ConsoleEnv>, wanted: (pluginId: string) => boolean): Promise<Response> => {
    const sources = SOURCES.filter((source) => wanted(source.pluginId));
    return c.json({
      result: await Promise.all(sources.map((source) => view.provider(c.get('user'), source))),
    });
  };
  const refuseMethod: Handler = () => {
    throw methodNotAllowed();
  };

  routes.use(`${PREFIX}*`, auth.requireLogin);

  routes.get(`${PREFIX}list`, (c) => list(c, () => true));
  routes.get(`${PREFIX}default-list`, (c) => list(c, (pluginId) => LEGACY_PLUGIN_IDS.includes(pluginId)));
  routes.all(`${PREFIX}list`, refuseMethod);
  routes.all(`${PREFIX}default-list`, refuseMethod);

  routes.post(`${PREFIX}${ID}/update`, auth.requireEdit, async (c) => {
    const key = providerOf(c, '/update');
    const body = await readBody(c, 'DatasourceCredentialUpdatePayload');
    const id = body.text('credential_id');
    await credentials.update(
      c.get('user'),
      key,
      id,
      body.optionalObject('credentials'),
      body.optionalName('name'),
    );
    return c.json(SUCCESS, 201);
  });

  routes.post(`${PREFIX}${ID}/update-name`, auth.requireEdit, async (c) => {
    const key = providerOf(c, '/update-name');
    const body = await readBody(c, 'DatasourceUpdateNamePayload');
    await credentials.rename(c.get('user'), key, body.text('credential_id'), body.name('name'));
    return c.json(SUCCESS);
  });

  // The id is called `id` here, and `credential_id` everywhere else (contract 1.2, operation 7).
  routes.post(`${PREFIX}${ID}/default`, auth.requireEdit, async (c) => {
    const key = providerOf(c, '/default');
    const body = await readBody(c, 'DatasourceDefaultPayload');
    await credentials.makeDefault(c.get('user'), key, body.text('id'));
    return c.json(SUCCESS);
  });

  routes.post(`${PREFIX}${ID}/delete`, auth.requireEdit, async (c) => {
    const key = providerOf(c, '/delete');
    const body = await readBody(c, 'DatasourceCredentialDeletePayload');
    await credentials.remove(c.get('user'), key, body.text('credential_id'));
    return c.json(SUCCESS);
  });

  routes.post(`${PREFIX}${ID}/custom-client`, auth.requireEdit, async (c) => {
    const key = providerOf(c, '/custom-client');
    const body = await readBody(c, 'DatasourceCustomClientPayload');
    await clients.save(
      key,
      body.optionalObject('client_params'),
      body.optionalFlag('enable_oauth_custom_client'),
    );
    return c.json(SUCCESS);
  });

  // Any member may do this: the contract has no edit check here (1.2, operation 10).
  routes.delete(`${PREFIX}${ID}/custom-client`, async (c) => {
    await clients.remove(providerOf(c, '/custom-client'));
    return c.json(SUCCESS);
  });

  routes.get(`${PREFIX}${ID}`, async (c) =>
    c.json({ result: await view.credentials(c.get('user'), providerOf(c)) }),
  );

  routes.post(`${PREFIX}${ID}`, auth.requireEdit, async (c) => {
    const key = providerOf(c);
    const body = await readBody(c, 'DatasourceCredentialPayload');
    await credentials.createApiKey(c.get('user'), key, body.object('credentials'), body.optionalName('name'));
    return c.json(SUCCESS);
  });

  routes.all(`${PREFIX}${ID}`, refuseMethod);
  return routes;
}

/** Taken from the raw path, so that an encoded slash stays what it is and is refused (contract 1.1). */
function providerOf(c: Context, suffix = ''): ProviderKey {
  const { pathname } = new URL(c.req.url);
  const from = pathname.indexOf(PREFIX);
  if (from < 0) throw notFound();
  return parseProviderId(pathname.slice(from + PREFIX.length, pathname.length - suffix.length));
}
