import type { QueryClient } from '@tanstack/query-core';
import type { CallOptions, DatasourceClient } from '../api/client.js';
import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError } from '../api/errors.js';
import { own } from '../api/own.js';
import type {
  CreateCredentialInput,
  DatasourceCredential,
  OAuthClientInput,
  UpdateCredentialInput,
} from '../api/types.js';
import { commitEdit, type CredentialEdit } from '../cache/credential-edit.js';
import { findSource } from '../cache/find-source.js';
import { invalidateAfterWrite } from '../cache/invalidation.js';
import { Creations } from './creations.js';
import { CredentialStatuses, type CredentialMark, type CredentialStatus } from './credential-statuses.js';
import { Emitter } from './emitter.js';
import { FailedChanges } from './failed-changes.js';
import { InFlight } from './in-flight.js';
import { PendingEdits } from './pending-edits.js';
import { Refusals, type DatasourceAction } from './refusals.js';
import { Removals, type RemovalOutcome } from './removals.js';
import { TabSync } from './tab-sync.js';
import { isOutcomeUnknown, isOutdated } from './write-outcome.js';

/** What may be done, on what: a connection, or the data source itself. */
interface Scope {
  readonly action: DatasourceAction;
  readonly credentialId?: string | undefined;
}

/** One write. */
interface Write extends Scope {
  readonly ref: DatasourceRef;
  /** Tells it from other writes of the data source; holds what is written, a secret perhaps, for as long as the request. */
  readonly what: string;
  readonly options: CallOptions | undefined;
}

/** The edit of one thing that was asked for last, while its answer is out. */
interface LastEdit {
  readonly content: string;
  readonly what: string;
  readonly answered: Promise<void>;
}

/** How long a removal can be undone unless somebody says otherwise, in milliseconds. */
const UNDO_TIME = 6_000;

/**
 * The writes of a store: each is sent once however often it is asked for while it is under way, and is followed by
 * the invalidations of the original page, in the other tabs too.
 */
export class StoreWrites {
  /** The requests themselves, uncached. */
  readonly client: DatasourceClient;
  readonly queryClient: QueryClient;
  /** Connections that are being removed. */
  readonly removals: Removals;
  /** What the server refused because of the user's role. */
  readonly refusals: Refusals;
  /** Changes that were not made, and of which the user has not seen why. */
  readonly failures: FailedChanges;
  /** Edits that are shown before the server has confirmed them. */
  protected readonly edits = new PendingEdits();
  protected readonly tabs: TabSync;
  readonly #statuses: CredentialStatuses;
  readonly #beside = new Emitter();
  readonly #undoTime: number;
  readonly #inFlight = new InFlight();
  readonly #creations: Creations;
  readonly #lastEdits = new Map<string, LastEdit>();
  #editCount = 0;

