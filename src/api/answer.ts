import { DatasourceError, type DatasourceErrorCode, type DatasourceErrorInit } from './errors.js';
import { Reader } from './reader.js';

/** Longest message of a server that is shown. */
const MAX_MESSAGE = 500;

interface Sent {
  readonly signal?: AbortSignal | undefined;
  readonly secrets?: readonly string[];
}

/**
 * The JSON of a successful answer; 204 counts as `{result: 'success'}` (contract 1.5).
 *
 * @throws DatasourceError `bad_response` when it is no JSON, `timeout` or `aborted` while it was read.
 */
export async function readAnswer(response: Response, sent: Sent): Promise<unknown> {
  if (response.status === 204) return { result: 'success' };
  const text = await readText(response, sent);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DatasourceError(
      'bad_response',
      'The server sent an answer that is not JSON. Check the address of the API.',
      {
        status: response.status,
      },
    );
  }
}

/** The error that an unsuccessful answer stands for (contract 1.4). */
export async function toHttpError(response: Response, sent: Sent): Promise<DatasourceError> {
  if (response.type === 'opaqueredirect') {
    return new DatasourceError(
      'bad_response',
      'The server answered with a redirect. Check the address of the API.',
    );
  }
  const { status } = response;
  const { code: serverCode, message } = await readErrorBody(response, sent);
  const init: DatasourceErrorInit = { status, ...(serverCode && { serverCode }) };
  const code = codeOf(status, message);
  return new DatasourceError(
    code,
    redact(message, sent.secrets) || FALLBACK[code] || `The server answered ${status}.`,
    init,
  );
}

const FALLBACK: Partial<Record<DatasourceErrorCode, string>> = {
  session_expired: 'Your session has expired. Sign in again.',
  forbidden: 'You do not have permission to do this.',
  rate_limited: 'Too many requests. Wait a moment and try again.',
  server: 'The server failed. Try again in a moment.',
};

function codeOf(status: number, message: string): DatasourceErrorCode {
  if (status === 401) return /csrf/i.test(message) ? 'csrf_rejected' : 'session_expired';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'server';
  if (status >= 400) return 'invalid_param';
  return 'bad_response';
}

/** An error page that is no JSON says nothing that a user could act on; its text is not shown. */
async function readErrorBody(response: Response, sent: Sent): Promise<{ code: string; message: string }> {
  try {
    const body = new Reader(JSON.parse(await readText(response, sent)));
    const text = (key: string): string => body.get(key).or('', (value) => value.string());
    return { code: text('code'), message: text('message').slice(0, MAX_MESSAGE) };
  } catch (thrown) {
    if (thrown instanceof DatasourceError && (thrown.code === 'aborted' || thrown.code === 'timeout'))
      throw thrown;
    return { code: '', message: '' };
  }
}

async function readText(response: Response, { signal }: Sent): Promise<string> {
  try {
    return await response.text();
  } catch (thrown) {
    if (signal?.aborted) throw new DatasourceError('aborted', 'The request was aborted.');
    const late = thrown instanceof Error && thrown.name === 'TimeoutError';
    throw late
      ? new DatasourceError('timeout', 'The server did not answer in time.')
      : new DatasourceError('bad_response', 'The answer of the server was cut off.', {
          status: response.status,
        });
  }
}

/** Cuts out what was posted as a secret, should the server repeat it. */
function redact(message: string, secrets: readonly string[] = []): string {
  return secrets.reduce(
    (text, secret) => (secret.length >= 6 ? text.replaceAll(secret, '•••') : text),
    message,
  );
}
