import type { QueryClient } from '@tanstack/query-core';
import type { DatasourceRef } from '../api/datasource-id.js';
import { OnDemand } from '../api/on-demand.js';
import { own } from '../api/own.js';
import type { CallOptions, DatasourceReads } from '../api/reads.js';
import { within } from '../api/time-limit.js';
import type {
  AuthorizationUrlInput,
  CreateCredentialInput,
  DatasourceCredential,
  OAuthClientInput,
  UpdateCredentialInput,
} from '../api/types.js';
import { CredentialStatuses, type CredentialMark, type CredentialStatus } from './credential-statuses.js';
import { Emitter } from './emitter.js';
import { FailedChanges } from './failed-changes.js';
import { PendingEdits } from './pending-edits.js';
import { Refusals } from './refusals.js';
import { Removals, type RemovalOutcome } from './removals.js';
import type { TabSync } from './tab-sync.js';
import type { Writer } from './writer.js';

/** What keeps the tabs of one server in step: loaded when the first element is on the page. */
export const tabSync = new OnDemand(() => import('./tab-sync.js'));

/** What a store needs to write: loaded with the first write, or ahead. */
export const writing = new OnDemand(() => import('./writer.js'));

/** How long a removal can be undone unless somebody says otherwise, in milliseconds. */
const UNDO_TIME = 6_000;

/**
 * The writes of a store: each is sent once however often it is asked for while it is under way, and is followed by
 * the invalidations of the original page, in the other tabs too.
 */
export class StoreWrites {
  /** The reads themselves, uncached. */
  readonly client: DatasourceReads;
  readonly queryClient: QueryClient;
  /** Connections that are being removed. */
  readonly removals = new Removals();
  /** What the server refused because of the user's role. */
  readonly refusals: Refusals;
  /** Changes that were not made, and of which the user has not seen why. */
  readonly failures: FailedChanges;
  /** Edits that are shown before the server has confirmed them. */
  protected readonly edits = new PendingEdits();
  readonly #statuses: CredentialStatuses;
  readonly #beside = new Emitter();
  readonly #undoTime: number;
  readonly #server: string;
  #writer: Writer | undefined;
  #tabs: TabSync | undefined;

  /** @param server the address of the API, by which tabs find each other. */
  constructor(client: DatasourceReads, queryClient: QueryClient, server: string, undoTime = UNDO_TIME) {
    this.client = client;
    this.queryClient = queryClient;
    const { notify } = this.#beside;
    this.#undoTime = undoTime;
    this.#statuses = new CredentialStatuses(notify);
    this.refusals = new Refusals(notify);
    this.failures = new FailedChanges(notify);
    this.#server = server;
  }

  /**
   * Calls `listener` when something changes that is in no read: a removal, a status, a refusal; until the returned
   * function is called.
   */
  subscribe(listener: () => void): () => void {
    return this.#beside.subscribe(listener);
  }

  /**
   * Tells all elements, in all tabs, whether a connection works, e.g. after its last use failed. A connection that is
   * authorized again or gets another key counts as `connected` again.
   *
   * @param message why, in words for the user.
   * @throws DatasourceError `config` for a status that there is not.
   */
  markCredential(credentialId: string, status: CredentialStatus, message: string | null = null): void {
    const mark: CredentialMark = { credentialId, status, message };
    this.#statuses.mark(mark);
    this.withTabs((tabs) => tabs.marked(mark));
  }

  /** Whether a connection works, as far as the server or the host said. */
  statusOf(credential: DatasourceCredential): CredentialMark {
    return this.#statuses.of(credential);
  }

  /** The address of the third party's authorization page; most callers want `authorize()`. @throws DatasourceError */
  getAuthorizationUrl(
    ref: DatasourceRef,
    input?: AuthorizationUrlInput,
    options?: CallOptions,
  ): Promise<string> {
    return this.#withWriter((writer) => writer.getAuthorizationUrl(ref, input, options), options);
  }

  /** Adds a connection by API key. @throws DatasourceError */
  createCredential(
    ref: DatasourceRef,
    input: CreateCredentialInput,
    options?: CallOptions,
  ): Promise<DatasourceCredential> {
    return this.#withWriter((writer) => writer.createCredential(ref, input, options), options);
  }

  /** Replaces the values of a connection. @throws DatasourceError */
  updateCredential(ref: DatasourceRef, input: UpdateCredentialInput, options?: CallOptions): Promise<void> {
    return this.#withWriter((writer) => writer.updateCredential(ref, input, options), options);
  }

