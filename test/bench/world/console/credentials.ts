import { randomUUID } from 'node:crypto';
import type { Account } from './accounts.js';
import { internalError, invalidParam } from '../../../../demo/server/console/errors.js';
import { restoreHidden } from './masking.js';
import type { ConsoleSettings } from './settings.js';
import type { Source } from './sources.js';
import { isOf } from './state.js';
import type { ConsoleState, ProviderKey, StoredCredential } from './state.js';
import { canSee } from './wire.js';

/** What a provider says about an account that was authorized. */
export interface AuthorizedAccount {
  /** `null` where the provider tells no name. */
  name: string | null;
  avatarUrl: string | null;
  values: Record<string, unknown>;
}

/** What the writes work on. */
export interface CredentialParts {
  readonly state: ConsoleState;
  readonly settings: ConsoleSettings;
  now(): number;
  source(key: ProviderKey): Source | undefined;
}

const nameTaken = () => invalidParam('Authorization name is already exists');

/** The writes on connections (contract 1.2, operations 4 to 8, and the storing half of 12). */
export class CredentialWrites {
  readonly #parts: CredentialParts;

  constructor(parts: CredentialParts) {
    this.#parts = parts;
  }

  createApiKey(
    account: Account,
    key: ProviderKey,
    values: Record<string, unknown>,
    name: string | null,
  ): void {
    if (name && this.#names(key).includes(name)) throw nameTaken();
    this.#validate(key, values);
    this.add(key, {
      userId: account.id,
      type: 'api-key',
      name: name || nextName('API KEY', this.#names(key)),
      values,
      visibility: 'all_team_members',
    });
  }

  /** An empty or unchanged name and empty values change nothing; other values replace all stored ones (contract 1.6). */
  update(
    account: Account,
    key: ProviderKey,
    id: string,
    values: Record<string, unknown> | null,
    name: string | null,
  ): void {
    const credential = this.#visible(account, key, id, 'Datasource provider not found');
    if (name && name !== credential.name && this.#names(key).includes(name)) throw nameTaken();
    if (values && Object.keys(values).length > 0) {
      const replacement = restoreHidden(values, credential.values);
      this.#validate(key, replacement);
      credential.values = replacement;
      credential.revision += 1;
    }
    if (name) credential.name = name;
  }

  rename(account: Account, key: ProviderKey, id: string, name: string): void {
    const credential = this.#visible(account, key, id, 'provider not found');
    if (name !== credential.name && this.#names(key).includes(name)) throw nameTaken();
    credential.name = name;
  }

  makeDefault(account: Account, key: ProviderKey, id: string): void {
    const chosen = this.#visible(account, key, id, 'provider not found');
    for (const credential of this.#list(key)) credential.isDefault = credential === chosen;
  }

  /** What is not there is removed just as well (contract 1.2). */
  remove(account: Account, key: ProviderKey, id: string): void {
    const { state, settings } = this.#parts;
    state.credentials = state.credentials.filter(
      (each) => !(each.id === id && isOf(key)(each) && canSee(account, each, settings)),
    );
  }

  /**
   * Named after the account, or `AUTH n`; a name that another OAuth connection has gets a number. A name that an API key
   * has is not looked for, and ends in a 500 (contract 1.4, last row).
   */
  addAuthorized(
    account: Account,
    key: ProviderKey,
    authorized: AuthorizedAccount,
    visibility: StoredCredential['visibility'],
  ): StoredCredential {
    const taken = this.#list(key)
      .filter(({ type }) => type === 'oauth2')
      .map(({ name }) => name);
    let name = authorized.name ?? nextName('AUTH', this.#names(key));
    if (taken.includes(name)) name = nextName(name, taken);
    if (this.#names(key).includes(name)) throw internalError();
    const { avatarUrl, values } = authorized;
    return this.add(key, { userId: account.id, type: 'oauth2', name, values, avatarUrl, visibility });
  }

  /** Values and picture are replaced, id and name stay; looked up by id and workspace only (contract 1.6). */
  reauthorize(tenantId: string, id: string, { values, avatarUrl }: AuthorizedAccount): StoredCredential {
    const credential = this.#parts.state.credentials.find(
      (each) => each.id === id && each.tenantId === tenantId,
    );
    if (!credential) throw invalidParam('provider not found');
    Object.assign(credential, { values, avatarUrl: avatarUrl ?? 'default' });
    credential.revision += 1;
    return credential;
  }

  /** Stores a connection without a question. */
  add(key: ProviderKey, parts: Partial<StoredCredential>): StoredCredential {
    const credential: StoredCredential = {
      ...key,
      id: randomUUID(),
      userId: '',
      type: 'api-key',
      name: nextName('API KEY', this.#names(key)),
      isDefault: false,
      createdAt: this.#parts.now(),
      values: {},
      visibility: 'all_team_members',
      revision: 1,
      wire: {},
      ...parts,
      avatarUrl: parts.avatarUrl ?? 'default',
    };
    this.#parts.state.credentials.push(credential);
    return credential;
  }

  #validate(key: ProviderKey, values: Record<string, unknown>): void {
    const refusal = this.#parts.settings.validate(this.#parts.source(key), values);
    if (refusal !== undefined) throw invalidParam(`Failed to validate credentials: ${refusal}`);
  }

  #visible(account: Account, key: ProviderKey, id: string, message: string): StoredCredential {
    const credential = this.#list(key).find((each) => each.id === id);
    if (!credential || !canSee(account, credential, this.#parts.settings)) throw invalidParam(message);
    return credential;
  }

  #list(key: ProviderKey): StoredCredential[] {
    return this.#parts.state.credentials.filter(isOf(key));
  }

  #names(key: ProviderKey): string[] {
    return this.#list(key).map(({ name }) => name);
  }
}

/** The next free name of the form "prefix n". */
function nextName(prefix: string, taken: string[]): string {
  const numbers = taken
    .filter((name) => name.startsWith(`${prefix} `))
    .map((name) => Number(name.slice(prefix.length + 1)))
    .filter((number) => Number.isSafeInteger(number));
  return `${prefix} ${Math.max(0, ...numbers) + 1}`;
}
