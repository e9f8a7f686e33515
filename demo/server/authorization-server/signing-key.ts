import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'oidc-provider';
import { jsonObject } from '../storage/rows.js';
import type { Settings } from '../storage/settings.js';

const generate = promisify(generateKeyPair);

/** The key that ID tokens are signed with: made once, kept encrypted in the database, the same for every copy. */
export async function signingKey(settings: Settings): Promise<JWK> {
  const stored = await settings.readOrCreate('signing-key', async () => {
    const { privateKey } = await generate('ec', { namedCurve: 'P-256' });
    return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'demo', alg: 'ES256', use: 'sig' });
  });
  return jsonObject(stored) as unknown as JWK;
}
