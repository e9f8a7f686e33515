import { DatasourceError } from '../api/errors.js';
import type { DatasourceCredential } from '../api/types.js';

const STATUSES = ['connected', 'needs-reauthorization'] as const;

/** Whether a connection works, as far as anybody knows. */
export type CredentialStatus = (typeof STATUSES)[number];

/** What a host said of a connection. */
export interface CredentialMark {
  readonly credentialId: string;
  readonly status: CredentialStatus;
  /** Why, in words for the user. */
  readonly message: string | null;
}

/**
 * Which connections are known not to work any more. The server does not tell (contract 1.6): tokens are only tried when
 * they are used, and whoever used one tells it here.
 */
export class CredentialStatuses {
  readonly #marks = new Map<string, CredentialMark>();
  readonly #notify: () => void;

  constructor(notify: () => void) {
    this.#notify = notify;
  }

  /** @throws DatasourceError `config` for a status that there is not. */
  mark(mark: CredentialMark): void {
    const { credentialId, status } = mark;
    if (!STATUSES.includes(status))
      throw new DatasourceError(
        'config',
        `markCredential(): “${String(status)}” is no status. Use one of: ${STATUSES.join(', ')}.`,
      );
    if (status === 'connected') this.#marks.delete(credentialId);
    else this.#marks.set(credentialId, mark);
    this.#notify();
  }

  /** The status of a connection; a type that says `unauthorized` is the server's own word (contract 2). */
  of({ id, type }: DatasourceCredential): CredentialMark {
    const status = type === 'unauthorized' ? 'needs-reauthorization' : 'connected';
    return this.#marks.get(id) ?? { credentialId: id, status, message: null };
  }
}
