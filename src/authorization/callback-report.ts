/** Where our own callback page reports, for windows that lost their opener: a channel's name, and a storage key. */
export const CALLBACK_CHANNEL = 'datasource-elements:oauth-callback';

/** Longest code and description of a provider that are taken over, in characters. */
const MAX_CODE = 100;
const MAX_DESCRIPTION = 300;

/** Why the third party or the server did not authorize (RFC 6749 section 4.1.2.1). */
export interface CallbackError {
  /** E.g. `access_denied`. */
  readonly code: string;
  /** The provider's own words: plain text, at most 300 characters. */
  readonly description: string | null;
}

/** What the callback page tells the page that started the authorization. Never a code, a token or an id. */
export interface CallbackReport {
  readonly type: 'oauth_callback';
  readonly success?: boolean;
  readonly error?: string;
  readonly errorDescription?: string;
  /** For which flow the window was opened, where every page of the origin hears it: a random name. */
  readonly flow?: string;
}

/** The report of a callback page that was sent to these parameters; a bare one means success (contract section 3). */
export function reportOf(parameters: URLSearchParams): CallbackReport {
  const error = parameters.get('error');
  if (!error) return { type: 'oauth_callback' };
  const description = parameters.get('error_description');
  return {
    type: 'oauth_callback',
    success: false,
    error: cut(error, MAX_CODE),
    ...(description && { errorDescription: cut(description, MAX_DESCRIPTION) }),
  };
}

/**
 * What a message of any shape says, if it is the report of a callback page: ours, or that of a Dify console.
 *
 * @returns `null` when it is none.
 */
export function readReport(data: unknown): { readonly error: CallbackError | null } | null {
  if (valueOf(data, 'type') !== 'oauth_callback') return null;
  const code = valueOf(data, 'error');
  if (valueOf(data, 'success') !== false && typeof code !== 'string') return { error: null };
  const description = valueOf(data, 'errorDescription');
  return {
    error: {
      code: typeof code === 'string' && code ? cut(code, MAX_CODE) : 'unknown_error',
      description: typeof description === 'string' && description ? cut(description, MAX_DESCRIPTION) : null,
    },
  };
}

/** Whether a report that every page hears says that it is about another flow; one that names none may be about any. */
export function isOfAnotherFlow(data: unknown, flow: string): boolean {
  const named = valueOf(data, 'flow');
  return named !== undefined && named !== flow;
}

/** What the sender put there itself: a page may have added to `Object.prototype`. Runs no getter. */
function valueOf(data: unknown, key: string): unknown {
  try {
    return Object.getOwnPropertyDescriptor(data, key)?.value;
  } catch {
    // Null, undefined, or a proxy that throws.
    return undefined;
  }
}

/** Control characters, those without a width, and those that turn around the text that stands beside them. */
// eslint-disable-next-line no-control-regex -- control characters are among what is looked for
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u206f\ufeff]+/g;

/** What misleads goes, and so does whatever is too long to be read. */
function cut(text: string, length: number): string {
  const plain = text.slice(0, length * 2).replace(MISLEADING, ' ');
  return plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
}
