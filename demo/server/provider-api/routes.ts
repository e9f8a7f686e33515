import { Hono } from 'hono';
import type Provider from 'oidc-provider';
import { sourceOfClient } from '../authorization-server/client-metadata.js';
import type { ProviderKeys } from '../storage/provider-keys.js';
import { KEY_SOURCES } from './demo-keys.js';

/** How each provider says that a key is not good. */
const REFUSALS: Readonly<Record<string, unknown>> = {
  notion_datasource: { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' },
  jinareader: {
    code: 401,
    name: 'AuthenticationFailedError',
    message: 'Invalid API key, please get a new one.',
  },
  firecrawl: { success: false, error: 'Unauthorized: Invalid token' },
  dropbox: { error_summary: 'invalid_access_token/', error: { '.tag': 'invalid_access_token' } },
};
const REFUSAL = { message: 'The access token is invalid or has expired.' };

/** Small stand-ins for the providers' APIs, just enough to find out whether a key or a token is good. */
export function providerApi(keys: ProviderKeys, provider: Provider): Hono {
  const routes = new Hono();

  for (const { source, demoKey } of KEY_SOURCES) {
    routes.on(
      source.keyCheck?.method ?? 'GET',
      `/${source.name}${source.keyCheck?.path ?? ''}`,
      async (c) => {
        const key = bearer(c.req.header('authorization'));
        const good =
          key === demoKey ||
          (await keys.isIssued(source.name, key)) ||
          (await isToken(provider, source.name, key));
        return good ? c.json({ ok: true }) : c.json(REFUSALS[source.name] ?? REFUSAL, 401);
      },
    );
  }

  // For connections that were made by OAuth.
  routes.get('/:source/token-info', async (c) => {
    const good = await isToken(provider, c.req.param('source'), bearer(c.req.header('authorization')));
    return good ? c.json({ ok: true }) : c.json(REFUSAL, 401);
  });

  routes.all('*', (c) => c.json({ message: 'No such endpoint.' }, 404));
  return routes;
}

/** An access token that the authorization server issued to a client of this source, and that still lasts. */
async function isToken(provider: Provider, sourceName: string, value: string): Promise<boolean> {
  const token = value === '' ? undefined : await provider.AccessToken.find(value);
  if (!token?.clientId) return false;
  return sourceOfClient(await provider.Client.find(token.clientId))?.name === sourceName;
}

const bearer = (header: string | undefined): string => /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '';
