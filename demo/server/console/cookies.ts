import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { CONTEXT_SECONDS } from '../storage/oauth-contexts.js';

type SessionCookie = 'access_token' | 'refresh_token' | 'csrf_token';

/** Under https the cookies are Secure and bound to the host by the `__Host-` prefix (contract 1.5). */
export class ConsoleCookies {
  private readonly secure: boolean;

  constructor(appUrl: string) {
    this.secure = appUrl.startsWith('https:');
  }

  read(c: Context, name: SessionCookie): string | undefined {
    return getCookie(c, this.fullName(name));
  }

  /** `csrf_token` can be read by the page, the others cannot. */
  write(c: Context, name: SessionCookie, value: string, maxAge: number): void {
    const httpOnly = name !== 'csrf_token';
    setCookie(c, this.fullName(name), value, {
      path: '/',
      sameSite: 'Lax',
      httpOnly,
      secure: this.secure,
      maxAge,
    });
  }

  clear(c: Context): void {
    for (const name of ['access_token', 'refresh_token', 'csrf_token'] as const) this.write(c, name, '', 0);
  }

  private fullName(name: SessionCookie): string {
    return this.secure ? `__Host-${name}` : name;
  }
}

/** The single cookie that ties a returning user to the flow that was started last (contract 1.5, context_id). */
export function writeContextCookie(c: Context, id: string): void {
  setCookie(c, 'context_id', id, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: CONTEXT_SECONDS });
}

export function readContextCookie(c: Context): string | undefined {
  return getCookie(c, 'context_id');
}
