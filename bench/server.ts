import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { icon, ICON_COUNT } from './data/icon.js';
import { sources } from './data/sources.js';
import { PLUGIN, PROVIDER } from './sides/connect.js';

/** How many data sources the server lists. */
export const LISTED = 10;

/** A server of pages, files and the part of the API that they use. */
export interface BenchServer {
  readonly origin: string;
  /** Paths that were asked for and are part of the API, since it was last asked. */
  takeRequests(): string[];
  close(): void;
}

/** Whatever is served, by path. */
export interface Site {
  /** Pages, by path. */
  readonly pages: Readonly<Record<string, string>>;
  /** Folders, by the first part of a path. */
  readonly folders: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.html': 'text/html; charset=utf-8',
};

/** Starts it on a free port of the loopback interface. Everything that is text is compressed once, for every side alike. */
export async function startServer({ pages, folders }: Site): Promise<BenchServer> {
  const ready = new Map<string, { type: string; body: Buffer; compressed: boolean }>();
  let requests: string[] = [];
  const text = (path: string, type: string, body: Buffer | string): void => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    ready.set(path, { type, body: brotliCompressSync(body, { params }), compressed: true });
  };
  for (const [path, html] of Object.entries(pages)) text(path, TYPES['.html'] as string, html);
  for (let index = 0; index < ICON_COUNT; index++)
    ready.set(`/icons/${index}.png`, { type: 'image/png', body: icon(index), compressed: false });
  const api = '/console/api/auth/plugin/datasource';
  text(`${api}/${PLUGIN}/${PROVIDER}`, JSON_TYPE, JSON.stringify({ result: [] }));
  text(`${api}/list`, JSON_TYPE, JSON.stringify({ result: sources(LISTED) }));

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/console/')) requests.push(pathname);
    if (pathname.endsWith('/get-authorization-url')) {
      text(pathname, JSON_TYPE, JSON.stringify({ authorization_url: 'http://127.0.0.1:9/authorize' }));
    }
    if (!ready.has(pathname)) {
      const [, first = '', ...rest] = normalize(pathname).split('/');
      const file = folders[first] && join(folders[first], ...rest);
      if (file && existsSync(file)) text(pathname, TYPES[extname(file)] ?? '', readFileSync(file));
    }
    answer(response, ready.get(pathname));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeRequests: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const JSON_TYPE = 'application/json';

function answer(
  response: ServerResponse,
  found: { type: string; body: Buffer; compressed: boolean } | undefined,
): void {
  if (!found) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': found.type,
    'content-length': found.body.length,
    'cache-control': 'max-age=3600',
    ...(found.compressed && { 'content-encoding': 'br' }),
  });
  response.end(found.body);
}
