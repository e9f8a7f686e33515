import type { DatasourceClient } from '../api/client.js';
import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { own } from '../api/own.js';
import type { CallOptions } from '../api/reads.js';
import type { CreateCredentialInput, DatasourceCredential } from '../api/types.js';
import { isOutcomeUnknown } from './write-outcome.js';

type ReadCredentials = (
  ref: DatasourceRef,
  options?: CallOptions,
) => Promise<readonly DatasourceCredential[]>;

/**
 * Adds connections by API key. The server tells no id, so the new connection is found by comparing the list before and
 * after; the same comparison decides when the answer got lost, and again before the same is sent once more.
 */
export class Creations {
  readonly #client: DatasourceClient;
  readonly #read: ReadCredentials;
  /**
   * What the server listed before connections were sent of which nobody knows whether it has stored them, and what is
   * known since to be another one.
   */
  readonly #unanswered = new Map<number, Set<string>>();

  /** @param read the connections as the server has them now. */
  constructor(client: DatasourceClient, read: ReadCredentials) {
    this.#client = client;
    this.#read = read;
  }

  /**
   * @param decided called when the server has stored it.
   * @returns `undefined` when the server has stored it and does not list it.
   */
  async create(
    ref: DatasourceRef,
    input: CreateCredentialInput,
    call: CallOptions,
    decided: () => void,
  ): Promise<DatasourceCredential | undefined> {
    const { name } = own(input);
    const key = hashOf(JSON.stringify([datasourceId(ref), input]));
    const known = this.#unanswered.get(key);
    const before = known ?? new Set((await this.#read(ref, call)).map(({ id }) => id));
    const find = async (sure: boolean): Promise<DatasourceCredential | undefined> => {
      const added = (await this.#read(ref)).filter(({ id, type }) => !before.has(id) && type === 'api-key');
      // While it is not sure that ours was added, one of another name is somebody else's.
      const unnamed = sure || !name ? added.at(-1) : undefined;
      return added.find((credential) => credential.name === name) ?? unnamed;
    };
    let found = known && (await find(false));
    if (!found) {
      this.#unanswered.set(key, before);
      try {
        await this.#client.createCredential(ref, input, call);
      } catch (thrown) {
        if (isOutcomeUnknown(thrown)) found = await find(false).catch(() => undefined);
        else this.#unanswered.delete(key);
        if (!found) throw thrown;
      }
      decided();
      // It is stored; one read that fails must not make the user store it twice.
      found ??= await find(true).catch(() => find(true));
    }
    // It can be none of those that are still looked for.
    if (found) for (const [other, ids] of this.#unanswered) if (other !== key) ids.add(found.id);
    // Whoever gave it up does not know that it is stored, and may ask for it again.
    if (!call.signal?.aborted) this.#unanswered.delete(key);
    return found;
  }
}

/** Tells texts from each other without keeping them: they hold secrets. */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
