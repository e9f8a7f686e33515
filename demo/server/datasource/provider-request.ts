/** How long a provider may take to say whether a key is good, in milliseconds. */
const TIMEOUT = 8_000;
const LONGEST_TEXT = 300;

/** Asks a provider's API with a key. Nothing = accepted; otherwise what the provider said, or that it cannot be reached. */
export async function askProvider(
  url: string,
  method: string,
  key: string,
): Promise<undefined | 'unreachable' | { text: string }> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    // A key with characters that no header can carry never reaches the provider.
    if (error instanceof TypeError && error.cause === undefined) return { text: 'API token is invalid.' };
    return 'unreachable';
  }
  const body: unknown = await response.json().catch(() => undefined);
  return response.ok ? undefined : { text: sentence(body) ?? `HTTP status ${response.status}` };
}

/** Providers put their sentence under different names. */
function sentence(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const [name, value] of Object.entries(body)) {
    if (['message', 'error', 'error_summary', 'detail'].includes(name) && typeof value === 'string') {
      return value.slice(0, LONGEST_TEXT);
    }
  }
  return undefined;
}
