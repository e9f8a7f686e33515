import * as openid from 'openid-client';
import { invalidParam, providerUnavailable } from '../console/errors.js';
import type { Backend } from '../context.js';
import type { Source } from '../sources/source.js';
import type { EffectiveClient } from './oauth-client-service.js';
import { OAuthServer } from './oauth-server.js';
import { readTokens } from './tokens.js';
import type { Tokens } from './tokens.js';

/** Trades a refresh token for new tokens, once; what the provider said becomes one of the few answers a page can act on. */
export class RefreshGrant {
  private readonly server: OAuthServer;

  constructor(private readonly backend: Pick<Backend, 'addresses' | 'now'>) {
    this.server = new OAuthServer(backend.addresses);
  }

  async exchange(
    source: Source,
    client: EffectiveClient,
    refreshToken: string,
  ): Promise<Tokens | 'invalid_grant'> {
    if (client.clientId === '') throw clientRefused(source);
    try {
      const configuration = await this.server.configuration(client);
      return readTokens(await openid.refreshTokenGrant(configuration, refreshToken), this.backend.now());
    } catch (error) {
      if (error instanceof openid.ResponseBodyError) {
        if (error.error === 'invalid_grant') return 'invalid_grant';
        if (['invalid_client', 'unauthorized_client'].includes(error.error)) throw clientRefused(source);
      }
      throw isAnswerProblem(error)
        ? providerUnavailable(`${source.brand} could not renew this connection. Try again later.`)
        : error;
    }
  }
}

/** The connection may be fine: it is the client's id or secret that somebody has to mend. */
const clientRefused = (source: Source): Error =>
  invalidParam(`${source.brand} refused the OAuth client. Check the OAuth client settings.`);

/** The network, a time-out, or an answer that no OAuth server should give; anything else is an error of this program. */
function isAnswerProblem(error: unknown): boolean {
  return (
    error instanceof openid.ResponseBodyError ||
    error instanceof openid.WWWAuthenticateChallengeError ||
    error instanceof openid.ClientError ||
    error instanceof TypeError
  );
}
