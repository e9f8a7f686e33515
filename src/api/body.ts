import { own } from './own.js';

/** Longest body that is read of an error, and of an answer that lists data, in bytes. */
const LONGEST = { error: 65_536, success: 33_554_432 };

/**
 * The text of an answer; empty when it was cut off, is no UTF-8 or is longer than any answer should be. Text that the
 * server garbled must not be shown: a person may save it again as it looks.
 */
export async function readBody(response: Response): Promise<string> {
  // A page may have replaced `fetch` by one that knows no streams.
  if (!response.body) return response.text();
  // WebKit looks up the options that it was not given, too, and finds those on `Object.prototype`.
  const options = own<ReadableStreamGetReaderOptions>({});
  const reader = response.body.getReader(options) as ReadableStreamDefaultReader<Uint8Array>;
  const decoder = new TextDecoder('utf-8', own({ fatal: true }));
  let room = LONGEST[response.ok ? 'success' : 'error'];
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      room -= value.length;
      if (room < 0) throw new RangeError();
      text += decoder.decode(value, own({ stream: true }));
    }
  } catch {
    void reader.cancel().catch(() => undefined);
    return '';
  }
}
