import * as openid from 'openid-client';
import { invalidParam } from '../console/errors.js';
import type { Addresses } from '../context.js';
import { findSource } from '../sources/catalogue.js';
import type { ProviderKey } from '../storage/credentials.js';
import type { OAuthContext } from '../storage/oauth-contexts.js';
import type { AuthorizedAccount } from './credential-service.js';
import type { EffectiveClient } from './oauth-client-service.js';
import { redirectUri } from './provider-id.js';

const TIMEOUT_SECONDS = 10;

export interface AuthorizationRequest {
  url: string;
  state: string;
  codeVerifier: string;
}

/**
 * The part that a plugin plays in Dify: builds the authorization URL and trades the code for tokens (contract 1.5 and 1.6).
 * Authorization code with PKCE S256, state checked, and the issuer named in the response checked (RFC 9207).
 */
export class OAuthFlow {
  private metadata: Promise<openid.ServerMetadata> | undefined;

  constructor(private readonly addresses: Addresses) {}

  async start(key: ProviderKey, client: EffectiveClient): Promise<AuthorizationRequest> {
    return wrapped('Error getting authorization URL', async () => {
      const oauth = findSource(key.pluginId, key.provider)?.oauth;
      if (!oauth) throw new Error(`${key.pluginId}/${key.provider} does not support OAuth`);
      const state = openid.randomState();
      const codeVerifier = openid.randomPKCECodeVerifier();
      const url = openid.buildAuthorizationUrl(await this.configuration(client), {
        redirect_uri: redirectUri(this.addresses.app, key),
        scope: ['openid', 'profile', 'offline_access', ...oauth.permissions.map(({ scope }) => scope)].join(
          ' ',
        ),
        // Without this prompt no refresh token is issued.
        prompt: 'consent',
        state,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, codeVerifier };
    });
  }

  async finish(callbackUrl: URL, client: EffectiveClient, context: OAuthContext): Promise<AuthorizedAccount> {
    return wrapped('Error getting credentials', async () => {
      const configuration = await this.configuration(client);
      const tokens = await openid.authorizationCodeGrant(configuration, callbackUrl, {
        expectedState: context.state,
        pkceCodeVerifier: context.codeVerifier,
        idTokenExpected: true,
      });
      const user = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
      const lifetime = tokens.expiresIn();
      return {
        tokens: {
          access_token: tokens.access_token,
          ...(tokens.refresh_token === undefined ? {} : { refresh_token: tokens.refresh_token }),
        },
        expiresAt: lifetime === undefined ? -1 : Math.floor(Date.now() / 1000) + lifetime,
        name: typeof user.name === 'string' && user.name !== '' ? user.name : null,
        avatarUrl: typeof user.picture === 'string' && user.picture !== '' ? user.picture : null,
      };
    });
  }

  private async configuration(client: EffectiveClient): Promise<openid.Configuration> {
    if (client.clientId === '') throw new Error('client_id is missing in the OAuth client settings');
    const configuration = new openid.Configuration(
      await this.serverMetadata(),
      client.clientId,
      undefined,
      openid.ClientSecretPost(client.clientSecret),
    );
    configuration.timeout = TIMEOUT_SECONDS;
    if (this.isInsecure()) openid.allowInsecureRequests(configuration);
    return configuration;
  }

  /** Discovered once; a failed attempt is not remembered. */
  private async serverMetadata(): Promise<openid.ServerMetadata> {
    this.metadata ??= openid
      .discovery(new URL(this.addresses.oauth), 'discovery', undefined, openid.None(), {
        timeout: TIMEOUT_SECONDS,
        ...(this.isInsecure() ? { execute: [openid.allowInsecureRequests] } : {}),
      })
      .then((found) => found.serverMetadata());
    try {
      return await this.metadata;
    } catch (error) {
      this.metadata = undefined;
      throw error;
    }
  }

  /** Plain http is accepted only for an authorization server that this demo runs itself on this machine. */
  private isInsecure(): boolean {
    return this.addresses.oauth.startsWith('http://');
  }
}

/** Any failure of the flow answers 400 with the contract's sentence in front (contract 1.4). */
async function wrapped<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw invalidParam(`${sentence}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) {
    return error.error_description ? `${error.error}: ${error.error_description}` : error.error;
  }
  return error instanceof Error ? error.message : 'unknown error';
}
