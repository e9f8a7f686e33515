import type { Database } from './database.js';
import { randomToken } from './ids.js';
import { integer, optionalText, text } from './rows.js';
import type { Vault } from './vault.js';

export interface IssuedKey {
  /** Names the key on pages and in forms; nobody can get at the key with it. */
  id: string;
  source: string;
  /** The last characters, by which its owner knows the key; absent for keys from before these were kept. */
  ending: string | null;
  /** Seconds since 1970. */
  createdAt: number;
}

const ENDING_LENGTH = 4;

/** API keys that the demo providers issued. Only their hashes and last characters are kept, as a real provider would. */
export class ProviderKeys {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly now: () => number,
  ) {}

  async issue(source: string, prefix: string): Promise<string> {
    const key = `${prefix}${randomToken()}`;
    const hash = this.hash(source, key);
    await this.database.batch([
      {
        sql: 'INSERT INTO provider_keys (key_hash, source, created_at) VALUES (?, ?, ?)',
        args: [hash, source, this.now()],
      },
      {
        sql: 'INSERT INTO provider_key_endings (key_hash, ending) VALUES (?, ?)',
        args: [hash, key.slice(-ENDING_LENGTH)],
      },
    ]);
    return key;
  }

  async isIssued(source: string, key: string): Promise<boolean> {
    return (
      (await this.database.one('SELECT source FROM provider_keys WHERE key_hash = ?', [
        this.hash(source, key),
      ])) !== undefined
    );
  }

  /** The newest first. */
  async list(): Promise<IssuedKey[]> {
    const rows = await this.database.all(
      `SELECT key_hash, source, created_at, ending FROM provider_keys LEFT JOIN provider_key_endings USING (key_hash)
       ORDER BY created_at DESC, provider_keys.rowid DESC`,
    );
    return rows.map((row) => ({
      id: text(row, 'key_hash'),
      source: text(row, 'source'),
      ending: optionalText(row, 'ending'),
      createdAt: integer(row, 'created_at'),
    }));
  }

  /** The key stops working at once; one that is gone already stays gone. */
  async revoke(id: string): Promise<void> {
    await this.database.batch([
      { sql: 'DELETE FROM provider_keys WHERE key_hash = ?', args: [id] },
      { sql: 'DELETE FROM provider_key_endings WHERE key_hash = ?', args: [id] },
    ]);
  }

  private hash(source: string, key: string): string {
    return this.vault.fingerprint(`provider-key:${source}`, key);
  }
}
