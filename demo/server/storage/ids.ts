import { randomBytes } from 'node:crypto';

/** A version 7 UUID, as the ids of credentials are (contract 1.3): later ids sort after earlier ones. */
export function uuidv7(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** An unguessable token of 256 bits. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}
