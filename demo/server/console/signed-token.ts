import { createHmac, timingSafeEqual } from 'node:crypto';

export interface TokenClaims {
  kind: 'access' | 'csrf';
  userId: string;
  sessionId: string;
  /** Seconds since 1970. */
  expiresAt: number;
}

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/**
 * Signs a short-lived JSON web token, as a Dify console does; nothing of it is stored, so every copy of the backend can
 * check it.
 */
export function signToken(claims: TokenClaims, key: Buffer): string {
  const signed = `${HEADER}.${encode({ ...claims, sub: claims.userId, exp: claims.expiresAt })}`;
  return `${signed}.${signature(signed, key)}`;
}

/** The claims of a token of this kind that this server signed, expired or not. */
export function readToken(
  token: string | undefined,
  kind: TokenClaims['kind'],
  key: Buffer,
): TokenClaims | undefined {
  const [header = '', payload = '', given = ''] = (token ?? '').split('.');
  if (payload === '' || !sameText(signature(`${header}.${payload}`, key), given)) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenClaims;
  return claims.kind === kind ? claims : undefined;
}

/** Compares without telling by its duration how much was equal. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(payload: string, key: Buffer): string {
  return createHmac('sha256', key).update(payload).digest('base64url');
}
