import { createServer, request as forward } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { atTheEnd } from './demo.js';

export interface SeenRequest {
  path: string;
  authorization: string | undefined;
  form: URLSearchParams;
}

/** What is answered instead of the provider, or nothing to pass the request on; a promise holds the request. */
export type Interference = undefined | 'break' | { status: number; body?: unknown };

export interface ProviderFront {
  /** The address that the demo takes for the authorization server and the providers' APIs. */
  url: string;
  /** Where requests really go. */
  target: string;
  interfere: (request: SeenRequest) => Interference | Promise<Interference>;
  /** The exchanges of a refresh token. */
  refreshes: SeenRequest[];
  /** The requests for documents. */
  reads: SeenRequest[];
  /** Every key, code, token and client secret that passed. */
  secrets: Set<string>;
}

/** Stands before the provider and watches, delays or breaks what the console asks of it. */
export async function providerFront(): Promise<ProviderFront> {
  const front: ProviderFront = {
    url: '',
    target: '',
    interfere: () => undefined,
    refreshes: [],
    reads: [],
    secrets: new Set(),
  };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await readAll(incoming);
      const seen: SeenRequest = {
        path: (incoming.url ?? '').split('?', 1)[0] ?? '',
        authorization: incoming.headers.authorization,
        form: new URLSearchParams(body.toString()),
      };
      watch(front, seen);
      const answer = await front.interfere(seen);
      if (answer === 'break') return void outgoing.destroy();
      if (answer)
        return void outgoing.writeHead(answer.status, JSON_HEADERS).end(JSON.stringify(answer.body));
      const { hostname, port } = new URL(front.target);
      const request = forward(
        { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
        (response) => {
          void (async () => {
            const content = await readAll(response);
            if (seen.path === '/token') rememberTokens(front, content.toString());
            outgoing.writeHead(response.statusCode ?? 502, response.headers).end(content);
          })();
        },
      );
      request.on('error', () => outgoing.writeHead(502).end());
      request.end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  front.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return front;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

function watch(front: ProviderFront, seen: SeenRequest): void {
  if (seen.path === '/token' && seen.form.get('grant_type') === 'refresh_token') front.refreshes.push(seen);
  if (seen.path.startsWith('/provider-api/')) front.reads.push(seen);
  const bearer = seen.authorization?.replace(/^Bearer /, '');
  for (const secret of [bearer, seen.form.get('client_secret'), seen.form.get('refresh_token')])
    if (secret) front.secrets.add(secret);
}

function rememberTokens(front: ProviderFront, answer: string): void {
  const tokens = JSON.parse(answer) as Record<string, unknown>;
  for (const name of ['access_token', 'refresh_token', 'id_token'])
    if (typeof tokens[name] === 'string') front.secrets.add(tokens[name]);
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Something that a test waits for, or lets others wait for. */
export function signal(): { promise: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const promise = new Promise<void>((resolve) => (give = resolve));
  return { promise, give };
}
