import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The key that all secrets are encrypted with: from the environment, else from a file beside the database (never in it) that
 * is made once, readable by its owner only. Two copies that start together end with the same key.
 */
export function loadSecretKey(dataDir: string, given: string | undefined): Buffer {
  if (given) return decode(given, 'SECRET_KEY');
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'secret.key');
  return read(path) ?? create(path);
}

function create(path: string): Buffer {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const key = read(path);
  if (!key) throw new Error(`${path} could not be written`);
  return key;
}

function read(path: string): Buffer | undefined {
  try {
    const key = decode(readFileSync(path, 'utf8'), path);
    chmodSync(path, 0o600);
    return key;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function decode(base64: string, source: string): Buffer {
  const key = Buffer.from(base64.trim(), 'base64');
  if (key.length !== 32) throw new Error(`${source} must hold 32 bytes in base64`);
  return key;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
