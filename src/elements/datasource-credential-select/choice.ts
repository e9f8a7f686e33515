import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import type { Chosen } from './chosen.js';

/** What a {@link Choice} has to know of its element. */
export interface ChoiceHost {
  readonly chosen: Chosen;
  /** The id of the connection that counts; empty for none. */
  readonly id: string;
  /** The connections that can be chosen, in order; `null` while they are not known. */
  readonly connections: readonly DatasourceCredential[] | null;
  /** All data sources, as far as they are known. */
  readonly sources: readonly DatasourceAuth[];
  /** Whether they are what the server said last, so that what they do not list is gone. */
  readonly certain: boolean;
}

/** What became of the connection that is chosen. */
export class Choice {
  readonly #host: () => ChoiceHost;
  #goneId: string | null = null;
  /** What is remembered of the connection that is chosen. */
  #known: { id: string; name: string; source: string | undefined } | null = null;

  constructor(host: () => ChoiceHost) {
    this.#host = host;
  }

  /** The id of the connection that counts: the chosen one, else the default one. */
  get id(): string {
    return this.#host().id;
  }

  /** The connection that counts, if it is listed. */
  get connection(): DatasourceCredential | undefined {
    const { id, connections } = this.#host();
    return connections?.find((connection) => connection.id === id);
  }

  /** Whether the server was seen not to list it any more. */
  get gone(): boolean {
    return this.#goneId !== null && this.#goneId === this.id;
  }

  /** Its name, as it was last seen; empty when it never was. */
  get name(): string {
    return this.#known?.id === this.id ? this.#known.name : '';
  }

  /** To be called whenever anything may have changed. */
  follow(): void {
    const { chosen, connections, certain } = this.#host();
    if (chosen.moved) this.#leave();
    const { id, connection } = this;
    if (connection) this.#known = { id, name: connection.name, source: chosen.source };
    if (!id || connection) this.#goneId = null;
    else if (certain && connections) this.#goneId = id;
  }

  /** A connection of another data source cannot be chosen here. */
  #leave(): void {
    const { chosen, id, connections, sources } = this.#host();
    if (connections) chosen.moved = false;
    if (!id || this.connection) return;
    const known = this.#known?.id === id && this.#known.source !== chosen.source;
    const listed =
      connections && sources.some(({ credentials_list: list }) => list.some((other) => other.id === id));
    if (known || listed) chosen.id = '';
  }
}
