import { createServer, request as forward } from 'node:http';
import { atTheEnd } from './demo.js';

export interface SharedAddress {
  /** The address that browsers use. */
  url: string;
  /** Which copies answer, in turn. */
  copies: string[];
  /** How many requests each copy got. */
  counts: Map<string, number>;
}

/**
 * One address in front of several copies, as a load balancer without sticky sessions: every request goes to the next copy.
 */
export async function sharedAddress(host: 'localhost' | '127.0.0.1'): Promise<SharedAddress> {
  const shared: SharedAddress = { url: '', copies: [], counts: new Map() };
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const copy = shared.copies[turn % shared.copies.length] ?? '';
    turn += 1;
    shared.counts.set(copy, (shared.counts.get(copy) ?? 0) + 1);
    const { port } = new URL(copy);
    const request = forward(
      { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    request.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  shared.url = `http://${host}:${typeof address === 'object' ? address?.port : 0}`;
  return shared;
}
