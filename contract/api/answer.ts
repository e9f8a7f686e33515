/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the body; `undefined` where there is none. */
  readonly body: unknown;
}

/** Reads a response to its end. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
