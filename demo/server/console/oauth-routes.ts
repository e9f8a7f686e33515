import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Backend } from '../context.js';
import { CredentialService } from '../datasource/credential-service.js';
import { OAuthClientService } from '../datasource/oauth-client-service.js';
import { parseProviderId, redirectUri } from '../datasource/provider-id.js';
import { parseVisibility } from '../datasource/visibility.js';
import { OAuthFlow } from '../datasource/oauth-flow.js';
import type { ProviderKey } from '../storage/credentials.js';
import type { Authentication, ConsoleEnv } from './authentication.js';
import { readContextCookie, writeContextCookie } from './cookies.js';
import { forbidden, invalidParam, notFound } from './errors.js';

const PREFIX = '/oauth/plugin/';

/** Operations 11 and 12 (contract 1.2). */
export function oauthRoutes(backend: Backend, auth: Authentication): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const credentials = new CredentialService(backend);
  const clients = new OAuthClientService(backend);
  const flow = new OAuthFlow(backend);

  routes.get(
    `${PREFIX}:id{.+}/datasource/get-authorization-url`,
    auth.requireLogin,
    auth.requireEdit,
    async (c) => {
      const key = providerOf(c, '/datasource/get-authorization-url');
      const request = await flow.start(key, await clients.effective(key));
      const contextId = await backend.contexts.remember({
        userId: c.get('user').id,
        tenantId: key.tenantId,
        // Kept as sent: a literal "undefined" fails only at the callback (contract 5).
        credentialId: c.req.query('credential_id') || null,
        visibility: parseVisibility(c.req.query('visibility')),
        state: request.state,
        codeVerifier: request.codeVerifier,
      });
      writeContextCookie(c, contextId);
      return c.json({ authorization_url: request.url });
    },
  );

  // Nobody needs to be logged in here; the context says whose connection it is. The cookie wins over the query (contract 1.5).
  routes.get(`${PREFIX}:id{.+}/datasource/callback`, async (c) => {
    const key = providerOf(c, '/datasource/callback');
    const contextId = readContextCookie(c) ?? c.req.query('context_id');
    if (!contextId) throw forbidden('context_id not found');
    const context = await backend.contexts.consume(contextId);
    if (!context) throw invalidParam('context_id is invalid');
    const client = await clients.effective(key);
    const callbackUrl = new URL(`${redirectUri(backend.addresses.app, key)}${new URL(c.req.url).search}`);
    callbackUrl.searchParams.delete('context_id');
    const account = await flow.finish(callbackUrl, client, context);
    if (context.credentialId !== null) await credentials.reauthorize(key, context.credentialId, account);
    else await credentials.addAuthorized(context.userId, key, account, context.visibility);
    return c.redirect(`${backend.addresses.app}/oauth-callback`, 302);
  });

  return routes;
}

function providerOf(c: Context, suffix: string): ProviderKey {
  const { pathname } = new URL(c.req.url);
  const from = pathname.indexOf(PREFIX);
  if (from < 0) throw notFound();
  return parseProviderId(pathname.slice(from + PREFIX.length, pathname.length - suffix.length));
}
