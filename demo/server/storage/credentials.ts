import type { InValue, Row } from '@libsql/client';
import type { Database } from './database.js';
import { flag, integer, jsonObject, text } from './rows.js';
import type { Vault } from './vault.js';

export type Visibility = 'only_me' | 'all_team_members';
export type AuthType = 'api-key' | 'oauth2';

export interface ProviderKey {
  tenantId: string;
  pluginId: string;
  provider: string;
}

/** One field of a stored connection: the ciphertext is what the masked form is made of (contract 1.6, "Masking"). */
export interface StoredField {
  value: unknown;
  ciphertext: string;
}

export interface StoredCredential {
  id: string;
  userId: string;
  name: string;
  authType: AuthType;
  fields: Record<string, StoredField>;
  avatarUrl: string;
  /** Seconds since 1970, or -1 for "never". */
  expiresAt: number;
  isDefault: boolean;
  visibility: Visibility;
  createdAt: number;
}

export type NewCredential = Omit<StoredCredential, 'fields' | 'isDefault'> & {
  values: Record<string, unknown>;
};

export interface CredentialChanges {
  name?: string;
  values?: Record<string, unknown>;
  expiresAt?: number;
  avatarUrl?: string;
}

const SCOPE = 'tenant_id = ? AND plugin_id = ? AND provider = ?';
const scope = (key: ProviderKey): string[] => [key.tenantId, key.pluginId, key.provider];

/** The connections of a workspace. Every field's value is encrypted on its own, bound to the row and the field. */
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** All connections of one provider, in whatever order the database gives them (contract 1.6). */
  async list(key: ProviderKey): Promise<StoredCredential[]> {
    const rows = await this.database.all(`SELECT * FROM credentials WHERE ${SCOPE}`, scope(key));
    return rows.map((row) => this.read(row));
  }

  async find(key: ProviderKey, id: string): Promise<StoredCredential | undefined> {
    const row = await this.database.one(`SELECT * FROM credentials WHERE ${SCOPE} AND id = ?`, [
      ...scope(key),
      id,
    ]);
    return row && this.read(row);
  }

  /** Fails with a unique violation when the name is taken. */
  async insert(key: ProviderKey, credential: NewCredential): Promise<void> {
    await this.database.run(
      `INSERT INTO credentials (id, tenant_id, plugin_id, provider, user_id, name, auth_type, fields, avatar_url,
         expires_at, is_default, visibility, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
      [
        credential.id,
        ...scope(key),
        credential.userId,
        credential.name,
        credential.authType,
        this.seal(credential.id, credential.values),
        credential.avatarUrl,
        credential.expiresAt,
        credential.visibility,
        credential.createdAt,
      ],
    );
  }

  /** Changes what is given and nothing else; fails with a unique violation when a new name is taken. */
  async update(key: ProviderKey, id: string, changes: CredentialChanges): Promise<void> {
    const columns: [string, InValue][] = [];
    if (changes.name !== undefined) columns.push(['name', changes.name]);
    if (changes.values !== undefined) columns.push(['fields', this.seal(id, changes.values)]);
    if (changes.expiresAt !== undefined) columns.push(['expires_at', changes.expiresAt]);
    if (changes.avatarUrl !== undefined) columns.push(['avatar_url', changes.avatarUrl]);
    if (columns.length === 0) return;
    await this.database.run(
      `UPDATE credentials SET ${columns.map(([name]) => `${name} = ?`).join(', ')} WHERE ${SCOPE} AND id = ?`,
      [...columns.map(([, value]) => value), ...scope(key), id],
    );
  }

  /**
   * Replaces the values of a connection only if they still are the ones that were seen: what somebody else stored in the meantime
   * is never overwritten. Says whether it did.
   */
  async replaceValues(
    key: ProviderKey,
    seen: StoredCredential,
    values: Record<string, unknown>,
    expiresAt: number,
  ): Promise<boolean> {
    const changed = await this.database.run(
      `UPDATE credentials SET fields = ?, expires_at = ? WHERE ${SCOPE} AND id = ? AND fields = ?`,
      [this.seal(seen.id, values), expiresAt, ...scope(key), seen.id, revision(seen)],
    );
    return changed > 0;
  }

  /** Marks one connection and unmarks all others of the provider in one statement. */
  async makeDefault(key: ProviderKey, id: string): Promise<void> {
    await this.database.run(
      `UPDATE credentials SET is_default = (id = ?) WHERE ${SCOPE}
         AND EXISTS (SELECT 1 FROM credentials WHERE ${SCOPE} AND id = ?)`,
      [id, ...scope(key), ...scope(key), id],
    );
  }

  async remove(key: ProviderKey, id: string): Promise<void> {
    await this.database.run(`DELETE FROM credentials WHERE ${SCOPE} AND id = ?`, [...scope(key), id]);
  }

  private seal(id: string, values: Record<string, unknown>): string {
    return JSON.stringify(
      Object.fromEntries(
        Object.entries(values).map(([field, value]) => [
          field,
          this.vault.seal(JSON.stringify(value), place(id, field)),
        ]),
      ),
    );
  }

  private read(row: Row): StoredCredential {
    const id = text(row, 'id');
    const fields = Object.entries(jsonObject(text(row, 'fields'))).map(
      ([field, sealed]): [string, StoredField] => {
        const ciphertext = String(sealed);
        const value: unknown = JSON.parse(this.vault.open(ciphertext, place(id, field)));
        return [field, { value, ciphertext }];
      },
    );
    return {
      id,
      userId: text(row, 'user_id'),
      name: text(row, 'name'),
      authType: text(row, 'auth_type') === 'oauth2' ? 'oauth2' : 'api-key',
      fields: Object.fromEntries(fields),
      avatarUrl: text(row, 'avatar_url'),
      expiresAt: integer(row, 'expires_at'),
      isDefault: flag(row, 'is_default'),
      visibility: text(row, 'visibility') === 'only_me' ? 'only_me' : 'all_team_members',
      createdAt: integer(row, 'created_at'),
    };
  }
}

/** What is stored of the values: no two writes leave the same text, since every ciphertext has a nonce of its own. */
export function revision(credential: StoredCredential): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(credential.fields).map(([field, { ciphertext }]) => [field, ciphertext]),
    ),
  );
}

const place = (id: string, field: string): string => `credential:${id}:${field}`;
