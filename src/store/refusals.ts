import { datasourceId, type DatasourceRef } from '../api/datasource-id.js';

/** What a user may or may not do: add connections, change them (and the OAuth client), authorize one again. */
export type DatasourceAction = 'connect' | 'manage' | 'reauthorize';

/** What the server refused with 403, and why, so that it is not offered again. */
export class Refusals {
  readonly #reasons = new Map<string, string>();
  readonly #notify: () => void;

  constructor(notify: () => void) {
    this.#notify = notify;
  }

  /** @param credentialId the connection that it was about; absent when it was about the data source. */
  set(action: DatasourceAction, ref: DatasourceRef, credentialId: string | undefined, reason: string): void {
    this.#reasons.set(key(action, ref, credentialId), reason);
    this.#notify();
  }

  /** The server's reason, or `null` while nothing was refused. */
  of(action: DatasourceAction, ref: DatasourceRef, credentialId?: string): string | null {
    return this.#reasons.get(key(action, ref, credentialId)) ?? null;
  }
}

function key(action: DatasourceAction, ref: DatasourceRef, credentialId = ''): string {
  return [action, datasourceId(ref), credentialId].join(' ');
}
