import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Row } from '@libsql/client';
import type { Database } from './database.js';
import { uuidv7 } from './ids.js';
import { text } from './rows.js';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

export type Role = 'owner' | 'normal';

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
}

/** The two people of the demo: one may change connections, the other may only look at them. */
const SEEDS = [
  { email: 'anne@example.com', name: 'Anne', role: 'owner', password: 'demo' },
  { email: 'norman@example.com', name: 'Norman', role: 'normal', password: 'demo' },
] as const;

export class Users {
  constructor(private readonly database: Database) {}

  async seed(): Promise<void> {
    for (const { email, name, role, password } of SEEDS) {
      if (await this.database.one('SELECT id FROM users WHERE email = ?', [email])) continue;
      await this.database.run(
        `INSERT INTO users (id, email, name, role, password_hash) VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING`,
        [uuidv7(), email, name, role, await hashPassword(password)],
      );
    }
  }

  async byId(id: string): Promise<User | undefined> {
    const row = await this.database.one('SELECT * FROM users WHERE id = ?', [id]);
    return row && toUser(row);
  }

  /** The user with this email and password; takes as long for an unknown email as for a wrong password. */
  async authenticate(email: string, password: string): Promise<User | undefined> {
    const row = await this.database.one('SELECT * FROM users WHERE email = ?', [email.trim().toLowerCase()]);
    const matches = await verifyPassword(password, row ? text(row, 'password_hash') : UNKNOWN_USER_HASH);
    return row && matches ? toUser(row) : undefined;
  }
}

const UNKNOWN_USER_HASH = `${'A'.repeat(22)}:${'A'.repeat(43)}`;

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}:${(await derive(password, salt, 32)).toString('base64url')}`;
}

async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split(':');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), 32);
  const expected = Buffer.from(hash, 'base64url');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function toUser(row: Row): User {
  return {
    id: text(row, 'id'),
    email: text(row, 'email'),
    name: text(row, 'name'),
    role: text(row, 'role') === 'owner' ? 'owner' : 'normal',
  };
}
