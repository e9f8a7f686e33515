import type { Database } from './database.js';
import { retryWhileBusy } from './database.js';

/**
 * Every statement can be run again on a database that has it already, and they run as one batch: so two copies that start
 * together, or a copy that starts over last week's data, end with the same schema.
 */
const STATEMENTS = [
  `CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS users (
     id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
     password_hash TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sessions (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL, refresh_hash TEXT NOT NULL UNIQUE, expires_at INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS tenant_oauth_clients (
     tenant_id TEXT NOT NULL, plugin_id TEXT NOT NULL, provider TEXT NOT NULL,
     params TEXT NOT NULL, enabled INTEGER NOT NULL,
     PRIMARY KEY (tenant_id, plugin_id, provider))`,
  `CREATE TABLE IF NOT EXISTS credentials (
     id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, plugin_id TEXT NOT NULL, provider TEXT NOT NULL,
     user_id TEXT NOT NULL, name TEXT NOT NULL, auth_type TEXT NOT NULL, fields TEXT NOT NULL,
     avatar_url TEXT NOT NULL, expires_at INTEGER NOT NULL, is_default INTEGER NOT NULL,
     visibility TEXT NOT NULL, created_at INTEGER NOT NULL,
     UNIQUE (tenant_id, plugin_id, provider, name))`,
  `CREATE TABLE IF NOT EXISTS oauth_contexts (
     id_hash TEXT PRIMARY KEY, payload TEXT NOT NULL, expires_at INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS authorization_records (
     model TEXT NOT NULL, id_hash TEXT NOT NULL, payload TEXT NOT NULL,
     grant_hash TEXT, uid_hash TEXT, user_code_hash TEXT, expires_at INTEGER, consumed_at INTEGER,
     PRIMARY KEY (model, id_hash))`,
  `CREATE INDEX IF NOT EXISTS authorization_records_grant ON authorization_records (grant_hash)`,
  `CREATE INDEX IF NOT EXISTS authorization_records_uid ON authorization_records (model, uid_hash)`,
  `CREATE TABLE IF NOT EXISTS provider_keys (
     key_hash TEXT PRIMARY KEY, source TEXT NOT NULL, created_at INTEGER NOT NULL)`,
  // A table of its own, since a column cannot be added by a statement that can be run again.
  `CREATE TABLE IF NOT EXISTS provider_key_endings (key_hash TEXT PRIMARY KEY, ending TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS refresh_leases (
     credential_id TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_at INTEGER NOT NULL)`,
];

export async function migrate(database: Database): Promise<void> {
  await retryWhileBusy(() => database.batch(STATEMENTS));
}

/** Removes what has run out: contexts, sessions, leases and records of the authorization server. */
export async function sweep(database: Database, now: number): Promise<void> {
  await retryWhileBusy(() =>
    database.batch([
      { sql: 'DELETE FROM oauth_contexts WHERE expires_at <= ?', args: [now] },
      { sql: 'DELETE FROM sessions WHERE expires_at <= ?', args: [now] },
      // Dated by the authorization server's library, which knows no clock but the machine's.
      {
        sql: 'DELETE FROM authorization_records WHERE expires_at <= ?',
        args: [Math.floor(Date.now() / 1000)],
      },
      { sql: 'DELETE FROM refresh_leases WHERE expires_at <= ?', args: [now] },
    ]),
  );
}
