import type Provider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import type { Backend } from '../context.js';
import type { Database } from '../storage/database.js';
import type { Settings } from '../storage/settings.js';
import { SOURCES } from '../sources/catalogue.js';
import { DatabaseAdapter } from './adapter.js';
import { clientMetadata, SOURCE_PROPERTY, sourceOfClient } from './client-metadata.js';
import { errorPage } from './error-page.js';
import { OidcProvider } from './library.js';
import { PAGE_HEADERS } from './page.js';
import { signingKey } from './signing-key.js';
import { systemClients } from './system-clients.js';

/** The demo's one account at every provider; nobody has to log in. */
export const ACCOUNT_ID = 'anne';
export const ACCOUNT_NAME = 'Anne';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** A real OAuth 2 and OpenID Connect authorization server, standing in for Notion, Google, Dropbox and Microsoft. */
export async function authorizationServer(
  backend: Backend,
  database: Database,
  settings: Settings,
): Promise<Provider> {
  const { oauth } = backend.addresses;
  const configuration: Configuration = {
    adapter: (model) => new DatabaseAdapter(model, database, backend.vault),
    clients: systemClients(backend).map((client) =>
      clientMetadata({
        ...client,
        clientName: 'Datasource Elements demo',
        redirectUris: [client.redirectUri],
      }),
    ),
    extraClientMetadata: { properties: [SOURCE_PROPERTY] },
    jwks: { keys: [await signingKey(settings)] },
    cookies: {
      keys: [backend.vault.derive('authorization-server-cookies').toString('base64url')],
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'offline_access', ...allScopes()],
    claims: { openid: ['sub'], profile: ['name', 'picture'] },
    pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
    },
    ttl: {
      AccessToken: backend.providerTokenSeconds,
      AuthorizationCode: MINUTE,
      IdToken: 60 * MINUTE,
      RefreshToken: 30 * DAY,
      Grant: 30 * DAY,
      Session: DAY,
      Interaction: 30 * MINUTE,
    },
    rotateRefreshToken: true,
    findAccount: (ctx, sub) => ({
      accountId: sub,
      claims: () => {
        const source = sourceOfClient(ctx.oidc.client);
        return {
          sub,
          name: source?.oauth?.accountName ?? ACCOUNT_NAME,
          ...(source?.oauth?.hasAvatar ? { picture: `${oauth}/icons/${source.icon}` } : {}),
        };
      },
    }),
    renderError: async (ctx, out) => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) ctx.set(name, value);
      ctx.type = 'html';
      ctx.body = String(await errorPage(out.error, out.error_description));
    },
  };
  const provider = new OidcProvider(oauth, configuration);
  // Behind one address for several copies, the address that browsers used comes in the forwarded headers.
  provider.proxy = oauth.startsWith('https://');
  provider.on('server_error', (_ctx, error) =>
    console.error(`Authorization server: ${error.name}: ${error.message}`),
  );
  return provider;
}

function allScopes(): string[] {
  return SOURCES.flatMap((source) => source.oauth?.permissions.map(({ scope }) => scope) ?? []);
}
