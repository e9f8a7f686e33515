import type { ConsoleApi } from './api/console-api.js';
import { ofSource } from './api/paths.js';
import { describe } from './expect.js';
import { readConnections, type ListedConnection } from './listed.js';
import { skip } from './rule.js';

/**
 * The connections that a check makes of one source, under names that nobody else gives. It knows each of them again, and
 * touches no other.
 */
export class Connections {
  /** How their names begin. */
  readonly prefix: string;
  readonly #api: ConsoleApi;
  readonly #id: string;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #adopted = new Set<string>();
  /** Which ones there were before something of any name may have been made; `null` when all of that is known. */
  #before: ReadonlySet<string> | null = null;
  #count = 0;
  /** Which one was the default before; `undefined` until something changes. */
  #default: string | null | undefined;

  /**
   * @param id the source.
   * @param values credentials that the source accepts.
   * @param run sets the names of this run apart from those of others.
   */
  constructor(api: ConsoleApi, id: string, values: Readonly<Record<string, unknown>>, run: string) {
    this.#api = api;
    this.#id = id;
    this.#values = values;
    this.prefix = `contract-check ${run} `;
  }

  /** A name that no connection has. */
  newName(): string {
    return `${this.prefix}${++this.#count}`;
  }

  /** All connections of the source, those of others too. */
  async list(): Promise<ListedConnection[]> {
    const answer = await this.#api.get(ofSource(this.#id));
    if (answer.status !== 200) skip(`the connections could not be read: ${describe(answer)}`);
    return readConnections((answer.body as { result?: unknown } | undefined)?.result);
  }

  /** The one of that id as it is now. */
  async find(id: string): Promise<ListedConnection | undefined> {
    return (await this.list()).find((one) => one.id === id);
  }

  /** The one of that name as it is now. */
  async findByName(name: string): Promise<ListedConnection | undefined> {
    return (await this.list()).find((one) => one.name === name);
  }

  /** To be called before anything is made. */
  async prepare(): Promise<void> {
    this.#default ??= (await this.list()).find((one) => one.is_default === true)?.id ?? null;
  }

  /** Makes one. */
  async make(): Promise<ListedConnection> {
    await this.prepare();
    const name = this.newName();
    const answer = await this.#api.post(ofSource(this.#id), { credentials: this.#values, name });
    const made = await this.findByName(name);
    return made ?? skip(`no connection could be made: ${describe(answer)}`);
  }

  /** Those that `work` made; they count as made by this check, whatever they are called. */
  async madeBy(work: () => Promise<unknown>): Promise<ListedConnection[]> {
    await this.prepare();
    this.#before = new Set((await this.list()).map(({ id }) => id));
    const problem = await work().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const made = await this.#adopt();
    if (problem) throw problem.error;
    return made;
  }

  /** What came since {@link madeBy} began counts as made by this check. */
  async #adopt(): Promise<ListedConnection[]> {
    const before = this.#before;
    if (!before) return [];
    const made = (await this.list()).filter(({ id }) => !before.has(id));
    this.#before = null;
    // When there are more, somebody else is at work: theirs must stay.
    if (made.length === 1) for (const { id } of made) this.#adopted.add(id);
    return made;
  }

  /**
   * Removes what was made, and makes that the default again which was it before.
   *
   * @returns what is still there, in words.
   */
  async clear(): Promise<string[]> {
    if (this.#default === undefined) return [];
    await this.#adopt();
    const isOwn = ({ id, name }: ListedConnection): boolean =>
      name.startsWith(this.prefix) || this.#adopted.has(id);
    for (const { id } of (await this.list()).filter(isOwn))
      await this.#api.post(ofSource(this.#id, 'delete'), { credential_id: id });
    const left = await this.list();
    const before = left.find(({ id }) => id === this.#default);
    if (before && before.is_default !== true)
      await this.#api.post(ofSource(this.#id, 'default'), { id: before.id });
    return left.filter(isOwn).map(({ name }) => `the connection "${name}" of ${this.#id}`);
  }
}
