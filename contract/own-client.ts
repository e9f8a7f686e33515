import type { Answer } from './api/answer.js';
import type { ConsoleApi } from './api/console-api.js';
import { ofSource } from './api/paths.js';
import { describe } from './expect.js';
import type { ListedField, ListedOAuth, ListedSource } from './listed.js';
import { skip } from './rule.js';

/** A value that no third party knows. */
const MARK = 'contract-check';

/**
 * OAuth client settings for a check, only of a source that has none: stored ones come back masked, so they could not be put
 * back.
 */
export class OwnClient {
  readonly #api: ConsoleApi;
  readonly #sources: () => Promise<ListedSource[]>;
  readonly #touched = new Set<string>();

  /** @param sources what the server lists now. */
  constructor(api: ConsoleApi, sources: () => Promise<ListedSource[]>) {
    this.#api = api;
    this.#sources = sources;
  }

  /** A source without settings, whose settings may be changed. */
  async source(): Promise<ListedSource & { oauth: ListedOAuth }> {
    const withOAuth = (await this.#sources()).filter(hasOAuth);
    if (withOAuth.length === 0) skip('no source can be connected by OAuth');
    const free = withOAuth.find(({ oauth }) => isUnset(oauth) && oauth.clientFields.length > 0);
    return free ?? skip('every source has OAuth client settings, which could not be put back');
  }

  /** What can be entered in the fields of a client. */
  valuesFor({ clientFields }: ListedOAuth): Record<string, unknown> {
    return Object.fromEntries(clientFields.map((field) => [field.name, valueFor(field)]));
  }

  /** Operation 9. */
  async save(id: string, body: Record<string, unknown>): Promise<Answer> {
    this.#touched.add(id);
    return this.#api.post(ofSource(id, 'custom-client'), body);
  }

  /** Operation 9 with values, where another operation is what is checked. */
  async enable(): Promise<ListedSource & { oauth: ListedOAuth }> {
    const source = await this.source();
    const answer = await this.save(source.id, {
      client_params: this.valuesFor(source.oauth),
      enable_oauth_custom_client: true,
    });
    if (answer.status !== 200) skip(`no OAuth client could be set: ${describe(answer)}`);
    return source;
  }

  /** The settings of a source as they are listed now. */
  async listed(id: string): Promise<ListedOAuth> {
    const found = (await this.#sources()).find((source) => source.id === id)?.oauth;
    return found ?? skip(`${id} is not listed any more`);
  }

  /**
   * Removes the settings that were made.
   *
   * @returns what is still there, in words.
   */
  async clear(): Promise<string[]> {
    const left = [];
    for (const id of this.#touched) {
      await this.#api.delete(ofSource(id, 'custom-client'));
      if (isUnset(await this.listed(id))) this.#touched.delete(id);
      else left.push(`the OAuth client settings of ${id}`);
    }
    return left;
  }
}

/** Whether it can be connected by OAuth. */
export const hasOAuth = (source: ListedSource): source is ListedSource & { oauth: ListedOAuth } =>
  source.oauth !== null;

const isUnset = ({ ownClient, isOwnClientEnabled }: ListedOAuth): boolean =>
  Object.keys(ownClient).length === 0 && !isOwnClientEnabled;

function valueFor({ name, type, default: value, options }: ListedField): unknown {
  if (value !== undefined && value !== null && value !== '') return value;
  if (type === 'boolean') return false;
  const [first] = options as { value?: unknown }[];
  return first?.value ?? `${MARK}-${name}`;
}