  /** Renames a connection; the new name shows at once and goes away again when the server refuses. @throws DatasourceError */
  renameCredential(
    ref: DatasourceRef,
    credentialId: string,
    name: string,
    options?: CallOptions,
  ): Promise<void> {
    return this.#withWriter((writer) => writer.renameCredential(ref, credentialId, name, options), options);
  }

  /** Makes a connection the default one; shows at once, as a new name does. @throws DatasourceError */
  setDefaultCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#withWriter((writer) => writer.setDefaultCredential(ref, credentialId, options), options);
  }

  /** Removes a connection at once. @throws DatasourceError */
  deleteCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#withWriter((writer) => writer.deleteCredential(ref, credentialId, options), options);
  }

  /**
   * Removes a connection after the store's `undoTime`, or at once when the page is left; until then
   * `removals.undo()` takes it back.
   *
   * @throws DatasourceError
   */
  removeCredential(ref: DatasourceRef, credentialId: string): Promise<RemovalOutcome> {
    return this.#withWriter((writer) => writer.removeCredential(ref, credentialId, this.#undoTime));
  }

  /** Stores the tenant's own OAuth client. @throws DatasourceError */
  saveOAuthClient(ref: DatasourceRef, input: OAuthClientInput, options?: CallOptions): Promise<void> {
    return this.#withWriter((writer) => writer.saveOAuthClient(ref, input, options), options);
  }

  /** Forgets the tenant's own OAuth client. @throws DatasourceError */
  deleteOAuthClient(ref: DatasourceRef, options?: CallOptions): Promise<void> {
    return this.#withWriter((writer) => writer.deleteOAuthClient(ref, options), options);
  }

  /**
   * The connections as the server has them now, past the cache. Newer servers show those of one source to managers
   * only (contract 0, G3b), and still let others add one: for them the list of all sources has to do.
   */
  readCredentials(ref: DatasourceRef, options?: CallOptions): Promise<readonly DatasourceCredential[]> {
    return this.#withWriter((writer) => writer.readCredentials(ref, options), options);
  }

  /** Marks stale what a change of a data source's connections concerns, here and in the other tabs. */
  protected changed(ref: DatasourceRef): Promise<void> {
    return this.#withWriter((writer) => writer.changed(ref));
  }

  /** Drops what the server answered so far, and reads again what is on show. */
  protected forgetAnswers(): Promise<void> {
    return this.#withWriter((writer) => writer.forgetAnswers());
  }

  /** Has something told to the other tabs, or heard from them: at once where the part for it is there. */
  protected withTabs(run: (tabs: TabSync) => void): void {
    const { part } = tabSync;
    if (part) run(this.#makeTabs(part));
    // Without it the other tabs find out when they are looked at.
    else
      tabSync.load().then(
        (loaded) => run(this.#makeTabs(loaded)),
        () => undefined,
      );
  }

  /** Hears nothing more from the other tabs. */
  protected closeTabs(): void {
    this.#tabs?.close();
  }

  /** What a writer does: at once where the part is there, so that what is written shows at once; else the wait for it can be given up. */
  #withWriter<T>(run: (writer: Writer) => Promise<T>, options?: CallOptions): Promise<T> {
    const { part } = writing;
    if (part) return run(this.#makeWriter(part));
    const { signal } = own(options ?? {});
    const loading = signal ? within(signal, () => writing.load()) : writing.load();
    return loading.then((loaded) => run(this.#makeWriter(loaded)));
  }

  /** By itself: what is made where a write is asked for would know for ever what was written, secrets too. */
  #makeWriter(part: { Writer: typeof Writer }): Writer {
    this.#writer ??= new part.Writer({
      client: this.client,
      queryClient: this.queryClient,
      edits: this.edits,
      removals: this.removals,
      notify: this.#beside.notify,
      refusals: this.refusals,
      tellTabs: (ref) => this.withTabs((tabs) => tabs.changed(ref)),
      markCredential: (...args) => this.markCredential(...args),
    });
    return this.#writer;
  }

  #makeTabs(part: { TabSync: typeof TabSync }): TabSync {
    this.#tabs ??= new part.TabSync(this.#server, this.queryClient, (mark) => this.#statuses.mark(mark));
    return this.#tabs;
  }
}
