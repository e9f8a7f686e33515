import type { QueryClient } from '@tanstack/query-core';
import { DatasourceClient } from '../api/client.js';
import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError } from '../api/errors.js';
import { own } from '../api/own.js';
import type { CallOptions, DatasourceReads } from '../api/reads.js';
import type {
  AuthorizationUrlInput,
  CreateCredentialInput,
  DatasourceCredential,
  OAuthClientInput,
  UpdateCredentialInput,
} from '../api/types.js';
import { commitEdit, layerOf, type CredentialEdit } from '../cache/credential-edit.js';
import { findSource } from '../cache/find-source.js';
import { forgetAnswers } from '../cache/forget-answers.js';
import { invalidateAfterWrite } from '../cache/invalidate-after-write.js';
import { Creations } from './creations.js';
import type { CredentialStatus } from './credential-statuses.js';
import { InFlight } from './in-flight.js';
import type { PendingEdits } from './pending-edits.js';
import type { DatasourceAction, Refusals } from './refusals.js';
import { RemovalSchedule, type Send } from './removal-schedule.js';
import type { RemovalOutcome, Removals } from './removals.js';
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

/** What a {@link Writer} needs of the store that it writes for. */
export interface WriterStore {
  readonly client: DatasourceReads;
  readonly queryClient: QueryClient;
  /** Edits that are shown before the server has confirmed them. */
  readonly edits: PendingEdits;
  readonly removals: Removals;
  readonly refusals: Refusals;
  /** Tells that something changed that is in no read. */
  readonly notify: () => void;
  /** Tells the other tabs that the connections of a data source changed. */
  tellTabs(ref: DatasourceRef): void;
  markCredential(credentialId: string, status: CredentialStatus): void;
}

/**
 * How a store writes: each write is sent once however often it is asked for while it is under way, and is followed by
 * the invalidations of the original page, in the other tabs too. The methods are those of {@link StoreWrites}.
 */
export class Writer {
  readonly #store: WriterStore;
  readonly #client: DatasourceClient;
  readonly #removals: RemovalSchedule;
  readonly #inFlight = new InFlight();
  readonly #creations: Creations;
  readonly #lastEdits = new Map<string, LastEdit>();
  #editCount = 0;

  constructor(store: WriterStore) {
    this.#store = store;
    this.#client = new DatasourceClient(store.client);
    this.#creations = new Creations(this.#client, (...args) => this.readCredentials(...args));
    const remove: Send = (...args) => this.deleteCredential(...args);
    this.#removals = new RemovalSchedule(store.removals, remove, store.notify);
  }

  async getAuthorizationUrl(
    ref: DatasourceRef,
    input?: AuthorizationUrlInput,
    options?: CallOptions,
  ): Promise<string> {
    try {
      return await this.#client.getAuthorizationUrl(ref, input, options);
    } catch (thrown) {
      const credentialId = input?.credentialId || undefined;
      const action = credentialId ? 'reauthorize' : 'connect';
      this.#rememberRefusal(thrown, ref, { action, credentialId });
      throw thrown;
    }
  }

  async readCredentials(ref: DatasourceRef, options?: CallOptions): Promise<readonly DatasourceCredential[]> {
    const { client } = this.#store;
    try {
      return (await client.listCredentials(ref, options)).result;
    } catch (thrown) {
      if (toDatasourceError(thrown).code !== 'forbidden') throw thrown;
      const { result } = await client.listDatasources(options);
      return findSource(result, ref)?.credentials_list ?? [];
    }
  }

  async changed(ref: DatasourceRef): Promise<void> {
    this.#store.tellTabs(ref);
    await invalidateAfterWrite(this.#store.queryClient, ref);
  }

  forgetAnswers(): Promise<void> {
    return forgetAnswers(this.#store.queryClient);
  }

  /** @param delay milliseconds for which it can be undone. */
  removeCredential(ref: DatasourceRef, credentialId: string, delay: number): Promise<RemovalOutcome> {
    return this.#removals.schedule(ref, credentialId, delay);
  }

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

  async updateCredential(
    ref: DatasourceRef,
    input: UpdateCredentialInput,
    options?: CallOptions,
  ): Promise<void> {
    const { credentialId, credentials } = own(input);
    const what = `update ${JSON.stringify(input)}`;
    await this.#write({ ref, what, action: 'manage', credentialId, options }, async (call) => {
      await this.#client.updateCredential(ref, input, call);
      // The server tries new values before it takes them; a name alone says nothing.
      if (credentials) this.#store.markCredential(credentialId, 'connected');
    });
  }

  renameCredential(
    ref: DatasourceRef,
    credentialId: string,
    name: string,
    options?: CallOptions,
  ): Promise<void> {
    return this.#edit({ ref, credentialId, change: { name } }, options, (call) =>
      this.#client.renameCredential(ref, credentialId, name, call),
    );
  }

  setDefaultCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#edit({ ref, credentialId, change: { is_default: true } }, options, (call) =>
      this.#client.setDefaultCredential(ref, credentialId, call),
    );
  }
  deleteCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    const what = `delete ${credentialId}`;
    return this.#write({ ref, what, action: 'manage', credentialId, options }, async (call) => {
      await this.#client.deleteCredential(ref, credentialId, call);
      commitEdit(this.#store.queryClient, { ref, credentialId, change: 'removed' });
    });
  }

  saveOAuthClient(ref: DatasourceRef, input: OAuthClientInput, options?: CallOptions): Promise<void> {
    const what = `save client ${JSON.stringify(input)}`;
    return this.#write({ ref, what, action: 'manage', options }, (call) =>
      this.#client.saveOAuthClient(ref, input, call),
    );
  }

  deleteOAuthClient(ref: DatasourceRef, options?: CallOptions): Promise<void> {
    return this.#write({ ref, what: 'delete client', action: 'manage', options }, (call) =>
      this.#client.deleteOAuthClient(ref, call),
    );
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
      const drop = this.#store.edits.add(layerOf(edit));
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
        commitEdit(this.#store.queryClient, edit);
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

  /** Remembers that the server refused something because of the user's role, and nothing else. */
  #rememberRefusal(thrown: unknown, ref: DatasourceRef, { action, credentialId }: Scope): void {
    const { code, message } = toDatasourceError(thrown);
    if (code === 'forbidden') this.#store.refusals.set(action, ref, credentialId, message);
  }

  /** @param run gets the call's options, with a signal that is aborted when nobody waits any more; see {@link InFlight}. */
  #once<T>(write: Write, run: (call: CallOptions, decided: () => void) => Promise<T>): Promise<T> {
    const { ref, what, credentialId } = write;
    const { signal, keepalive } = own(write.options ?? {});
    return this.#inFlight.once(`${what} ${datasourceId(ref)}`, signal, async (abandoned, decided) => {
      try {
        return await run({ signal: abandoned, keepalive }, decided);
      } catch (thrown) {
        this.#rememberRefusal(thrown, ref, write);
        // What is on show may have changed, and whoever may try again has to see it first.
        if (isOutcomeUnknown(thrown)) await this.changed(ref);
        else if (credentialId && isOutdated(thrown)) await invalidateAfterWrite(this.#store.queryClient, ref);
        throw thrown;
      }
    });
  }
}
