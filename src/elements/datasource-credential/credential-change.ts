import type { DatasourceRef } from '../../api/datasource-id.js';
import { toDatasourceError, type DatasourceError } from '../../api/errors.js';
import type { DatasourceCredential } from '../../api/types.js';
import {
  credentialInfo,
  DatasourceCredentialChangeEvent,
  type CredentialChange,
} from '../../events/events.js';
import { speakerOf } from '../../internal/speaker.js';
import type { Labels } from '../../locales/en.js';
import type { FailedChanges } from '../../store/failed-changes.js';
import { writing } from '../../store/writes.js';

/** One change of a connection. */
export interface Change {
  readonly ref: DatasourceRef;
  readonly action: CredentialChange;
  /** The connection as it is after the change. */
  readonly credential: DatasourceCredential;
  /** What it is called now. */
  readonly name: string;
  readonly send: () => Promise<unknown>;
}

/** The changes that an element has told of, or will. */
const told = new WeakSet<Promise<unknown>>();

/**
 * Makes a change, tells the page of it once the server has confirmed it, and remembers why when it has not: not in the
 * element, which may have been replaced by another one for the same connection by then.
 *
 * @returns the failure, if it is one.
 */
export async function makeChange(
  element: Element,
  failures: FailedChanges,
  text: (key: keyof Labels, values: Record<string, string>) => string,
  { ref, action, credential, name, send }: Change,
): Promise<DatasourceError | null> {
  const tell = speakerOf(element);
  try {
    if (!writing.part) await writing.load();
    const sent = send();
    // The store sends the same change once, however often it is asked for.
    if (told.has(sent)) return null;
    told.add(sent);
    if ((await sent) === 'undone') return null;
    tell(new DatasourceCredentialChangeEvent({ ...ref, action, credential: credentialInfo(credential) }));
    return null;
  } catch (thrown) {
    const error = toDatasourceError(thrown);
    const message = text(action === 'removed' ? 'removeFailed' : 'changeFailed', {
      name,
      message: error.message,
    });
    failures.set(credential.id, message);
    return error;
  }
}
