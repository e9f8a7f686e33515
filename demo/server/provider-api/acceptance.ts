import type Provider from 'oidc-provider';
import { sourceOfClient } from '../authorization-server/client-metadata.js';
import type { Source } from '../sources/source.js';
import type { ProviderKeys } from '../storage/provider-keys.js';

/** Says which keys and tokens a provider's API accepts. */
export class Acceptance {
  constructor(
    private readonly keys: ProviderKeys,
    private readonly provider: Provider,
  ) {}

  /** Any of the two, or none at all where the provider works without a key. */
  async accepts(source: Source, authorization: string | undefined): Promise<boolean> {
    if (authorization === undefined) return source.keyCheck?.keyOptional ?? false;
    return (await this.isKey(source, authorization)) || (await this.isToken(source, authorization));
  }

  async isKey(source: Source, authorization: string | undefined): Promise<boolean> {
    const key = bearer(authorization);
    if (!source.keyCheck || key === '') return false;
    return key === source.keyCheck.demoKey || (await this.keys.isIssued(source.name, key));
  }

  /**
   * An access token that the authorization server issued to a client of this source, that still lasts, and whose grant still
   * stands: a token that was issued at the very moment of a disconnection dies with the grant too.
   */
  async isToken(source: Source, authorization: string | undefined): Promise<boolean> {
    const value = bearer(authorization);
    const token = value === '' ? undefined : await this.provider.AccessToken.find(value);
    if (!token?.clientId || !token.grantId) return false;
    if (!(await this.provider.Grant.find(token.grantId))) return false;
    return sourceOfClient(await this.provider.Client.find(token.clientId)) === source;
  }
}

const bearer = (header: string | undefined): string => /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '';
