import type { Visibility } from '../api/types.js';
import { invalidParam } from './answers.js';
import { maskOfCiphertext, maskOfClientParam, maskSecrets, restoreHidden, type Values } from './secrets.js';
import type { WireCredential, WireField, WireSource } from './wire.js';

const NAME_TAKEN = 'Authorization name is already exists';

/** What the third party says of a key: why it refuses it, in its words, or nothing. */
export type Validate = (source: WireSource, values: Values) => string | null | undefined;

/** What a data source is called by the address of an operation. */
export interface SourceRef {
  readonly pluginId: string;
  readonly provider: string;
}

/**
 * The data sources of a workspace and their connections, by the rules of the server (contract 1.6). It works on what the
 * server would send, which a test may read and change at any time; secrets are kept beside it.
 */
export class Workspace {
  sources: WireSource[];
  validate: Validate | undefined;
  readonly #secrets = new WeakMap<WireCredential, Values>();
  readonly #clients = new WeakMap<WireSource, Values>();
  #count = 0;

  constructor(sources: WireSource[]) {
    this.sources = sources;
  }

  source({ pluginId, provider }: SourceRef): WireSource | undefined {
    return this.sources.find(({ plugin_id, name }) => plugin_id === pluginId && name === provider);
  }

  credentials(ref: SourceRef): WireCredential[] {
    return this.source(ref)?.credentials_list ?? [];
  }

  /** Adds one, as an authorization at the server does. */
  add(ref: SourceRef, values: Values, made: Partial<WireCredential>): WireCredential {
    const source = this.source(ref);
    if (!source) throw new Error(`The test server has no data source ${ref.pluginId}/${ref.provider}.`);
    const list = source.credentials_list;
    const credential: WireCredential = {
      id: `credential-${++this.#count}`,
      name: nextName('AUTH', list),
      type: 'oauth2',
      is_default: list.length === 0,
      avatar_url: 'default',
      ...made,
    };
    // Where a test says what is listed, that is what is stored, as far as it is known.
    if (!made.credential) this.#store(source, credential, values);
    list.push(credential);
    return credential;
  }

  /** Operation 4. A name that is not given is generated; one that is given must be free. */
  createApiKey(ref: SourceRef, values: Values, name: string | null): void {
    if (name) this.#checkFree(ref, name);
    this.#check(this.source(ref), values);
    this.add(ref, values, { type: 'api-key', name: name || nextName('API KEY', this.credentials(ref)) });
  }

  /** Operation 5: an empty or unchanged name and empty credentials change nothing; others replace all that are stored. */
  update(ref: SourceRef, id: string, sent: Record<string, unknown> | null, name: string | null): void {
    const source = this.source(ref);
    const credential = this.#find(ref, id, 'Datasource provider not found');
    if (name && name !== credential.name) this.#checkFree(ref, name);
    if (source && sent && Object.keys(sent).length > 0) {
      const values = restoreHidden(sent, this.#secrets.get(credential) ?? credential.credential ?? {});
      this.#check(source, values);
      this.#store(source, credential, values);
    }
    if (name) credential.name = name;
  }

  /** Operation 6. */
  rename(ref: SourceRef, id: string, name: string): void {
    const credential = this.#find(ref, id);
    if (credential.name !== name) this.#checkFree(ref, name);
    credential.name = name;
  }

  /** Operation 7. */
  makeDefault(ref: SourceRef, id: string): void {
    const chosen = this.#find(ref, id);
    for (const credential of this.credentials(ref)) credential.is_default = credential === chosen;
  }

  /** Operation 8: what is not there is removed, too. */
  remove(ref: SourceRef, id: string): void {
    const list = this.credentials(ref);
    list.splice(0, list.length, ...list.filter((credential) => credential.id !== id));
  }

  /** Operation 9, with the rules of newer servers: what is left out is wiped (contract 1.6). */
  saveClient(ref: SourceRef, sent: Record<string, unknown>, isEnabled: boolean): void {
    const source = this.source(ref);
    const schema = source?.oauth_schema;
    if (!source || !schema) throw invalidParam('Datasource provider oauth schema not found');
    const stored = this.#clients.get(source) ?? schema.oauth_custom_client_params;
    const values = restoreHidden(sent, stored);
    this.#clients.set(source, values);
    schema.oauth_custom_client_params = maskSecrets(values, schema.client_schema, maskOfClientParam);
    schema.is_oauth_custom_client_enabled = isEnabled;
  }

  /** Operation 10. */
  removeClient(ref: SourceRef): void {
    const source = this.source(ref);
    if (!source?.oauth_schema) return;
    this.#clients.delete(source);
    source.oauth_schema.oauth_custom_client_params = {};
    source.oauth_schema.is_oauth_custom_client_enabled = false;
  }

  /** Operation 11: whether there is a client to authorize with. */
  checkClient(ref: SourceRef): void {
    const schema = this.source(ref)?.oauth_schema;
    if (!schema?.is_oauth_custom_client_enabled && !schema?.is_system_oauth_params_exists)
      throw invalidParam(
        `Please configure oauth client params(system/tenant) for ${ref.pluginId}/${ref.provider}`,
      );
  }

  /** Operation 12: a new connection. */
  authorize(ref: SourceRef, visibility: Visibility): WireCredential {
    return this.add(ref, { access_token: 'token' }, { visibility });
  }

  /** Operation 12 for one that is there: its name stays. */
  reauthorize(ref: SourceRef, id: string): WireCredential {
    const credential = this.#find(ref, id);
    const source = this.source(ref);
    if (source) this.#store(source, credential, { access_token: 'token' });
    return credential;
  }

  #store(source: WireSource, credential: WireCredential, values: Values): void {
    this.#secrets.set(credential, values);
    const oauth: readonly WireField[] = source.oauth_schema?.credentials_schema ?? [];
    const schema = credential.type === 'api-key' ? source.credential_schema : oauth;
    credential.credential = maskSecrets(values, schema, maskOfCiphertext);
  }

  /** As a plugin does, at every create and at every update of credentials. */
  #check(source: WireSource | undefined, values: Values): void {
    const refusal = source ? this.#refusalOf(source, values) : 'plugin not found';
    if (refusal) throw invalidParam(`Failed to validate credentials: ${refusal}`);
  }

  #refusalOf(source: WireSource, values: Values): ReturnType<Validate> {
    const missing = source.credential_schema.find(({ name, required }) => required && !values[name]);
    return missing ? `${missing.name} is required.` : this.validate?.(source, values);
  }

  #checkFree(ref: SourceRef, name: string): void {
    if (this.credentials(ref).some((other) => other.name === name)) throw invalidParam(NAME_TAKEN);
  }

  #find(ref: SourceRef, id: string, missing = 'provider not found'): WireCredential {
    const credential = this.credentials(ref).find((one) => one.id === id);
    if (!credential) throw invalidParam(missing);
    return credential;
  }
}

/** The next free name of the form "prefix n", on from the highest that is taken. */
function nextName(prefix: string, list: readonly WireCredential[]): string {
  const numbers = list.map(({ name }) => Number(new RegExp(`^${prefix} (\\d{1,9})$`).exec(name)?.[1] ?? 0));
  return `${prefix} ${Math.max(0, ...numbers) + 1}`;
}

/** As they are listed: one is the default wherever there are any, and without a chosen one that is the oldest. */
export function listed(credentials: readonly WireCredential[]): WireCredential[] {
  const chosen = credentials.find(({ is_default }) => is_default) ?? credentials[0];
  return credentials.map((credential) => ({ ...credential, is_default: credential === chosen }));
}
