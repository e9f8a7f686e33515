import type { Database } from './database.js';
import { randomToken, uuidv7 } from './ids.js';
import { text } from './rows.js';
import type { Vault } from './vault.js';

/** How long a session can be kept alive by refreshing, in seconds: 30 days. */
const SESSION_SECONDS = 30 * 24 * 3600;

export interface StartedSession {
  id: string;
  userId: string;
  refreshToken: string;
}

/** Who is logged in. Only a hash of the refresh token is kept, and each one works once. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly now: () => number,
  ) {}

  async start(userId: string): Promise<StartedSession> {
    const session = { id: uuidv7(), userId, refreshToken: randomToken() };
    await this.database.run(
      'INSERT INTO sessions (id, user_id, refresh_hash, expires_at) VALUES (?, ?, ?, ?)',
      [session.id, userId, this.hash(session.refreshToken), this.now() + SESSION_SECONDS],
    );
    return session;
  }

  /** Swaps a refresh token for a new one in a single statement, so of two attempts with one token only one succeeds. */
  async rotate(refreshToken: string): Promise<StartedSession | undefined> {
    const next = randomToken();
    const row = await this.database.one(
      `UPDATE sessions SET refresh_hash = ?, expires_at = ? WHERE refresh_hash = ? AND expires_at > ? RETURNING id, user_id`,
      [this.hash(next), this.now() + SESSION_SECONDS, this.hash(refreshToken), this.now()],
    );
    return row && { id: text(row, 'id'), userId: text(row, 'user_id'), refreshToken: next };
  }

  async isOpen(id: string): Promise<boolean> {
    return (
      (await this.database.one('SELECT id FROM sessions WHERE id = ? AND expires_at > ?', [
        id,
        this.now(),
      ])) !== undefined
    );
  }

  async end(id: string): Promise<void> {
    await this.database.run('DELETE FROM sessions WHERE id = ?', [id]);
  }

  private hash(token: string): string {
    return this.vault.fingerprint('refresh-token', token);
  }
}
