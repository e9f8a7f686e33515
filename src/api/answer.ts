import { DatasourceError } from './errors.js';

/** An answer whose body has been read; empty when it could not be. */
export interface Answer {
  readonly response: Response;
  readonly text: string;
}

/**
 * The JSON of a successful answer; 204 counts as `{result: 'success'}` (contract 1.5).
 *
 * @throws DatasourceError `bad_response` when it is no JSON.
 */
export function readAnswer({ response: { status }, text }: Answer): unknown {
  if (status === 204) return { result: 'success' };
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DatasourceError(
      'bad_response',
      'The server sent something that is no data, such as a page for signing in, or the answer was cut off. Check the address of the API.',
      { status },
    );
  }
}
