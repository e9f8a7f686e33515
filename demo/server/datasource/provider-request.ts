/** More than this much of an answer is not read, in bytes. */
const LONGEST_ANSWER = 1024 * 1024;
const LONGEST_TEXT = 300;

export interface ProviderCall {
  url: string;
  method: string;
  /** Absent for a provider that works without a key. */
  key?: string;
  timeoutSeconds: number;
}

export type ProviderAnswer =
  { kind: 'answer'; status: number; body: unknown } | { kind: 'unreachable' } | { kind: 'unsendable-key' };

/** One call to a provider's API, with the key as a bearer token, bounded in time and size; redirects are not followed. */
export async function callProvider(call: ProviderCall): Promise<ProviderAnswer> {
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: {
        accept: 'application/json',
        ...(call.key === undefined ? {} : { authorization: `Bearer ${call.key}` }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(call.timeoutSeconds * 1000),
    });
    const text = await readStart(response);
    return { kind: 'answer', status: response.status, body: parse(text) };
  } catch (error) {
    // A key with characters that no header can carry never reaches the provider.
    if (error instanceof TypeError && error.cause === undefined) return { kind: 'unsendable-key' };
    return { kind: 'unreachable' };
  }
}

async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Providers put their sentence under different names. */
export function sentence(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const [name, value] of Object.entries(body)) {
    if (['message', 'error', 'error_summary', 'detail'].includes(name) && typeof value === 'string') {
      return value.slice(0, LONGEST_TEXT);
    }
  }
  return undefined;
}
