import type { Database } from './database.js';
import { randomToken } from './ids.js';
import type { Vault } from './vault.js';

/** API keys that the demo providers issued. Only their hashes are kept, as a real provider would. */
export class ProviderKeys {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly now: () => number,
  ) {}

  async issue(source: string, prefix: string): Promise<string> {
    const key = `${prefix}${randomToken()}`;
    await this.database.run('INSERT INTO provider_keys (key_hash, source, created_at) VALUES (?, ?, ?)', [
      this.hash(source, key),
      source,
      this.now(),
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

  private hash(source: string, key: string): string {
    return this.vault.fingerprint(`provider-key:${source}`, key);
  }
}
