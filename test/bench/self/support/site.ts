import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenLoopback } from '../../world/listen.js';

/** What a path answers. */
export interface Answer {
  body?: string;
  headers?: Record<string, string | string[]>;
}

/** A server of a few pages, under two names that browsers hold to be two sites. */
export interface Site {
  /** An address on it. */
  url(path: string, name?: 'localhost' | '127.0.0.1'): string;
  stop(): Promise<void>;
}

/** Serves pages by their paths; the query does not count. Everything else is an empty page. */
export async function serveSite(
  pages: Record<string, Answer | ((request: IncomingMessage) => Answer)>,
): Promise<Site> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const page = pages[new URL(request.url ?? '/', 'http://localhost').pathname] ?? {};
    const { body = '<!doctype html><title>Empty</title>', headers = {} } =
      typeof page === 'function' ? page(request) : page;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  });
  const { port, close } = await listenLoopback(server);
  return { url: (path, name = 'localhost') => `http://${name}:${port}${path}`, stop: close };
}
