import { explain, postAsUser } from '../session.js';
import type { SourceRef } from './model.js';

export interface SampleDocument {
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly readAt: Date;
}

export type ReadFailure = 'credential_unauthorized' | 'session_expired' | 'aborted' | 'timeout' | 'other';

/** Why a document could not be read, in words for the user. */
export class ReadError extends Error {
  readonly code: ReadFailure;
  readonly status: number;

  constructor(code: ReadFailure, message: string, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const PATIENCE = 30_000;

/** Reads a sample document with a connection, through the console's own API, which keeps the secret. */
export async function readDocument(
  { pluginId, provider }: SourceRef,
  credentialId: string,
  cancel: AbortSignal,
): Promise<SampleDocument> {
  const timeout = AbortSignal.timeout(PATIENCE);
  const path = `/demo/datasource/${pluginId}/${provider}/read`;
  try {
    const signal = AbortSignal.any([cancel, timeout]);
    const response = await postAsUser(path, { credential_id: credentialId }, signal);
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) return parseDocument(body);
    throw toError(response.status, body);
  } catch (thrown) {
    if (thrown instanceof ReadError) throw thrown;
    if (cancel.aborted) throw new ReadError('aborted', 'The run was cancelled.');
    if (timeout.aborted) throw new ReadError('timeout', 'The data source did not answer in time.');
    throw new ReadError('other', explain(thrown));
  }
}

function toError(status: number, body: unknown): ReadError {
  const { code, message } = Object(body) as { code?: unknown; message?: unknown };
  const text =
    typeof message === 'string' && message ? message : `The server answered with status ${status}.`;
  if (status === 401) return new ReadError('session_expired', text, status);
  if (status === 400 && code === 'credential_unauthorized')
    return new ReadError('credential_unauthorized', text, status);
  return new ReadError('other', text, status);
}

function parseDocument(body: unknown): SampleDocument {
  const document = Object((Object(body) as { document?: unknown }).document) as Record<string, unknown>;
  const { title, text, url, read_at: readAt } = document;
  if (typeof title !== 'string' || typeof text !== 'string')
    throw new ReadError('other', 'The server’s answer is not a document.');
  const when = new Date(typeof readAt === 'number' ? readAt * 1000 : String(readAt));
  return {
    title,
    text,
    url: typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url) ? url : null,
    readAt: Number.isNaN(when.getTime()) ? new Date() : when,
  };
}
