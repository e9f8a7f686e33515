import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type InValue } from '@libsql/client';
import { poll } from './scripted-page.js';

/** What a person let the browser keep. */
export interface SavedLogin {
  /** The origin of the page with the form. */
  origin: string;
  username: string;
  password: string;
}

/** Where Chromium keeps logins in a profile. */
const fileOf = (profile: string): string => join(profile, 'Default', 'Login Data');

/** Waits until a profile has a place for logins, which Chromium makes some time after its first start, and locks. */
export async function untilLoginsAreKept(profile: string): Promise<void> {
  const isMade = async (): Promise<boolean> =>
    (statSync(fileOf(profile), { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (!(await poll(20_000, isMade))) throw new Error('Chromium made no place for logins.');
}

/**
 * Puts a login into the profile of a Chromium that does not run. With `--password-store=basic` its key is no secret
 * (components/os_crypt, os_crypt_linux.cc: version `v10`).
 */
export async function saveLogin(profile: string, { origin, username, password }: SavedLogin): Promise<void> {
  const time = 13_400_000_000_000_000n;
  const row: Record<string, InValue> = {
    origin_url: `${origin}/`,
    signon_realm: `${origin}/`,
    action_url: '',
    username_element: 'username',
    username_value: username,
    password_element: 'password',
    password_value: encrypted(password),
    submit_element: '',
    scheme: 0,
    blacklisted_by_user: 0,
    times_used: 1,
    date_created: time,
    date_last_used: time,
    date_password_modified: time,
  };
  const wanting = (await columnsOf(profile)).filter((column) => !(column in row));
  if (wanting.length > 0) throw new Error(`Chromium wants to know more of a login: ${wanting.join()}.`);
  const names = Object.keys(row);
  const database = createClient({ url: `file:${fileOf(profile)}` });
  try {
    await database.execute({
      sql: `INSERT INTO logins (${names.join()}) VALUES (${names.map(() => '?').join()})`,
      args: Object.values(row),
    });
  } finally {
    database.close();
  }
}

/** The columns that every login has to have. */
async function columnsOf(profile: string): Promise<string[]> {
  const database = createClient({ url: `file:${fileOf(profile)}` });
  try {
    const { rows } = await database.execute('PRAGMA table_info(logins)');
    return rows
      .filter((row) => row['notnull'] && row['dflt_value'] === null)
      .map((row) => String(row['name']));
  } finally {
    database.close();
  }
}

function encrypted(text: string): Buffer {
  const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '));
  return Buffer.concat([Buffer.from('v10'), cipher.update(text), cipher.final()]);
}
