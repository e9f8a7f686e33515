import { gzipSync } from 'node:zlib';
import type { FaultAction } from './actions.js';
import { changeAnswer } from './actions.js';
import type { Exchange, ProxyAnswer } from './exchange.js';

/** How far an exchange gets before it breaks. */
export type BreakPoint =
  /** The request has arrived; the server does not get it. */
  | 'request'
  /** The server has done its part; nothing of its answer is sent. */
  | 'answer'
  /** Status line and headers are sent. */
  | 'headers'
  /** Half of the body is sent. */
  | 'body';

/** In which a browser surely reads what was sent, in milliseconds. */
const READ_TIME = 50;

/**
 * Breaks the connection with a reset. Before there is an answer Firefox sends a read again by itself, up to ten times: a
 * rule that is to be noticed there must not be spent before.
 */
export const resetConnection =
  (at: BreakPoint = 'request'): FaultAction =>
  async (exchange) => {
    await sendUpTo(exchange, at);
    // A reset that comes together with bytes may make these be lost, or pass for an orderly end.
    if (at === 'headers' || at === 'body') await exchange.sleep(READ_TIME);
    exchange.reset();
  };

/** Ends the connection in order, without the rest. For Firefox see {@link resetConnection}. */
export const closeConnection =
  (at: BreakPoint = 'request'): FaultAction =>
  async (exchange) => {
    await sendUpTo(exchange, at);
    exchange.end();
  };

/** Goes no further, and keeps the connection until the rules are cleared. */
export const stall =
  (at: BreakPoint = 'request'): FaultAction =>
  async (exchange) => {
    await sendUpTo(exchange, at);
    await exchange.never();
  };

/** How an answer says where it ends. */
export type Framing =
  /** By `Content-Length`, with the length of the whole body. */
  | 'length'
  /** By chunks, of which the last one never comes. */
  | 'chunked'
  /** By the end of the connection, so that the browser cannot tell that something is missing. */
  | 'close';

/** Sends the first bytes of the body only: a share from 0 to 1 of it. */
export const cut =
  (share: number, framing: Framing = 'length'): FaultAction =>
  async (exchange) => {
    const answer = await exchange.upstream();
    const part = answer.body.subarray(0, Math.floor(answer.body.length * share));
    if (framing === 'chunked') {
      await exchange.writeHead(answer.status, [...answer.headers, ['transfer-encoding', 'chunked']]);
      if (part.length > 0) await exchange.write(chunk(part));
    } else {
      const length = framing === 'length' ? [lengthOf(answer.body.length)] : [];
      await exchange.writeHead(answer.status, [...answer.headers, ...length]);
      await exchange.write(part);
    }
    exchange.end();
  };

/** Says that the body is longer (`by` > 0) or shorter (`by` < 0) than it is. */
export const wrongLength =
  (by: number): FaultAction =>
  async (exchange) => {
    const answer = await exchange.upstream();
    const length = lengthOf(Math.max(0, answer.body.length + by));
    await exchange.writeHead(answer.status, [...answer.headers, length]);
    await exchange.write(answer.body);
    exchange.end();
  };

/** Says that the body is compressed, which it is not (`plain`), not to its end (`cut`), or not without a fault (`corrupt`). */
export const badGzip = (kind: 'plain' | 'cut' | 'corrupt'): FaultAction =>
  changeAnswer((answer) => ({
    ...answer,
    headers: [...answer.headers, ['content-encoding', 'gzip']],
    body: spoilt(answer.body, kind),
  }));

/** Puts a byte order mark before the body. */
export const byteOrderMark = (): FaultAction =>
  changeAnswer((answer) => ({
    ...answer,
    body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), answer.body]),
  }));

/** Puts bytes that are no UTF-8 after the first `"` that follows `after`, so inside a text of JSON. */
export const invalidUtf8 = (after = '"en_US":'): FaultAction =>
  changeAnswer((answer) => {
    const from = answer.body.indexOf(after);
    const at = answer.body.indexOf('"', from < 0 ? 0 : from + after.length) + 1;
    const bytes = Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]);
    return { ...answer, body: Buffer.concat([answer.body.subarray(0, at), bytes, answer.body.subarray(at)]) };
  });

/** Sends the body little by little. */
export const drip =
  ({ bytes = 1, every = 1000 } = {}): FaultAction =>
  async (exchange) => {
    const answer = await exchange.upstream();
    await exchange.writeHead(answer.status, [...answer.headers, lengthOf(answer.body.length)]);
    for (let at = 0; at < answer.body.length && !exchange.isAbandoned; at += bytes) {
      await exchange.write(answer.body.subarray(at, at + bytes));
      await exchange.sleep(every);
    }
    exchange.end();
  };

async function sendUpTo(exchange: Exchange, at: BreakPoint): Promise<void> {
  if (at === 'request') return;
  const { status, headers, body }: ProxyAnswer = await exchange.upstream();
  if (at === 'answer') return;
  await exchange.writeHead(status, [...headers, lengthOf(body.length)]);
  if (at === 'body') await exchange.write(body.subarray(0, Math.floor(body.length / 2)));
}

function spoilt(body: Buffer, kind: Parameters<typeof badGzip>[0]): Buffer {
  if (kind === 'plain') return body;
  const packed = gzipSync(body);
  if (kind === 'cut') return packed.subarray(0, Math.floor(packed.length / 2));
  // Past the header of ten bytes, so that it begins as gzip does.
  const middle = Math.floor((packed.length + 10) / 2);
  packed.fill(0xff, middle, middle + 8);
  return packed;
}

const lengthOf = (length: number): [string, string] => ['content-length', String(length)];

const chunk = (part: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
