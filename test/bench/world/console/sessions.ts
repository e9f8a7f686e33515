import { randomUUID } from 'node:crypto';
import type { Account } from './accounts.js';

/** What a login hands out. */
export interface Tokens {
  access: string;
  refresh: string;
  csrf: string;
}

interface Issued {
  account: Account;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/** Who is logged in. */
export class Sessions {
  readonly #access = new Map<string, Issued>();
  readonly #csrf = new Map<string, Issued>();
  readonly #refresh = new Map<string, Account>();

  start(account: Account, expiresAt: number): Tokens {
    const tokens = {
      access: `access-${randomUUID()}`,
      refresh: `refresh-${randomUUID()}`,
      csrf: `csrf-${randomUUID()}`,
    };
    this.#access.set(tokens.access, { account, expiresAt });
    this.#csrf.set(tokens.csrf, { account, expiresAt });
    this.#refresh.set(tokens.refresh, account);
    return tokens;
  }

  access(token: string): Issued | undefined {
    return this.#access.get(token);
  }

  csrf(token: string): Issued | undefined {
    return this.#csrf.get(token);
  }

  /** Takes a refresh token, which can be used once. */
  takeRefresh(token: string): Account | undefined {
    const account = this.#refresh.get(token);
    this.#refresh.delete(token);
    return account;
  }

  /** Lets access and CSRF tokens run out; they can be renewed. */
  expire(account?: Account): void {
    for (const issued of [...this.#access.values(), ...this.#csrf.values()])
      if (!account || issued.account === account) issued.expiresAt = 0;
  }

  /** Lets CSRF tokens alone run out, which the server says in the same way as that they are missing. */
  expireCsrf(account?: Account): void {
    for (const issued of this.#csrf.values())
      if (!account || issued.account === account) issued.expiresAt = 0;
  }

  /** Ends sessions for good: nothing can be renewed. */
  end(account?: Account): void {
    this.expire(account);
    for (const [token, owner] of this.#refresh)
      if (!account || owner === account) this.#refresh.delete(token);
  }

  clear(): void {
    this.#access.clear();
    this.#csrf.clear();
    this.#refresh.clear();
  }
}
