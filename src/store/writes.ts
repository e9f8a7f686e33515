import type { QueryClient } from '@tanstack/query-core';
import type { CallOptions, DatasourceClient } from '../api/client.js';
import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError, type DatasourceErrorCode } from '../api/errors.js';
import type {
  CreateCredentialInput,
  DatasourceCredential,
  OAuthClientInput,
  UpdateCredentialInput,
} from '../api/types.js';
import { commitEdit, type CredentialEdit } from '../cache/credential-edit.js';
import { findSource } from '../cache/find-source.js';
import { invalidateAfterWrite } from '../cache/invalidation.js';
import { CredentialStatuses, type CredentialMark, type CredentialStatus } from './credential-statuses.js';
import { Emitter } from './emitter.js';
import { FailedChanges } from './failed-changes.js';
import { PendingEdits } from './pending-edits.js';
import { Refusals, type DatasourceAction } from './refusals.js';
import { Removals, type RemovalOutcome } from './removals.js';
import { TabSync } from './tab-sync.js';

/** Failures after which a write may have been carried out all the same. */
const OUTCOME_UNKNOWN: ReadonlySet<DatasourceErrorCode> = new Set([
  'timeout',
  'network',
  'bad_response',
  'aborted',
]);

/** What may be done, on what: a connection, or the data source itself. */
interface Scope {
  readonly action: DatasourceAction;
  readonly credentialId?: string | undefined;
}

/** The edit of one thing that was asked for last, while its answer is out. */
interface LastEdit {
  readonly content: string;
  readonly answered: Promise<void>;
  readonly done: Promise<void>;
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
  readonly #underWay = new Map<string, Promise<unknown>>();
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

  /**
   * Adds a connection by API key. The server tells no id, so the new connection is found by comparing the list before
   * and after; the same comparison decides when the answer got lost.
   */
  createCredential(
    ref: DatasourceRef,
    input: CreateCredentialInput,
    options: CallOptions = {},
  ): Promise<DatasourceCredential> {
    return this.#once(ref, `create ${JSON.stringify(input)}`, { action: 'connect' }, async () => {
      const before = new Set((await this.readCredentials(ref, options)).map(({ id }) => id));
      const created = async (sure = true): Promise<DatasourceCredential | undefined> => {
        const added = (await this.readCredentials(ref, options)).filter(
          ({ id, type }) => !before.has(id) && type === 'api-key',
        );
        // While it is not sure that ours was added, one of another name is somebody else's.
        return (
          added.find(({ name }) => name === input.name) ?? (sure || !input.name ? added.at(-1) : undefined)
        );
      };
      try {
        await this.client.createCredential(ref, input, options);
      } catch (thrown) {
        if (!outcomeUnknown(thrown) || !(await created(false).catch(() => undefined))) throw thrown;
      }
      // It is stored; one read that fails must not make the user store it twice.
      const credential = await created().catch(() => created());
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
    const { credentialId } = input;
    await this.#write(
      ref,
      `update ${JSON.stringify(input)}`,
      { action: 'manage', credentialId },
      async () => {
        await this.client.updateCredential(ref, input, options);
        // The server tries new values before it takes them; a name alone says nothing.
        if (input.credentials) this.markCredential(credentialId, 'connected');
      },
    );
  }

  /** Renames a connection; the new name shows at once and goes away again when the server refuses. @throws DatasourceError */
  renameCredential(
    ref: DatasourceRef,
    credentialId: string,
    name: string,
    options?: CallOptions,
  ): Promise<void> {
    return this.#edit({ ref, credentialId, change: { name } }, () =>
      this.client.renameCredential(ref, credentialId, name, options),
    );
  }

  /** Makes a connection the default one; shows at once, as a new name does. @throws DatasourceError */
  setDefaultCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#edit({ ref, credentialId, change: { is_default: true } }, () =>
      this.client.setDefaultCredential(ref, credentialId, options),
    );
  }

  /** Removes a connection at once. @throws DatasourceError */
  deleteCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#write(ref, `delete ${credentialId}`, { action: 'manage', credentialId }, async () => {
      await this.client.deleteCredential(ref, credentialId, options);
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
    return this.#write(ref, `save client ${JSON.stringify(input)}`, { action: 'manage' }, () =>
      this.client.saveOAuthClient(ref, input, options),
    );
  }

  /** Forgets the tenant's own OAuth client. @throws DatasourceError */
  deleteOAuthClient(ref: DatasourceRef, options?: CallOptions): Promise<void> {
    return this.#write(ref, 'delete client', { action: 'manage' }, () =>
      this.client.deleteOAuthClient(ref, options),
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
  #edit(edit: CredentialEdit, send: () => Promise<void>): Promise<void> {
    const { ref, credentialId, change } = edit;
    const target = `${datasourceId(ref)} ${'name' in Object(change) ? credentialId : 'default'}`;
    const content = JSON.stringify([credentialId, change]);
    const before = this.#lastEdits.get(target);
    if (before?.content === content) return before.done;
    const drop = this.edits.add(edit);
    const answered = before ? before.answered.then(send, send) : send();
    const done = this.#once(
      ref,
      `edit ${++this.#editCount}`,
      { action: 'manage', credentialId },
      async () => {
        try {
          await answered;
          commitEdit(this.queryClient, edit);
        } finally {
          if (this.#lastEdits.get(target)?.done === done) this.#lastEdits.delete(target);
          drop();
        }
        await this.changed(ref);
      },
    );
    this.#lastEdits.set(target, { content, answered, done });
    return done;
  }

  #write(ref: DatasourceRef, what: string, scope: Scope, send: () => Promise<void>): Promise<void> {
    return this.#once(ref, what, scope, async () => {
      await send();
      await this.changed(ref);
    });
  }

  /** The key holds what is written, a secret perhaps, for as long as the request itself does. */
  #once<T>(ref: DatasourceRef, what: string, scope: Scope, run: () => Promise<T>): Promise<T> {
    const key = `${what} ${datasourceId(ref)}`;
    const underWay = this.#underWay.get(key) as Promise<T> | undefined;
    if (underWay) return underWay;
    const started = run()
      .catch((thrown: unknown) => {
        this.rememberRefusal(thrown, ref, scope);
        // Nobody waits for the answer any more, but what is on show may have changed.
        if (outcomeUnknown(thrown)) void this.changed(ref);
        throw thrown;
      })
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, started);
    return started;
  }
}

function outcomeUnknown(thrown: unknown): boolean {
  return OUTCOME_UNKNOWN.has(toDatasourceError(thrown).code);
}
