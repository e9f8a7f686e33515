import { errors } from './library.js';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Row } from '@libsql/client';
import type { Database } from '../storage/database.js';
import { integer, jsonObject, text } from '../storage/rows.js';
import type { Vault } from '../storage/vault.js';

/**
 * Where the authorization server keeps sessions, grants, codes, tokens and registered clients: all in the database, found by a
 * keyed hash of their id and with the payload encrypted, so that any copy of the backend can go on where another one stopped.
 */
export class DatabaseAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const hash = this.hash('id', id);
    await this.database.run(
      `INSERT INTO authorization_records
         (model, id_hash, payload, grant_hash, uid_hash, user_code_hash, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (model, id_hash) DO UPDATE SET payload = excluded.payload, grant_hash = excluded.grant_hash,
         uid_hash = excluded.uid_hash, user_code_hash = excluded.user_code_hash, expires_at = excluded.expires_at`,
      [
        this.model,
        hash,
        this.vault.seal(JSON.stringify(payload), this.place(hash)),
        this.optionalHash('grant', payload.grantId),
        this.optionalHash('uid', payload.uid),
        this.optionalHash('user-code', payload.userCode),
        expiresIn === undefined ? null : seconds() + expiresIn,
      ],
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.findBy('id_hash', this.hash('id', id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findBy('uid_hash', this.hash('uid', uid));
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.findBy('user_code_hash', this.hash('user-code', userCode));
  }

  /** Marks a code or refresh token as spent; of two attempts at the same moment, the second one fails. */
  async consume(id: string): Promise<void> {
    const changed = await this.database.run(
      'UPDATE authorization_records SET consumed_at = ? WHERE model = ? AND id_hash = ? AND consumed_at IS NULL',
      [seconds(), this.model, this.hash('id', id)],
    );
    if (changed === 0) throw new errors.InvalidGrant(`${this.model} was used before`);
  }

  async destroy(id: string): Promise<void> {
    await this.database.run('DELETE FROM authorization_records WHERE model = ? AND id_hash = ?', [
      this.model,
      this.hash('id', id),
    ]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.database.run('DELETE FROM authorization_records WHERE grant_hash = ?', [
      this.hash('grant', grantId),
    ]);
  }

  /** Every record of the model that has not run out. */
  async all(): Promise<AdapterPayload[]> {
    const rows = await this.database.all(
      'SELECT * FROM authorization_records WHERE model = ? AND (expires_at IS NULL OR expires_at > ?)',
      [this.model, seconds()],
    );
    return rows.map((row) => this.read(row));
  }

  private async findBy(
    column: 'id_hash' | 'uid_hash' | 'user_code_hash',
    hash: string,
  ): Promise<AdapterPayload | undefined> {
    const row = await this.database.one(
      `SELECT * FROM authorization_records WHERE model = ? AND ${column} = ? AND (expires_at IS NULL OR expires_at > ?)`,
      [this.model, hash, seconds()],
    );
    return row && this.read(row);
  }

  private read(row: Row): AdapterPayload {
    const payload = jsonObject(this.vault.open(text(row, 'payload'), this.place(text(row, 'id_hash'))));
    return row['consumed_at'] === null ? payload : { ...payload, consumed: integer(row, 'consumed_at') };
  }

  private hash(kind: string, value: string): string {
    // A grant is shared by records of several models, so its hash must not depend on the model.
    return this.vault.fingerprint(kind === 'grant' ? 'grant' : `${this.model}:${kind}`, value);
  }

  private optionalHash(kind: string, value: string | undefined): string | null {
    return value === undefined ? null : this.hash(kind, value);
  }

  private place(hash: string): string {
    return `authorization-record:${this.model}:${hash}`;
  }
}

const seconds = (): number => Math.floor(Date.now() / 1000);
