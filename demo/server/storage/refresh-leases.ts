import type { Database } from './database.js';
import { randomToken } from './ids.js';

/** Longer than any exchange of tokens can take; after it, the lease of a copy that died counts for nothing. In seconds. */
const LEASE_SECONDS = 30;

/**
 * Who may use the refresh token of a connection right now, among all copies of the backend: a refresh token works once, and the
 * provider takes a second use for theft and revokes everything that was granted.
 */
export class RefreshLeases {
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
  ) {}

  /** Takes the lease in a single statement, or gives nothing while somebody else holds it. */
  async take(credentialId: string): Promise<string | undefined> {
    const holder = randomToken();
    const changed = await this.database.run(
      `INSERT INTO refresh_leases (credential_id, holder, expires_at) VALUES (?, ?, ?)
       ON CONFLICT (credential_id) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
         WHERE refresh_leases.expires_at <= ?`,
      [credentialId, holder, this.now() + LEASE_SECONDS, this.now()],
    );
    return changed === 0 ? undefined : holder;
  }

  async release(credentialId: string, holder: string): Promise<void> {
    await this.database.run('DELETE FROM refresh_leases WHERE credential_id = ? AND holder = ?', [
      credentialId,
      holder,
    ]);
  }
}
