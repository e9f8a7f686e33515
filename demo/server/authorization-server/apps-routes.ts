import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Adapter } from 'oidc-provider';
import { redirectUri } from '../datasource/provider-id.js';
import { readForm } from '../limited-body.js';
import { SOURCES } from '../sources/catalogue.js';
import { randomToken } from '../storage/ids.js';
import { appsPage, registeredPage } from './apps-page.js';
import type { AppsForm } from './apps-page.js';
import { clientMetadata } from './client-metadata.js';
import { PAGE_HEADERS } from './page.js';
import { checkRedirectUri } from './redirect-uri.js';

const LONGEST_NAME = 80;

/** Registration of custom clients. They are kept where the authorization server looks for clients, and work at once. */
export function appsRoutes(appUrl: string, clients: Adapter): Hono {
  const routes = new Hono();
  const sources = SOURCES.filter((source) => source.oauth).map((source) => ({
    source,
    redirectUri: redirectUri(appUrl, { pluginId: source.pluginId, provider: source.name }),
  }));
  const find = (name: string): (typeof sources)[number] | undefined =>
    sources.find(({ source }) => source.name === name);
  const blank = (name: string): AppsForm => {
    const chosen = find(name) ?? sources[0];
    return {
      sources,
      selected: chosen?.source.name ?? '',
      name: 'My app',
      redirectUri: chosen?.redirectUri ?? '',
    };
  };

  routes.get('/apps', async (c) =>
    c.html(await appsPage(blank(c.req.query('source') ?? '')), 200, PAGE_HEADERS),
  );

  routes.post('/apps', async (c) => {
    const form = await readForm(c);
    const sent = {
      name: (form.get('name') ?? '').trim(),
      selected: form.get('source') ?? '',
      redirectUri: form.get('redirect_uri') ?? '',
    };
    const source = find(sent.selected)?.source;
    const uri = checkRedirectUri(sent.redirectUri);
    const problem =
      sent.name === '' || sent.name.length > LONGEST_NAME
        ? `Enter a name of at most ${LONGEST_NAME} characters.`
        : !source
          ? 'Choose a data source.'
          : 'problem' in uri
            ? uri.problem
            : undefined;
    if (problem !== undefined || !source || 'problem' in uri) {
      const values = { ...blank(sent.selected), ...sent, ...(problem === undefined ? {} : { problem }) };
      return c.html(await appsPage(values), 400, PAGE_HEADERS);
    }
    const app = {
      name: sent.name,
      source,
      clientId: `app-${randomBytes(9).toString('hex')}`,
      clientSecret: randomToken(),
      redirectUri: uri.uri,
    };
    await clients.upsert(
      app.clientId,
      clientMetadata({ ...app, clientName: app.name, redirectUris: [app.redirectUri] }),
    );
    return c.html(await registeredPage(app), 200, PAGE_HEADERS);
  });

  return routes;
}
