import { createSign, generateKeyPairSync } from 'node:crypto';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An ID token, signed with RS256, that is good for an hour. */
export function idToken(issuer: string, audience: string, claims: Record<string, string>): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: issuer, aud: audience, sub: 'anne', iat: now, exp: now + 3600, ...claims };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid: 'peers' })}.${encoded(payload)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}
