import type Provider from 'oidc-provider';
import type { Source } from '../sources/source.js';
import type { Vault } from '../storage/vault.js';
import type { DatabaseAdapter } from './adapter.js';
import { sourceOfClient } from './client-metadata.js';

export interface ConnectedApp {
  /** Names the grant in forms. Not the grant's own id, which is for this server only. */
  handle: string;
  appName: string;
  source: Source;
  scopes: ReadonlySet<string>;
  /** Seconds since 1970. */
  since: number;
}

/** What the account has granted to apps, and how it is taken back. */
export class Grants {
  constructor(
    private readonly provider: Provider,
    private readonly records: DatabaseAdapter,
    private readonly vault: Vault,
  ) {}

  /** The newest first. */
  async list(accountId: string): Promise<ConnectedApp[]> {
    const apps = await Promise.all((await this.of(accountId)).map((grant) => this.describe(grant)));
    return apps.flat().sort((a, b) => b.since - a.since);
  }

  /**
   * Ends a grant and every code and token that came from it. The grant goes first: what is issued from it at this very moment
   * then has no grant any more, and is refused everywhere. A grant that is gone already stays gone.
   */
  async revoke(accountId: string, handle: string): Promise<void> {
    const grant = (await this.of(accountId)).find(({ id }) => this.handle(id) === handle);
    if (!grant) return;
    await this.records.destroy(grant.id);
    await this.records.revokeByGrantId(grant.id);
  }

  private async of(accountId: string): Promise<{ id: string; clientId: string; payload: object }[]> {
    return (await this.records.all()).flatMap((payload) =>
      payload.accountId === accountId && payload.jti !== undefined && payload.clientId !== undefined
        ? [{ id: payload.jti, clientId: payload.clientId, payload }]
        : [],
    );
  }

  private async describe(grant: { id: string; clientId: string; payload: object }): Promise<ConnectedApp[]> {
    const client = await this.provider.Client.find(grant.clientId);
    const source = sourceOfClient(client);
    if (!client || !source) return [];
    const { openid, iat } = grant.payload as { openid?: { scope?: string }; iat?: number };
    return [
      {
        handle: this.handle(grant.id),
        appName: client.clientName ?? client.clientId,
        source,
        scopes: new Set((openid?.scope ?? '').split(' ')),
        since: iat ?? 0,
      },
    ];
  }

  private handle(id: string): string {
    return this.vault.fingerprint('grant-handle', id);
  }
}
