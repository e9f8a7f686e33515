import type { Server } from 'node:http';
import { createServer } from 'node:net';
import type { Server as NetServer } from 'node:net';

/** A port that another program holds; `setting` names the environment variable that chooses another one. */
export class PortTaken extends Error {
  constructor(port: number, setting: string) {
    super(`Port ${port} is in use. Set ${setting} to another port (0 for any free one) and start again.`);
  }
}

/** Starts listening on loopback and gives the port, which the system chooses for 0. */
export async function listen(
  server: Server | NetServer,
  port: number,
  host: string,
  setting: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortTaken(port, setting) : error);
    server.once('error', fail);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/**
 * Browsers take "localhost" as ::1 or 127.0.0.1, so the console answers on both where the machine has IPv6: connections to ::1 are
 * handed to the server that listens on 127.0.0.1.
 */
export async function alsoListenOnIpv6(
  server: Server,
  port: number,
  setting: string,
): Promise<NetServer | undefined> {
  const twin = createServer((socket) => server.emit('connection', socket));
  try {
    await listen(twin, port, '::1', setting);
    return twin;
  } catch (error) {
    if (error instanceof PortTaken) throw error;
    return undefined;
  }
}

export async function closeServer(server: Server | NetServer | undefined): Promise<void> {
  if (!server?.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
