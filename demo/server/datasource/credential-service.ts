import { internalError, invalidParam } from '../console/errors.js';
import type { Backend } from '../context.js';
import { findSource } from '../sources/catalogue.js';
import type { Credentials, ProviderKey, StoredCredential, Visibility } from '../storage/credentials.js';
import { isUniqueViolation } from '../storage/database.js';
import { uuidv7 } from '../storage/ids.js';
import type { User } from '../storage/users.js';
import { validateCredentials } from './key-validation.js';
import { restoreHidden } from './masking.js';
import { nextName } from './names.js';
import { canSee } from './visibility.js';

const NAME_TAKEN = 'Authorization name is already exists';
const ATTEMPTS = 25;

/** An account that a provider's authorization server vouched for. */
export interface AuthorizedAccount {
  tokens: Record<string, unknown>;
  expiresAt: number;
  name: string | null;
  avatarUrl: string | null;
}

/** The writes on connections (contract 1.2, operations 4 to 8, and the storing half of 12). */
export class CredentialService {
  private readonly credentials: Credentials;

  constructor(private readonly backend: Backend) {
    this.credentials = backend.credentials;
  }

  /** Operation 4. A name that is not given is generated; one that is given must be free. */
  async createApiKey(
    user: User,
    key: ProviderKey,
    values: Record<string, unknown>,
    name: string | null,
  ): Promise<void> {
    if (name && (await this.names(key)).includes(name)) throw invalidParam(NAME_TAKEN);
    await validateCredentials(
      findSource(key.pluginId, key.provider),
      'api-key',
      values,
      this.backend.addresses.oauth,
    );
    await this.insert(
      key,
      {
        userId: user.id,
        authType: 'api-key',
        values,
        avatarUrl: 'default',
        expiresAt: -1,
        visibility: 'all_team_members',
      },
      async () => name || nextName('API KEY', await this.names(key)),
      () => (name ? invalidParam(NAME_TAKEN) : undefined),
    );
  }

  /** Operation 5: an empty or unchanged name and empty credentials change nothing; other credentials replace all stored ones. */
  async update(
    user: User,
    key: ProviderKey,
    id: string,
    values: Record<string, unknown> | null,
    name: string | null,
  ): Promise<void> {
    const credential = await this.visible(user, key, id, 'Datasource provider not found');
    const rename = name && name !== credential.name ? name : undefined;
    if (rename && (await this.names(key)).includes(rename)) throw invalidParam(NAME_TAKEN);
    let replacement: Record<string, unknown> | undefined;
    if (values && Object.keys(values).length > 0) {
      const stored = Object.fromEntries(
        Object.entries(credential.fields).map(([field, { value }]) => [field, value]),
      );
      replacement = restoreHidden(values, stored);
      const source = findSource(key.pluginId, key.provider);
      await validateCredentials(source, credential.authType, replacement, this.backend.addresses.oauth);
    }
    await this.change(key, id, {
      ...(rename ? { name: rename } : {}),
      ...(replacement ? { values: replacement } : {}),
    });
  }

  /** Operation 6. */
  async rename(user: User, key: ProviderKey, id: string, name: string): Promise<void> {
    const credential = await this.visible(user, key, id, 'provider not found');
    if (credential.name === name) return;
    if ((await this.names(key)).includes(name)) throw invalidParam(NAME_TAKEN);
    await this.change(key, id, { name });
  }

  /** Operation 7. */
  async makeDefault(user: User, key: ProviderKey, id: string): Promise<void> {
    await this.visible(user, key, id, 'provider not found');
    await this.credentials.makeDefault(key, id);
  }

  /** Operation 8: removing what is not there succeeds too (contract 1.2). */
  async remove(user: User, key: ProviderKey, id: string): Promise<void> {
    const credential = await this.credentials.find(key, id);
    if (credential && canSee(user, credential)) await this.credentials.remove(key, id);
  }

  /**
   * Operation 12, a new connection: named after the account, or `AUTH n`; a name that another OAuth connection has gets a number.
   * A name that an API key has is not looked for, so it ends in the database's own refusal and a 500 (contract 1.4, last row).
   */
  async addAuthorized(
    userId: string,
    key: ProviderKey,
    account: AuthorizedAccount,
    visibility: Visibility,
  ): Promise<void> {
    await this.insert(
      key,
      {
        userId,
        authType: 'oauth2',
        values: account.tokens,
        avatarUrl: account.avatarUrl ?? 'default',
        expiresAt: account.expiresAt,
        visibility,
      },
      async () => {
        const rows = await this.credentials.list(key);
        const taken = rows.filter((row) => row.authType === 'oauth2').map((row) => row.name);
        if (!account.name)
          return nextName(
            'AUTH',
            rows.map((row) => row.name),
          );
        return taken.includes(account.name) ? nextName(account.name, taken) : account.name;
      },
      async (name) => {
        const holder = (await this.credentials.list(key)).find((row) => row.name === name);
        return holder?.authType === 'api-key' ? internalError() : undefined;
      },
    );
  }

  /** Operation 12 for a connection that exists: tokens and picture are replaced, the name stays (contract 1.6, "Re-authorize"). */
  async reauthorize(key: ProviderKey, id: string, account: AuthorizedAccount): Promise<void> {
    if (!(await this.credentials.find(key, id))) throw invalidParam('provider not found');
    await this.credentials.update(key, id, {
      values: account.tokens,
      expiresAt: account.expiresAt,
      avatarUrl: account.avatarUrl ?? 'default',
    });
  }

  /** Stores under a name that may be taken in the meantime; `refuse` says whether that ends the attempt. */
  private async insert(
    key: ProviderKey,
    row: Omit<StoredCredential, 'id' | 'name' | 'fields' | 'isDefault' | 'createdAt'> & {
      values: Record<string, unknown>;
    },
    pickName: () => Promise<string>,
    refuse: (name: string) => Promise<Error | undefined> | Error | undefined,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const name = await pickName();
      const now = Date.now();
      try {
        return await this.credentials.insert(key, { ...row, id: uuidv7(now), name, createdAt: now });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        const refusal = await refuse(name);
        if (refusal) throw refusal;
        if (attempt >= ATTEMPTS) throw error;
      }
    }
  }

  private async change(
    key: ProviderKey,
    id: string,
    changes: Parameters<Credentials['update']>[2],
  ): Promise<void> {
    try {
      await this.credentials.update(key, id, changes);
    } catch (error) {
      throw isUniqueViolation(error) ? invalidParam(NAME_TAKEN) : error;
    }
  }

  private async visible(
    user: User,
    key: ProviderKey,
    id: string,
    message: string,
  ): Promise<StoredCredential> {
    const credential = await this.credentials.find(key, id);
    if (!credential || !canSee(user, credential)) throw invalidParam(message);
    return credential;
  }

  private async names(key: ProviderKey): Promise<string[]> {
    return (await this.credentials.list(key)).map((credential) => credential.name);
  }
}
