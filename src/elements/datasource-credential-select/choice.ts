import { datasourceId, type DatasourceRef } from '../../api/datasource-id.js';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';

/** What a {@link Choice} has to know of its element. */
export interface ChoiceHost {
  /** The data source, or `null` when it is not named. */
  readonly ref: DatasourceRef | null;
  /** The connections that can be chosen, in order; `null` while they are not known. */
  readonly connections: readonly DatasourceCredential[] | null;
  /** All data sources, as far as they are known. */
  readonly sources: readonly DatasourceAuth[];
  /** Whether they are what the server said last, so that what they do not list is gone. */
  readonly certain: boolean;
  /** What is chosen while nobody has chosen anything. */
  readonly preset: string;
  readonly withoutDefault: boolean;
}

/** Which connection is chosen, and what became of it. */
export class Choice {
  readonly #host: () => ChoiceHost;
  /** What the user or a script chose; `null` until then. */
  #chosen: string | null = null;
  #goneId: string | null = null;
  /** What is remembered of the connection that is chosen. */
  #known: { id: string; name: string; source: string } | null = null;
  #source: string | undefined;
  /** Whether the data source changed, and it was not yet seen whether the choice can go with it. */
  #moved = false;

  constructor(host: () => ChoiceHost) {
    this.#host = host;
  }

  /** What was chosen by the user or a script; empty when nothing was. */
  get chosen(): string {
    return this.#chosen ?? '';
  }

  /** The id of the connection that counts: the chosen one, else the default one. */
  get id(): string {
    const { preset, withoutDefault, connections } = this.#host();
    return (this.#chosen ?? preset) || (withoutDefault ? '' : (connections?.[0]?.id ?? ''));
  }

  /** The connection that counts, if it is listed. */
  get connection(): DatasourceCredential | undefined {
    const { id } = this;
    return this.#host().connections?.find((connection) => connection.id === id);
  }

  /** Whether the server was seen not to list it any more. */
  get gone(): boolean {
    return this.#goneId !== null && this.#goneId === this.id;
  }

  /** Its name, as it was last seen; empty when it never was. */
  get name(): string {
    return this.#known?.id === this.id ? this.#known.name : '';
  }

  /** @param id empty for none, which means the default one. */
  set(id: string): void {
    this.#chosen = id;
  }

  /** Nobody has chosen anything. */
  clear(): void {
    this.#chosen = null;
  }

  /** To be called whenever anything may have changed. */
  follow(): void {
    const { ref, connections, certain } = this.#host();
    const source = ref ? datasourceId(ref) : '';
    if (this.#source !== undefined && source !== this.#source) this.#moved = true;
    this.#source = source;
    if (this.#moved) this.#leave(source);
    const { id, connection } = this;
    if (connection) this.#known = { id, name: connection.name, source };
    if (!id || connection) this.#goneId = null;
    else if (certain && connections) this.#goneId = id;
  }

  /** A connection of another data source cannot be chosen here. */
  #leave(source: string): void {
    const { connections, sources } = this.#host();
    const { id } = this;
    if (connections) this.#moved = false;
    if (!id || this.connection) return;
    const known = this.#known?.id === id && this.#known.source !== source;
    const listed =
      connections && sources.some(({ credentials_list: list }) => list.some((other) => other.id === id));
    if (known || listed) this.#chosen = '';
  }
}
