import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { listenLoopback, oneRequestOnly } from './listen.js';
import type { Listening } from './listen.js';

/** Serves an app on a free loopback port. */
export function serveApp(app: Hono, further?: string[]): Promise<Listening> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    oneRequestOnly(response);
    void listener(request, response);
  });
  return listenLoopback(server, further);
}
