import type { DatasourceRef } from '../api/datasource-id.js';
import { datasourceId } from '../api/datasource-id.js';
import type { DatasourceAuth, DatasourceCredential } from '../api/types.js';
import type { Overlay } from '../cache/query-source.js';
import { Emitter } from './emitter.js';

/** What an edit makes of what the server says: the same array where it changes nothing. */
export interface EditLayer {
  readonly ref: DatasourceRef;
  readonly sources: (sources: readonly DatasourceAuth[]) => readonly DatasourceAuth[];
  readonly credentials: (credentials: readonly DatasourceCredential[]) => readonly DatasourceCredential[];
}

/**
 * Edits that were sent and not answered yet, laid over whatever the server says in the meantime. Dropping one is the
 * roll-back: the cache itself was never touched.
 */
export class PendingEdits extends Emitter {
  /** For lists of data sources. */
  readonly forSources = this.#overlay<DatasourceAuth>((sources, edit) => edit.sources(sources));
  readonly #forCredentials = new Map<string, Overlay<DatasourceCredential>>();
  #edits: readonly EditLayer[] = [];
  #version = 0;

  /** For the connections of one data source. */
  forCredentials(ref: DatasourceRef): Overlay<DatasourceCredential> {
    const id = datasourceId(ref);
    const overlay =
      this.#forCredentials.get(id) ??
      this.#overlay<DatasourceCredential>((credentials, edit) =>
        datasourceId(edit.ref) === id ? edit.credentials(credentials) : credentials,
      );
    this.#forCredentials.set(id, overlay);
    return overlay;
  }

  /** Lays an edit over what is shown, until the returned function is called. */
  add(edit: EditLayer): () => void {
    this.#set([...this.#edits, edit]);
    return () => this.#set(this.#edits.filter((other) => other !== edit));
  }

  #set(edits: readonly EditLayer[]): void {
    this.#edits = edits;
    this.#version++;
    this.notify();
  }

  #overlay<T>(apply: (items: readonly T[], edit: EditLayer) => readonly T[]): Overlay<T> {
    // All elements show the same list, and an index is kept for each array.
    const results = new WeakMap<readonly T[], { version: number; items: readonly T[] }>();
    return {
      version: () => this.#version,
      subscribe: (listener) => this.subscribe(listener),
      apply: (items) => {
        if (this.#edits.length === 0) return items;
        const known = results.get(items);
        if (known?.version === this.#version) return known.items;
        const edited = this.#edits.reduce(apply, items);
        results.set(items, { version: this.#version, items: edited });
        return edited;
      },
    };
  }
}
