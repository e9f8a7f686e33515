import { createServer as createNetServer } from 'node:net';
import type { Server as NetServer } from 'node:net';
import type { Server, ServerResponse } from 'node:http';

/** A server that listens on loopback. */
export interface Listening {
  readonly port: number;
  /** Ends the server and every connection to it. */
  close(): Promise<void>;
}

const ATTEMPTS = 20;

/**
 * Listens on a free port of 127.0.0.1, and on the same port of further loopback addresses: browsers take "localhost"
 * as `::1` where the machine has it.
 */
export async function listenLoopback(server: Server, further: string[] = ['::1']): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await listen(server, 0, '127.0.0.1');
    const twins: NetServer[] = [];
    try {
      for (const address of further) {
        const twin = createNetServer((socket) => server.emit('connection', socket));
        if (await listensOn(twin, port, address)) twins.push(twin);
      }
      return { port, close: () => closeAll(server, twins) };
    } catch (error) {
      // The port is free on 127.0.0.1 but not on the other address.
      await closeAll(server, twins);
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}

/**
 * Ends the connection after the answer: browsers send a request again without a word if a connection breaks that they
 * have used before.
 */
export function oneRequestOnly(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}

/** Whether the address exists on this machine. */
async function listensOn(twin: NetServer, port: number, address: string): Promise<boolean> {
  try {
    await listen(twin, port, address);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return false;
    throw error;
  }
}

async function listen(server: Server | NetServer, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

async function closeAll(server: Server, twins: NetServer[]): Promise<void> {
  const closed = [server, ...twins].map(
    (each) => new Promise<void>((resolve) => each.close(() => resolve())),
  );
  server.closeAllConnections();
  await Promise.all(closed);
}
