import type { Database } from './database.js';
import { text } from './rows.js';
import type { Vault } from './vault.js';

/**
 * Small values that all copies of the backend share. The first copy to ask creates the value, every other one reads it, also
 * when two ask at the same moment. Values are encrypted.
 */
export class Settings {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async readOrCreate(name: string, create: () => string | Promise<string>): Promise<string> {
    const stored = await this.read(name);
    if (stored !== undefined) return stored;
    const sealed = this.vault.seal(await create(), label(name));
    await this.database.run(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
      [name, sealed],
    );
    const winner = await this.read(name);
    if (winner === undefined) throw new Error(`Setting ${name} could not be stored`);
    return winner;
  }

  private async read(name: string): Promise<string | undefined> {
    const row = await this.database.one('SELECT value FROM settings WHERE name = ?', [name]);
    return row ? this.vault.open(text(row, 'value'), label(name)) : undefined;
  }
}

const label = (name: string): string => `setting:${name}`;
