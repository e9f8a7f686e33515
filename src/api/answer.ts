/** An answer whose body has been read; empty when it could not be. */
export interface Answer {
  readonly response: Response;
  readonly text: string;
}

/**
 * The JSON of a successful answer; 204 counts as `{result: 'success'}` (contract 1.5). `undefined` when it is no success
 * or no JSON.
 */
export function dataOf({ response: { ok, status }, text }: Answer): unknown {
  if (status === 204) return { result: 'success' };
  try {
    return ok ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
