import { invalidParam, providerUnavailable } from '../console/errors.js';
import type { Backend } from '../context.js';
import type { Source } from '../sources/source.js';
import { revision } from '../storage/credentials.js';
import type { ProviderKey, StoredCredential } from '../storage/credentials.js';
import { OAuthClientService } from './oauth-client-service.js';
import { RefreshGrant } from './refresh-grant.js';

/** How often a copy asks for a lease that another one holds, in milliseconds. */
const POLL = 50;

type Renewed = StoredCredential | undefined;

/**
 * Renews the tokens of a connection, one exchange at a time. A refresh token works once, and a second use revokes the grant: so
 * reads in this process that saw the same tokens share one exchange, and a lease in the database keeps other copies out.
 */
export class TokenRenewal {
  private readonly clients: OAuthClientService;
  private readonly grant: RefreshGrant;
  private readonly running = new Map<string, Promise<Renewed>>();

  constructor(private readonly backend: Backend) {
    this.clients = new OAuthClientService(backend);
    this.grant = new RefreshGrant(backend);
  }

  /** The connection with newer tokens than the ones that were seen; nothing when the provider does not accept it any more. */
  renew(key: ProviderKey, source: Source, seen: StoredCredential): Promise<Renewed> {
    const name = `${seen.id} ${revision(seen)}`;
    const running = this.running.get(name);
    if (running) return running;
    const started = this.underLease(key, source, seen).finally(() => this.running.delete(name));
    this.running.set(name, started);
    return started;
  }

  private async underLease(key: ProviderKey, source: Source, seen: StoredCredential): Promise<Renewed> {
    const lease = await this.takeLease(source, seen.id);
    try {
      const current = await this.find(key, seen.id);
      // Another copy, or a new authorization, was faster.
      if (revision(current) !== revision(seen)) return current;
      return await this.exchange(key, source, current);
    } finally {
      await this.backend.refreshLeases.release(seen.id, lease);
    }
  }

  private async takeLease(source: Source, id: string): Promise<string> {
    const giveUp = Date.now() + this.backend.providerTimeoutSeconds * 1000;
    for (;;) {
      const lease = await this.backend.refreshLeases.take(id);
      if (lease !== undefined) return lease;
      if (Date.now() > giveUp)
        throw providerUnavailable(`${source.brand} could not renew this connection. Try again later.`);
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  }

  private async exchange(key: ProviderKey, source: Source, current: StoredCredential): Promise<Renewed> {
    const refreshToken = current.fields['refresh_token']?.value;
    if (typeof refreshToken !== 'string' || refreshToken === '') return undefined;
    const tokens = await this.grant.exchange(source, await this.clients.effective(key), refreshToken);
    if (tokens !== 'invalid_grant') {
      // A provider that does not rotate sends no new refresh token: the stored one stays.
      const kept = Object.entries(current.fields).map(([field, { value }]) => [field, value] as const);
      const values = { ...Object.fromEntries(kept), ...tokens.values };
      await this.backend.credentials.replaceValues(key, current, values, tokens.expiresAt);
    }
    // Whichever tokens are stored by now count: these, or those of an authorization that was completed meanwhile.
    const latest = await this.find(key, current.id);
    return revision(latest) === revision(current) ? undefined : latest;
  }

  private async find(key: ProviderKey, id: string): Promise<StoredCredential> {
    const credential = await this.backend.credentials.find(key, id);
    if (!credential) throw invalidParam('provider not found');
    return credential;
  }
}
