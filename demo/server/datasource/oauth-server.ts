import * as openid from 'openid-client';
import type { Addresses } from '../context.js';
import type { EffectiveClient } from './oauth-client-service.js';

const TIMEOUT_SECONDS = 10;

/** The authorization server as a client sees it: where its endpoints are, and how a client proves who it is. */
export class OAuthServer {
  private metadata: Promise<openid.ServerMetadata> | undefined;

  constructor(private readonly addresses: Addresses) {}

  async configuration(client: EffectiveClient): Promise<openid.Configuration> {
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
