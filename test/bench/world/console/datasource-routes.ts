import { Hono } from 'hono';
import type { Context, Handler } from 'hono';
import type { Authentication, ConsoleEnv } from './authentication.js';
import { mayEdit } from './accounts.js';
import { readBody } from './body.js';
import type { CredentialParts, CredentialWrites } from './credentials.js';
import { forbidden, invalidParam, methodNotAllowed } from '../../../../demo/server/console/errors.js';
import { restoreHidden } from './masking.js';
import { idBetween, parseProviderId } from './provider-id.js';
import { LEGACY_PLUGINS } from './sources.js';
import type { Source } from './sources.js';
import { isOf } from './state.js';
import type { ProviderKey } from './state.js';
import { wireCredentials, wireSource } from './wire.js';

const SUCCESS = { result: 'success' } as const;
const PREFIX = '/auth/plugin/datasource/';
const ID = ':id{.+}';

/** The sources, beside what the writes work on. */
export interface DatasourceParts extends CredentialParts {
  sources(): Source[];
}

/**
 * Operations 1 to 10 (contract 1.2). `list` and `default-list` win over an id, and the operations' own segments win over
 * a longer id.
 */
export function datasourceRoutes(
  parts: DatasourceParts,
  auth: Authentication,
  writes: CredentialWrites,
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const { state, settings } = parts;
  const list = (c: Context<ConsoleEnv>, wanted: (source: Source) => boolean): Response => {
    const sources = parts.sources().filter(wanted);
    return c.json({
      result: sources.map((source) => wireSource(source, c.get('account'), state, settings)),
    });
  };
  const refuseMethod: Handler = () => {
    throw methodNotAllowed();
  };

  routes.use(`${PREFIX}*`, auth.requireLogin);
  routes.get(`${PREFIX}list`, (c) => list(c, () => true));
  routes.get(`${PREFIX}default-list`, (c) => list(c, ({ pluginId }) => LEGACY_PLUGINS.has(pluginId)));
  routes.all(`${PREFIX}list`, refuseMethod);
  routes.all(`${PREFIX}default-list`, refuseMethod);

  routes.post(`${PREFIX}${ID}/update`, auth.requireEdit, async (c) => {
    const body = await readBody(c, 'DatasourceCredentialUpdatePayload');
    writes.update(
      c.get('account'),
      keyOf(c, '/update'),
      body.text('credential_id'),
      body.optionalObject('credentials'),
      body.optionalName('name'),
    );
    return c.json(SUCCESS, 201);
  });

  routes.post(`${PREFIX}${ID}/update-name`, auth.requireEdit, async (c) => {
    const body = await readBody(c, 'DatasourceUpdateNamePayload');
    writes.rename(c.get('account'), keyOf(c, '/update-name'), body.text('credential_id'), body.name('name'));
    return c.json(SUCCESS);
  });

  // The id is called `id` here, and `credential_id` everywhere else.
  routes.post(`${PREFIX}${ID}/default`, auth.requireEdit, async (c) => {
    const body = await readBody(c, 'DatasourceDefaultPayload');
    writes.makeDefault(c.get('account'), keyOf(c, '/default'), body.text('id'));
    return c.json(SUCCESS);
  });

  routes.post(`${PREFIX}${ID}/delete`, auth.requireEdit, async (c) => {
    const body = await readBody(c, 'DatasourceCredentialDeletePayload');
    writes.remove(c.get('account'), keyOf(c, '/delete'), body.text('credential_id'));
    return c.json(SUCCESS);
  });

  // What is left out counts as empty: without `client_params` the stored ones are wiped (contract 1.6).
  routes.post(`${PREFIX}${ID}/custom-client`, auth.requireEdit, async (c) => {
    const key = keyOf(c, '/custom-client');
    const body = await readBody(c, 'DatasourceCustomClientPayload');
    const params = body.optionalObject('client_params') ?? {};
    const enabled = body.optionalFlag('enable_oauth_custom_client') ?? false;
    if (!parts.source(key)?.oauth) throw invalidParam('Datasource provider oauth schema not found');
    const stored = state.clients.find(isOf(key))?.params ?? {};
    removeClient(key);
    state.clients.push({ ...key, params: restoreHidden(params, stored), enabled });
    return c.json(SUCCESS);
  });

  // Any member may do this (contract 1.2, operation 10).
  routes.delete(`${PREFIX}${ID}/custom-client`, (c) => {
    removeClient(keyOf(c, '/custom-client'));
    return c.json(SUCCESS);
  });

  routes.get(`${PREFIX}${ID}`, (c) => {
    const account = c.get('account');
    if (settings.editToReadOne && !mayEdit(account)) throw forbidden();
    const key = keyOf(c);
    return c.json({ result: wireCredentials(parts.source(key), account, key, state, settings) });
  });

  routes.post(`${PREFIX}${ID}`, auth.requireEdit, async (c) => {
    const key = keyOf(c);
    const body = await readBody(c, 'DatasourceCredentialPayload');
    writes.createApiKey(c.get('account'), key, body.object('credentials'), body.optionalName('name'));
    return c.json(SUCCESS);
  });

  routes.all(`${PREFIX}${ID}`, refuseMethod);
  return routes;

  function removeClient(key: ProviderKey): void {
    state.clients = state.clients.filter((client) => !isOf(key)(client));
  }
}

function keyOf(c: Context<ConsoleEnv>, suffix = ''): ProviderKey {
  return {
    tenantId: c.get('account').tenantId,
    ...parseProviderId(idBetween(c.req.url, PREFIX, suffix)),
  };
}
