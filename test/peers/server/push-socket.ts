import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** What RFC 6455 adds to the client's key. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;
const CLOSE = 0x8;

/** The WebSockets of a server that only sends: short texts, and what the other side says is not read. */
export class PushSockets {
  readonly #open = new Map<string, Duplex>();
  #count = 0;

  /** @param greet Called with the id of each new socket. */
  constructor(server: Server, greet: (id: string) => void) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      const id = `socket-${(this.#count += 1)}`;
      socket.write(handshake(String(request.headers['sec-websocket-key'])));
      this.#open.set(id, socket);
      socket.on('data', (bytes: Buffer) => {
        if (((bytes[0] ?? 0) & 0xf) === CLOSE) socket.end();
      });
      socket.on('close', () => this.#open.delete(id));
      socket.on('error', () => this.#open.delete(id));
      greet(id);
    });
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Sends a value as JSON; nothing happens when the socket is gone. */
  send(id: string, value: unknown): void {
    const payload = Buffer.from(JSON.stringify(value));
    const length =
      payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff];
    this.#open.get(id)?.write(Buffer.concat([Buffer.from([TEXT, ...length]), payload]));
  }

  closeAll(): void {
    for (const socket of this.#open.values()) socket.destroy();
    this.#open.clear();
  }
}

const handshake = (key: string): string =>
  [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${createHash('sha1').update(`${key}${MAGIC}`).digest('base64')}`,
    '\r\n',
  ].join('\r\n');
