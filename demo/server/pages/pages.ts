import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { REPOSITORY } from '../options.js';
import { isPrivate } from './private-files.js';

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** The demo's pages (demo/*.html), compiled on the fly by Vite and served from the console's own address. */
export async function openPages(server: Server, dataDir: string): Promise<Pages> {
  const { createServer, defaultClientConditions } = await import('vite');
  const configFile = join(REPOSITORY, 'vite.config.ts');
  const configured = existsSync(configFile);
  const vite = await createServer({
    configFile: configured ? configFile : false,
    ...(configured ? {} : { root: join(REPOSITORY, 'demo') }),
    // Lit as users get it: what it checks for its developers takes a third of the time of a page.
    resolve: {
      conditions: [
        'production',
        ...defaultClientConditions.filter((name) => !name.startsWith('development')),
      ],
    },
    server: {
      middlewareMode: true,
      hmr: { server },
      fs: {
        allow: [REPOSITORY],
        deny: ['.env', '.env.*', '*.{crt,pem,key}', '**/.git/**', '**/.data/**', '**/*.db', '**/*.db-*'],
      },
    },
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
  });
  return {
    handle(request, response) {
      if (isPrivate(request.url ?? '/', dataDir)) response.writeHead(404).end('Not found');
      else vite.middlewares(request, response, () => response.writeHead(404).end('Not found'));
    },
    close: () => vite.close(),
  };
}
