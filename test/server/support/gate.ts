import { createServer } from 'node:http';
import { atTheEnd } from './demo.js';

/**
 * A provider's server that accepts every key, but answers nobody until as many have asked as are expected. So all of them have
 * looked at the names in use before the first one stores its own: the worst moment, every time.
 */
export async function startGate(expected: number): Promise<string> {
  const waiting: (() => void)[] = [];
  const server = createServer((_request, response) => {
    waiting.push(() => response.end('{}'));
    if (waiting.length === expected) for (const answer of waiting.splice(0)) answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}
