import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';

/** The part of a token answer that is stored with a connection. */
export interface Tokens {
  values: { access_token: string; refresh_token?: string };
  /** Seconds since 1970, or -1 for "never". */
  expiresAt: number;
}

export function readTokens(
  answer: TokenEndpointResponse & TokenEndpointResponseHelpers,
  now: number,
): Tokens {
  const lifetime = answer.expiresIn();
  return {
    values: {
      access_token: answer.access_token,
      ...(answer.refresh_token === undefined ? {} : { refresh_token: answer.refresh_token }),
    },
    expiresAt: lifetime === undefined ? -1 : now + lifetime,
  };
}

/** A token that lasts no longer than this counts as expired, in seconds (contract 1.6). */
const MARGIN = 60;

export function isExpired(expiresAt: number, now: number): boolean {
  return expiresAt !== -1 && expiresAt - MARGIN < now;
}
