import type { Context } from 'hono';

/** Reads a body as text, but never more than this many bytes of it; nothing for a longer one. */
export async function readLimited(c: Context, limit: number): Promise<string | undefined> {
  if (Number(c.req.header('content-length') ?? 0) > limit) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = c.req.raw.body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    size += chunk.value.length;
    if (size > limit) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(chunk.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The fields of a submitted form, at most 16 KiB of them. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams((await readLimited(c, 16 * 1024)) ?? '');
}