  /** @param server the address of the API, by which tabs find each other. */
  constructor(client: DatasourceClient, queryClient: QueryClient, server: string, undoTime = UNDO_TIME) {
    this.client = client;
    this.queryClient = queryClient;
    const { notify } = this.#beside;
    this.#undoTime = undoTime;
    this.#statuses = new CredentialStatuses(notify);
    this.refusals = new Refusals(notify);
    this.failures = new FailedChanges(notify);
    this.#creations = new Creations(client, (...args) => this.readCredentials(...args));
    this.removals = new Removals((...args) => this.deleteCredential(...args), notify);
    this.tabs = new TabSync(server, queryClient, (mark) => this.#statuses.mark(mark));
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
    this.tabs.marked(mark);
  }

  /** Whether a connection works, as far as the server or the host said. */
  statusOf(credential: DatasourceCredential): CredentialMark {
    return this.#statuses.of(credential);
  }

  /** Adds a connection by API key. @throws DatasourceError */
  createCredential(
    ref: DatasourceRef,
    input: CreateCredentialInput,
    options?: CallOptions,
  ): Promise<DatasourceCredential> {
    const what = `create ${JSON.stringify(input)}`;
    return this.#once({ ref, what, action: 'connect', options }, async (call, decided) => {
      const credential = await this.#creations.create(ref, input, call, decided);
      await this.changed(ref);
      if (credential) return credential;
      throw new DatasourceError('contract', 'The server accepted the connection but does not list it.', {
        path: 'result',
      });
    });
  }

  /** Replaces the values of a connection. @throws DatasourceError */
  async updateCredential(
    ref: DatasourceRef,
    input: UpdateCredentialInput,
    options?: CallOptions,
  ): Promise<void> {
    const { credentialId, credentials } = own(input);
    const what = `update ${JSON.stringify(input)}`;
    await this.#write({ ref, what, action: 'manage', credentialId, options }, async (call) => {
      await this.client.updateCredential(ref, input, call);
      // The server tries new values before it takes them; a name alone says nothing.
      if (credentials) this.markCredential(credentialId, 'connected');
    });
  }

  /** Renames a connection; the new name shows at once and goes away again when the server refuses. @throws DatasourceError */
  renameCredential(
    ref: DatasourceRef,
    credentialId: string,
    name: string,
    options?: CallOptions,
  ): Promise<void> {
    return this.#edit({ ref, credentialId, change: { name } }, options, (call) =>
      this.client.renameCredential(ref, credentialId, name, call),
    );
  }

  /** Makes a connection the default one; shows at once, as a new name does. @throws DatasourceError */
  setDefaultCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#edit({ ref, credentialId, change: { is_default: true } }, options, (call) =>
      this.client.setDefaultCredential(ref, credentialId, call),
    );
  }
  /** Removes a connection at once. @throws DatasourceError */
  deleteCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    const what = `delete ${credentialId}`;
    return this.#write({ ref, what, action: 'manage', credentialId, options }, async (call) => {
      await this.client.deleteCredential(ref, credentialId, call);
      commitEdit(this.queryClient, { ref, credentialId, change: 'removed' });
    });
  }

  /**
   * Removes a connection after the store's `undoTime`, or at once when the page is left; until then
   * `removals.undo()` takes it back.
   *
   * @throws DatasourceError
   */
  removeCredential(ref: DatasourceRef, credentialId: string): Promise<RemovalOutcome> {
    return this.removals.schedule(ref, credentialId, this.#undoTime);
  }

  /** Stores the tenant's own OAuth client. @throws DatasourceError */
  saveOAuthClient(ref: DatasourceRef, input: OAuthClientInput, options?: CallOptions): Promise<void> {
    const what = `save client ${JSON.stringify(input)}`;
    return this.#write({ ref, what, action: 'manage', options }, (call) =>
      this.client.saveOAuthClient(ref, input, call),
    );
  }

  /** Forgets the tenant's own OAuth client. @throws DatasourceError */
  deleteOAuthClient(ref: DatasourceRef, options?: CallOptions): Promise<void> {
    return this.#write({ ref, what: 'delete client', action: 'manage', options }, (call) =>
      this.client.deleteOAuthClient(ref, call),
    );
  }

  /**
   * The connections as the server has them now, past the cache. Newer servers show those of one source to managers
   * only (contract 0, G3b), and still let others add one: for them the list of all sources has to do.
   */
  async readCredentials(ref: DatasourceRef, options?: CallOptions): Promise<readonly DatasourceCredential[]> {
    try {
      return (await this.client.listCredentials(ref, options)).result;
    } catch (thrown) {
      if (toDatasourceError(thrown).code !== 'forbidden') throw thrown;
      const { result } = await this.client.listDatasources(options);
      return findSource(result, ref)?.credentials_list ?? [];
    }
  }

  /** Marks stale what a change of a data source's connections concerns, here and in the other tabs. */
  protected async changed(ref: DatasourceRef): Promise<void> {
    this.tabs.changed(ref);
    await invalidateAfterWrite(this.queryClient, ref);
  }

  /** Remembers that the server refused something because of the user's role, and nothing else. */
  protected rememberRefusal(thrown: unknown, ref: DatasourceRef, { action, credentialId }: Scope): void {
    const { code, message } = toDatasourceError(thrown);
    if (code === 'forbidden') this.refusals.set(action, ref, credentialId, message);
  }

  /**
   * Edits of one thing, a connection's name or a source's default, are sent one after another: the server must end
   * with the last. The same edit as the last one is that one.
   */
  #edit(
    edit: CredentialEdit,
    options: CallOptions | undefined,
    send: (call: CallOptions) => Promise<void>,
  ): Promise<void> {
    const { ref, credentialId, change } = edit;
    const target = `${datasourceId(ref)} ${Object.hasOwn(Object(change) as object, 'name') ? credentialId : 'default'}`;
    const content = JSON.stringify([credentialId, change]);
    const last = this.#lastEdits.get(target);
    const what = last?.content === content ? last.what : `edit ${++this.#editCount}`;
    return this.#once({ ref, what, action: 'manage', credentialId, options }, async (call, decided) => {
      const drop = this.edits.add(edit);
      // Before whoever gave it up hears of it.
      call.signal?.addEventListener('abort', drop);
      const answered = last
        ? last.answered.then(
            () => send(call),
            () => send(call),
          )
        : send(call);
      this.#lastEdits.set(target, { content, what, answered });
      try {
        await answered;
        decided();
        commitEdit(this.queryClient, edit);
      } finally {
        if (this.#lastEdits.get(target)?.what === what) this.#lastEdits.delete(target);
        drop();
      }
      await this.changed(ref);
    });
  }

  #write(write: Write, send: (call: CallOptions) => Promise<void>): Promise<void> {
    return this.#once(write, async (call, decided) => {
      await send(call);
      decided();
      await this.changed(write.ref);
    });
  }

  /** @param run gets the call's options, with a signal that is aborted when nobody waits any more; see {@link InFlight}. */
  #once<T>(write: Write, run: (call: CallOptions, decided: () => void) => Promise<T>): Promise<T> {
    const { ref, what, credentialId } = write;
    const { signal, keepalive } = own(write.options ?? {});
    return this.#inFlight.once(`${what} ${datasourceId(ref)}`, signal, async (abandoned, decided) => {
      try {
        return await run({ signal: abandoned, keepalive }, decided);
      } catch (thrown) {
        this.rememberRefusal(thrown, ref, write);
        // What is on show may have changed, and whoever may try again has to see it first.
        if (isOutcomeUnknown(thrown)) await this.changed(ref);
        else if (credentialId && isOutdated(thrown)) await invalidateAfterWrite(this.queryClient, ref);
        throw thrown;
      }
    });
  }
}
