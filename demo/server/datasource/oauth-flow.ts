import * as openid from 'openid-client';
import { invalidParam } from '../console/errors.js';
import type { Backend } from '../context.js';
import { findSource } from '../sources/catalogue.js';
import type { ProviderKey } from '../storage/credentials.js';
import type { OAuthContext } from '../storage/oauth-contexts.js';
import type { AuthorizedAccount } from './credential-service.js';
import type { EffectiveClient } from './oauth-client-service.js';
import { OAuthServer } from './oauth-server.js';
import { redirectUri } from './provider-id.js';
import { readTokens } from './tokens.js';

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
  private readonly server: OAuthServer;

  constructor(private readonly backend: Pick<Backend, 'addresses' | 'now'>) {
    this.server = new OAuthServer(backend.addresses);
  }

  async start(key: ProviderKey, client: EffectiveClient): Promise<AuthorizationRequest> {
    return wrapped('Error getting authorization URL', async () => {
      const oauth = findSource(key.pluginId, key.provider)?.oauth;
      if (!oauth) throw new Error(`${key.pluginId}/${key.provider} does not support OAuth`);
      const state = openid.randomState();
      const codeVerifier = openid.randomPKCECodeVerifier();
      const url = openid.buildAuthorizationUrl(await this.server.configuration(client), {
        redirect_uri: redirectUri(this.backend.addresses.app, key),
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
      const configuration = await this.server.configuration(client);
      const tokens = await openid.authorizationCodeGrant(configuration, callbackUrl, {
        expectedState: context.state,
        pkceCodeVerifier: context.codeVerifier,
        idTokenExpected: true,
      });
      const user = await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
      const { values, expiresAt } = readTokens(tokens, this.backend.now());
      return {
        tokens: values,
        expiresAt,
        name: typeof user.name === 'string' && user.name !== '' ? user.name : null,
        avatarUrl: typeof user.picture === 'string' && user.picture !== '' ? user.picture : null,
      };
    });
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
