import { request as sendRequest, STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** A request as it came, read whole. */
export interface ProxyRequest {
  readonly method: string;
  readonly path: string;
  /** With its question mark, or nothing. */
  readonly search: string;
  /** By their names in lower case. */
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** An answer, read whole. */
export interface ProxyAnswer {
  status: number;
  /** Without those that describe the connection or the length. */
  headers: [name: string, value: string][];
  body: Buffer;
}

/** Headers that belong to one connection, or that follow from the body. */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** One request at the proxy, and what can be done with it: asked of the true server, answered well, or answered badly. */
export class Exchange {
  readonly #response: ServerResponse;
  readonly #port: number;
  #answer: Promise<ProxyAnswer> | undefined;

  constructor(
    readonly request: ProxyRequest,
    response: ServerResponse,
    /** Of the true server. */
    port: number,
    /** Aborted when the rules are cleared or the proxy stops. */
    readonly signal: AbortSignal,
  ) {
    this.#response = response;
    this.#port = port;
  }

  /** The true answer; the server is asked once. */
  upstream(): Promise<ProxyAnswer> {
    this.#answer ??= this.repeat();
    return this.#answer;
  }

  /** Asks the true server, again if it was asked before. */
  repeat(): Promise<ProxyAnswer> {
    const { method, path, search, rawHeaders, body } = this.request;
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#port, method, path: `${path}${search}`, agent: false };
      const upstream = sendRequest({ ...options, headers: endToEnd(rawHeaders, body) }, (response) => {
        void readWhole(response).then(
          (content) =>
            resolve({
              status: response.statusCode ?? 502,
              headers: pairs(response.rawHeaders).filter(([name]) => !OF_CONNECTION.has(name.toLowerCase())),
              body: content,
            }),
          reject,
        );
      });
      upstream.on('error', reject);
      upstream.end(body);
    });
  }

  /** Answers as a sound server does; resolves when it is written. */
  send({ status, headers, body }: ProxyAnswer): Promise<void> {
    const response = this.#response;
    const hasBody = status >= 200 && status !== 204 && status !== 304;
    const length = hasBody ? ['content-length', String(body.length)] : [];
    if (response.closed) return Promise.resolve();
    return new Promise((resolve) => {
      response.once('close', resolve);
      response.writeHead(status, [...headers.flat(), ...length]);
      response.end(hasBody && this.request.method !== 'HEAD' ? body : undefined);
    });
  }

  /** Writes status line and headers as they are given, for an answer that is not sound. */
  writeHead(status: number, headers: readonly (readonly [string, string])[]): Promise<void> {
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return this.write(
      Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines}connection: close\r\n\r\n`),
    );
  }

  /** Writes bytes to the connection. */
  async write(bytes: Uint8Array): Promise<void> {
    const { socket } = this.#response;
    if (!socket?.writable) return;
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  }

  /** Ends the connection in order, whatever was written. */
  end(): void {
    this.#response.socket?.end();
  }

  /** Breaks the connection with a reset, and nothing before it. */
  reset(): void {
    this.#response.socket?.resetAndDestroy();
  }

  /** Whether the browser has given up. */
  get isAbandoned(): boolean {
    return this.#response.socket?.destroyed ?? true;
  }

  /** Lets time pass. @throws when the rules are cleared. */
  async sleep(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.signal });
  }

  /** Does nothing until the rules are cleared. @throws then. */
  never(): Promise<never> {
    return new Promise((_, reject) => {
      const stop = (): void => reject(this.signal.reason as Error);
      if (this.signal.aborted) stop();
      else this.signal.addEventListener('abort', stop, { once: true });
    });
  }
}

/** All bytes of a message. */
export async function readWhole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const pairs = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index): [string, string][] => (index % 2 ? [] : [[name, raw[index + 1] ?? '']]));

const endToEnd = (raw: readonly string[], body: Buffer): string[] => [
  ...pairs(raw)
    .filter(([name]) => !OF_CONNECTION.has(name.toLowerCase()))
    .flat(),
  ...(body.length > 0 ? ['content-length', String(body.length)] : []),
];
