import type { World } from '../../bench/world/world.js';

const signed = new WeakSet<World>();

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes CSRF tokens JSON web tokens whose subject is the account, as a Dify console does (contract 1.5). */
export function signCsrfTokens(world: World): void {
  if (signed.has(world)) return;
  signed.add(world);
  const { sessions } = world.console;
  const start = sessions.start.bind(sessions);
  const csrf = sessions.csrf.bind(sessions);
  sessions.start = (account, expiresAt) => {
    const tokens = start(account, expiresAt);
    const parts = [
      { alg: 'HS256', typ: 'JWT' },
      { sub: account.id, jti: tokens.csrf },
    ].map(base64);
    return { ...tokens, csrf: [...parts, 'signature'].join('.') };
  };
  sessions.csrf = (token) => {
    try {
      const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
      return csrf((JSON.parse(payload) as { jti: string }).jti);
    } catch {
      return undefined;
    }
  };
}
