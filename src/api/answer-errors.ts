import { dataOf, type Answer } from './answer.js';
import { DatasourceError, type DatasourceErrorCode } from './errors.js';
import { Reader } from './reader.js';
import { parseRetryAfter } from './retry-after.js';

/** Longest message of a server that is shown. */
const MAX_MESSAGE = 500;

/**
 * The error that an unsuccessful answer stands for (contract 1.4).
 *
 * @param secrets cut out of the server's message.
 */
export function toHttpError(answer: Answer, secrets?: readonly string[]): DatasourceError {
  const { type, status, headers } = answer.response;
  if (type === 'opaqueredirect') {
    return new DatasourceError(
      'bad_response',
      'The server answered with a redirect, such as to a page for signing in. Check the address of the API.',
    );
  }
  const { code: serverCode, message } = readErrorBody(answer.text);
  const code = codeOf(status, message);
  const retryAfter =
    (MAY_SAY_WHEN.has(status) && parseRetryAfter(headers.get('Retry-After'), headers.get('Date'))) ||
    undefined;
  const why = redact(message, secrets);
  return new DatasourceError(
    code,
    retryAfter
      ? `${why || BUSY[code] || ''} ${tryAgainIn(retryAfter)}`.trim()
      : why || FALLBACK[code] || `The server answered ${status}.`,
    { status, retryAfter, ...(serverCode && { serverCode }) },
  );
}

/**
 * The JSON of a successful answer, see {@link dataOf}.
 *
 * @throws DatasourceError `bad_response` when it is no JSON.
 */
export function readAnswer(answer: Answer): unknown {
  const data = dataOf(answer);
  if (data !== undefined) return data;
  throw new DatasourceError(
    'bad_response',
    'The server sent something that is no data, such as a page for signing in, or the answer was cut off. Check the address of the API.',
    { status: answer.response.status },
  );
}

/** The error of a request that is not sent, since the server said to wait. */
export function waitError(retryAfter: number): DatasourceError {
  return new DatasourceError('rate_limited', `${BUSY.rate_limited} ${tryAgainIn(retryAfter)}`, {
    retryAfter,
  });
}

function tryAgainIn(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds === 1 ? 'Try again in 1 second.' : `Try again in ${seconds} seconds.`;
}

/** Answers whose `Retry-After` counts. */
const MAY_SAY_WHEN = new Set([429, 503]);

const BUSY = {
  rate_limited: 'The server gets too many requests.',
  server: 'The server is busy.',
} as Partial<Record<DatasourceErrorCode, string>>;

const FALLBACK: Partial<Record<DatasourceErrorCode, string>> = {
  session_expired: 'Your session has expired. Sign in again.',
  forbidden: 'You do not have permission to do this.',
  rate_limited: 'The server gets too many requests. Wait a moment and try again.',
  server: 'The server failed. Try again in a moment.',
};

function codeOf(status: number, message: string): DatasourceErrorCode {
  if (/^Please configure oauth client params/i.test(message)) return 'no_oauth_client';
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
function readErrorBody(json: string): { code: string; message: string } {
  try {
    const body = new Reader(JSON.parse(json));
    const text = (key: string): string => {
      const { value } = body.get(key);
      return typeof value === 'string' ? value : '';
    };
    return { code: text('code'), message: text('message') };
  } catch {
    return { code: '', message: '' };
  }
}

/** Cuts out what was posted as a secret, should the server repeat it; a secret may be part of another one. */
function redact(message: string, secrets: readonly string[] = []): string {
  return secrets
    .filter(({ length }) => length >= 6)
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, '•••'), message)
    .slice(0, MAX_MESSAGE);
}
