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
import { findSource } from '../cache/find-source.js';
import { invalidateAfterWrite } from '../cache/invalidation.js';

/** Failures after which a write may have been carried out all the same. */
const OUTCOME_UNKNOWN: ReadonlySet<DatasourceErrorCode> = new Set([
  'timeout',
  'network',
  'bad_response',
  'aborted',
]);

/**
 * The writes of a store: each is sent once however often it is asked for while it is under way, and is followed by
 * the invalidations of the original page.
 */
export class StoreWrites {
  /** The requests themselves, uncached. */
  readonly client: DatasourceClient;
  readonly queryClient: QueryClient;
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(client: DatasourceClient, queryClient: QueryClient) {
    this.client = client;
    this.queryClient = queryClient;
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
    return this.#once(ref, `create ${JSON.stringify(input)}`, async () => {
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
      await invalidateAfterWrite(this.queryClient, ref);
      if (credential) return credential;
      throw new DatasourceError('contract', 'The server accepted the connection but does not list it.', {
        path: 'result',
      });
    });
  }

  /** Replaces the values of a connection. @throws DatasourceError */
  updateCredential(ref: DatasourceRef, input: UpdateCredentialInput, options?: CallOptions): Promise<void> {
    return this.#write(ref, `update ${JSON.stringify(input)}`, () =>
      this.client.updateCredential(ref, input, options),
    );
  }

  /** Renames a connection. @throws DatasourceError */
  renameCredential(
    ref: DatasourceRef,
    credentialId: string,
    name: string,
    options?: CallOptions,
  ): Promise<void> {
    const key = `rename ${credentialId} ${name}`;
    return this.#write(ref, key, () => this.client.renameCredential(ref, credentialId, name, options));
  }

  /** Makes a connection the default one. @throws DatasourceError */
  setDefaultCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    const key = `default ${credentialId}`;
    return this.#write(ref, key, () => this.client.setDefaultCredential(ref, credentialId, options));
  }

  /** Removes a connection. @throws DatasourceError */
  deleteCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    return this.#write(ref, `delete ${credentialId}`, () =>
      this.client.deleteCredential(ref, credentialId, options),
    );
  }

  /** Stores the tenant's own OAuth client. @throws DatasourceError */
  saveOAuthClient(ref: DatasourceRef, input: OAuthClientInput, options?: CallOptions): Promise<void> {
    const key = `save client ${JSON.stringify(input)}`;
    return this.#write(ref, key, () => this.client.saveOAuthClient(ref, input, options));
  }

  /** Forgets the tenant's own OAuth client. @throws DatasourceError */
  deleteOAuthClient(ref: DatasourceRef, options?: CallOptions): Promise<void> {
    return this.#write(ref, 'delete client', () => this.client.deleteOAuthClient(ref, options));
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

  #write(ref: DatasourceRef, what: string, send: () => Promise<void>): Promise<void> {
    return this.#once(ref, what, async () => {
      await send();
      await invalidateAfterWrite(this.queryClient, ref);
    });
  }

  /** The key holds what is written, a secret perhaps, for as long as the request itself does. */
  #once<T>(ref: DatasourceRef, what: string, run: () => Promise<T>): Promise<T> {
    const key = `${what} ${datasourceId(ref)}`;
    const underWay = this.#underWay.get(key) as Promise<T> | undefined;
    if (underWay) return underWay;
    const started = run()
      .catch((thrown: unknown) => {
        // Nobody waits for the answer any more, but what is on show may have changed.
        if (outcomeUnknown(thrown)) void invalidateAfterWrite(this.queryClient, ref);
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
