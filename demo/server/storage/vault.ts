import { createHmac, hkdfSync } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';

/** Every ciphertext starts with this, so what a masked secret shows looks the same for all of them (contract 1.6, "Masking"). */
const ENVELOPE = Buffer.from('HYBRID:');

/**
 * Keeps secrets unreadable at rest: XChaCha20-Poly1305 with a fresh nonce per value, and the name of the place where the value
 * is stored as associated data, so that a ciphertext that is copied to another row or column does not open there.
 */
export class Vault {
  private readonly sealing: Uint8Array;
  private readonly hashing: Buffer;

  constructor(private readonly key: Buffer) {
    if (key.length !== 32) throw new Error('SECRET_KEY must be 32 bytes in base64');
    this.sealing = new Uint8Array(this.derive('seal'));
    this.hashing = this.derive('fingerprint');
  }

  seal(plain: string, place: string): string {
    const cipher = managedNonce(xchacha20poly1305)(this.sealing, Buffer.from(place));
    return Buffer.concat([ENVELOPE, cipher.encrypt(new TextEncoder().encode(plain))]).toString('base64');
  }

  open(sealed: string, place: string): string {
    const bytes = Buffer.from(sealed, 'base64').subarray(ENVELOPE.length);
    const cipher = managedNonce(xchacha20poly1305)(this.sealing, Buffer.from(place));
    return new TextDecoder().decode(cipher.decrypt(new Uint8Array(bytes)));
  }

  /** A keyed hash: finds a token again without keeping the token. */
  fingerprint(purpose: string, value: string): string {
    return createHmac('sha256', this.hashing).update(`${purpose}\0${value}`).digest('base64url');
  }

  /** Another key from the same secret, for one purpose; the same in every copy of the backend. */
  derive(purpose: string, length = 32): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, 'datasource-elements', purpose, length));
  }
}
