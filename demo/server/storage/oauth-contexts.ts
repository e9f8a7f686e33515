import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import { jsonObject, text } from './rows.js';
import type { Vault } from './vault.js';
import type { Visibility } from './credentials.js';

/** A flow must return within this many seconds (contract 1.5, context_id). */
export const CONTEXT_SECONDS = 300;

export interface OAuthContext {
  userId: string;
  tenantId: string;
  /** Set when an existing connection is authorized again; kept as sent, checked only at the callback. */
  credentialId: string | null;
  visibility: Visibility;
  state: string;
  codeVerifier: string;
}

/** What the backend remembers between sending the user to a provider and the user coming back. */
export class OAuthContexts {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly now: () => number,
  ) {}

  async remember(context: OAuthContext): Promise<string> {
    const id = randomUUID();
    const hash = this.hash(id);
    await this.database.run('INSERT INTO oauth_contexts (id_hash, payload, expires_at) VALUES (?, ?, ?)', [
      hash,
      this.vault.seal(JSON.stringify(context), place(hash)),
      this.now() + CONTEXT_SECONDS,
    ]);
    return id;
  }

  /** Takes the context out of the database: it can be used once, also when two callbacks arrive at the same moment. */
  async consume(id: string): Promise<OAuthContext | undefined> {
    const hash = this.hash(id);
    const row = await this.database.one(
      'DELETE FROM oauth_contexts WHERE id_hash = ? RETURNING payload, expires_at',
      [hash],
    );
    if (!row || Number(row['expires_at']) <= this.now()) return undefined;
    return toContext(jsonObject(this.vault.open(text(row, 'payload'), place(hash))));
  }

  private hash(id: string): string {
    return this.vault.fingerprint('oauth-context', id);
  }
}

const place = (hash: string): string => `oauth-context:${hash}`;

function toContext(stored: Record<string, unknown>): OAuthContext {
  return {
    userId: String(stored['userId']),
    tenantId: String(stored['tenantId']),
    credentialId: typeof stored['credentialId'] === 'string' ? stored['credentialId'] : null,
    visibility: stored['visibility'] === 'all_team_members' ? 'all_team_members' : 'only_me',
    state: String(stored['state']),
    codeVerifier: String(stored['codeVerifier']),
  };
}
