import type { QueryClient } from '@tanstack/query-core';
import { datasourceId, parseDatasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { isPageVisible, listenToDocument } from '../api/page.js';
import { ChangeChannel, type Note } from '../cache/change-channel.js';
import { invalidate } from '../cache/invalidation.js';
import { datasourceKeys } from '../cache/keys.js';
import type { CredentialMark, CredentialStatus } from './credential-statuses.js';

/** Milliseconds between the news of a change and the read: several changes at once make one read. */
const GATHER = 50;
/** Least number of milliseconds between two reads that other tabs cause. */
const INTERVAL = 500;

/**
 * Keeps the tabs of one server in step: a change in one makes each of the others read what it shows once. A tab that
 * nobody sees reads when it is looked at.
 */
export class TabSync {
  readonly #channel: ChangeChannel;
  readonly #queryClient: QueryClient;
  readonly #onMark: (mark: CredentialMark) => void;
  readonly #stale = new Map<string, DatasourceRef>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = -INTERVAL;

  /**
   * @param server where the API is; tabs with another server hear nothing.
   * @param onMark called with what another tab found out about a connection.
   */
  constructor(server: string, queryClient: QueryClient, onMark: (mark: CredentialMark) => void) {
    this.#channel = new ChangeChannel(`datasource-elements ${server}`, (note) => this.#hear(note));
    this.#queryClient = queryClient;
    this.#onMark = onMark;
  }

  open(): void {
    this.#channel.open();
    listenToDocument(true, 'visibilitychange', this.#onVisibility);
    // What was heard last time, and not read yet.
    this.#readAfter(GATHER);
  }

  close(): void {
    this.#channel.close();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    listenToDocument(false, 'visibilitychange', this.#onVisibility);
  }

  /** Tells the other tabs that the connections of a data source changed. */
  changed({ pluginId, provider }: DatasourceRef): void {
    this.#channel.post({ pluginId, provider });
  }

  /** Tells the other tabs what became known of a connection. */
  marked({ credentialId, status, message }: CredentialMark): void {
    this.#channel.post({ credentialId, status, message });
  }

  #hear(note: Note): void {
    try {
      const { pluginId, provider, credentialId, status, message } = note;
      if (typeof credentialId === 'string') {
        const text = typeof message === 'string' ? message : null;
        this.#onMark({ credentialId, status: status as CredentialStatus, message: text });
      } else if (typeof provider === 'string' && typeof pluginId === 'string') {
        const ref = parseDatasourceId(provider, pluginId);
        this.#stale.set(datasourceId(ref), ref);
        this.#readAfter(GATHER);
      }
    } catch {
      // Another version of this package says things that this one does not know.
    }
  }

  /** At once: the query client reads what is old when the page is looked at again, and then joins this read. */
  readonly #onVisibility = (): void => this.#readAfter(0);

  #readAfter(gather: number): void {
    if (this.#timer || this.#stale.size === 0 || !isPageVisible()) return;
    const wait = Math.max(gather, this.#readAt + INTERVAL - performance.now());
    if (wait > 0) this.#timer = setTimeout(this.#read, wait);
    else this.#read();
  }

  readonly #read = (): void => {
    this.#timer = undefined;
    this.#readAt = performance.now();
    const refs = [...this.#stale.values()];
    this.#stale.clear();
    for (const key of [
      datasourceKeys.list,
      datasourceKeys.defaultList,
      datasourceKeys.pipelineList,
      ...refs.map(datasourceKeys.credentials),
    ])
      void invalidate(this.#queryClient, key);
  };
}
