import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, LibsqlError } from '@libsql/client';
import type { Client, InStatement, InValue, Row } from '@libsql/client';

/** How long a writer waits for another process that holds the file, in milliseconds. */
const BUSY_TIMEOUT = 10_000;

export interface DatabaseAddress {
  /** `file:<path>` for the embedded database, or `libsql://`, `https://`, `http://` for a libSQL server. */
  url: string;
  authToken?: string | undefined;
}

/**
 * The one door to storage. Every change is a single statement or one batch, never a transaction held open across
 * awaits: that is what makes several copies of the backend over one database safe, embedded or remote.
 */
export class Database {
  constructor(private readonly client: Client) {}

  /** Runs a statement and says how many rows it changed. */
  async run(sql: string, args: InValue[] = []): Promise<number> {
    return (await this.client.execute({ sql, args })).rowsAffected;
  }

  async all(sql: string, args: InValue[] = []): Promise<Row[]> {
    return (await this.client.execute({ sql, args })).rows;
  }

  async one(sql: string, args: InValue[] = []): Promise<Row | undefined> {
    return (await this.all(sql, args))[0];
  }

  /** Runs all statements or none. */
  async batch(statements: InStatement[]): Promise<void> {
    await this.client.batch(statements, 'write');
  }

  close(): void {
    this.client.close();
  }
}

export async function openDatabase(address: DatabaseAddress): Promise<Database> {
  const embedded = address.url.startsWith('file:');
  if (embedded) createFolderOf(address.url);
  const client = createClient({
    url: address.url,
    ...(address.authToken ? { authToken: address.authToken } : {}),
    ...(embedded ? { timeout: BUSY_TIMEOUT } : {}),
  });
  if (embedded) await retryWhileBusy(() => client.execute('PRAGMA journal_mode = WAL'));
  return new Database(client);
}

/** True for a row that would break a uniqueness rule, whether the database is a file or a server. */
export function isUniqueViolation(error: unknown): boolean {
  return (
    error instanceof LibsqlError &&
    (error.code.startsWith('SQLITE_CONSTRAINT') || /UNIQUE constraint/i.test(error.message))
  );
}

/** Repeats an operation that another process starting at the same moment can make fail with "busy". */
export async function retryWhileBusy<T>(operation: () => Promise<T>, attempts = 40): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      const busy =
        error instanceof LibsqlError &&
        /SQLITE_BUSY|SQLITE_LOCKED|database is locked/.test(`${error.code} ${error.message}`);
      if (!busy || attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25 + attempt * 5));
    }
  }
}

function createFolderOf(fileUrl: string): void {
  const path = fileUrl.startsWith('file:///') ? fileURLToPath(fileUrl) : fileUrl.slice('file:'.length);
  if (!path.startsWith(':memory:')) mkdirSync(dirname(path), { recursive: true });
}
