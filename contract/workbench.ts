import type { ConsoleApi } from './api/console-api.js';
import { LIST } from './api/paths.js';
import { Connections } from './connections.js';
import { describe, wordsOf } from './expect.js';
import { readSources, type ListedOAuth, type ListedSource } from './listed.js';
import { hasOAuth, OwnClient } from './own-client.js';
import { skip } from './rule.js';

/** On what a check is done. */
export interface WorkbenchOptions {
  /** The full id of the source that connections are made of. Default: the first that needs no field. */
  readonly source?: string | undefined;
  /** Credentials that it accepts. Default: none. */
  readonly credentials?: Readonly<Record<string, unknown>> | undefined;
  /** Sets the names of this run apart from those of others. */
  readonly run: string;
}

/** What rules work with: the API, a source for connections, one for OAuth, and what was made of them. */
export class Workbench {
  readonly api: ConsoleApi;
  readonly ownClient: OwnClient;
  /** What connections are made with. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly #options: WorkbenchOptions;
  readonly #connections = new Map<string, Connections>();
  #keySource: ListedSource | undefined;

  constructor(api: ConsoleApi, options: WorkbenchOptions) {
    this.api = api;
    this.#options = options;
    this.values = options.credentials ?? {};
    this.ownClient = new OwnClient(api, () => this.sources());
  }

  /** What the server lists now. */
  async sources(): Promise<ListedSource[]> {
    const answer = await this.api.get(LIST);
    if (answer.status !== 200) skip(`the list could not be read: ${describe(answer)}`);
    return readSources((answer.body as { result?: unknown } | undefined)?.result);
  }

  /** The source that connections are made of, as it was listed first. */
  async keySource(): Promise<ListedSource> {
    return (this.#keySource ??= await this.#findKeySource());
  }

  async #findKeySource(): Promise<ListedSource> {
    const { source: wanted } = this.#options;
    const sources = await this.sources();
    if (wanted !== undefined)
      return sources.find(({ id }) => id === wanted) ?? skip(`the server does not list ${wanted}`);
    const found = sources.find(
      ({ keyFields }) => keyFields.length > 0 && !keyFields.some(({ required }) => required),
    );
    return found ?? skip('every source needs credentials: name one by --source');
  }

  /** Its connections. */
  async connections(): Promise<Connections> {
    return this.connectionsOf((await this.keySource()).id);
  }

  connectionsOf(id: string): Connections {
    const { run } = this.#options;
    const known = this.#connections.get(id) ?? new Connections(this.api, id, this.values, run);
    this.#connections.set(id, known);
    return known;
  }

  /** A secret that connections are made with: its field, and its value. */
  async secret(): Promise<{ field: string; value: string }> {
    for (const { name, type } of (await this.keySource()).keyFields) {
      const value = this.values[name];
      if (type === 'secret-input' && typeof value === 'string' && value !== '') return { field: name, value };
    }
    skip('no secret to try: set DATASOURCE_CREDENTIALS');
  }

  /** A source that an authorization can be begun with. */
  async authorizable(): Promise<ListedSource & { oauth: ListedOAuth }> {
    const sources = (await this.sources()).filter(hasOAuth);
    // One with settings is used as it is, and not written to.
    const ready = ({ oauth }: { oauth: ListedOAuth }): boolean =>
      oauth.isOwnClientEnabled || (oauth.hasSystemClient && Object.keys(oauth.ownClient).length > 0);
    return sources.find(ready) ?? this.ownClient.enable();
  }

  /** A source that cannot be connected by OAuth. */
  async sourceWithoutOAuth(): Promise<ListedSource> {
    const found = (await this.sources()).find((source) => !hasOAuth(source));
    return found ?? skip('every source can be connected by OAuth');
  }

  /**
   * Removes all that was made.
   *
   * @returns what is still there, in words.
   */
  async clear(): Promise<string[]> {
    const left = [];
    for (const part of [...this.#connections.values(), this.ownClient])
      left.push(...(await part.clear().catch((error: unknown) => [`something: ${wordsOf(error)}`])));
    return left;
  }
}
