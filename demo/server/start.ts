import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { authorizationApp, OWN_PATHS } from './authorization-server/app.js';
import { authorizationServer } from './authorization-server/provider.js';
import { createBackend, openStorage } from './backend.js';
import type { Storage } from './backend.js';
import { consoleApp } from './console/app.js';
import type { Addresses } from './context.js';
import { alsoListenOnIpv6, closeServer, listen } from './listen.js';
import { resolveOptions } from './options.js';
import type { DemoOptions, ResolvedOptions } from './options.js';
import { openPages } from './pages/pages.js';
import type { Pages } from './pages/pages.js';

export interface RunningDemo {
  /** Address of the console, without a trailing slash. */
  app: string;
  /** Address of the authorization server, without a trailing slash. */
  oauth: string;
  /** The addresses that this process itself listens at; others than the above when copies run behind one address. */
  own: Addresses;
  close(): Promise<void>;
}

/** The paths of the console that are answered here; the demo's pages get the rest. */
const API_PATHS = /^\/(?:console\/api|oauth-callback)(?:[/?]|$)/;

const notReady: RequestListener = (_request, response) => void response.writeHead(503).end();

/**
 * Starts the whole demo in this process: the console on localhost, the authorization server and the providers' APIs on
 * 127.0.0.1. Cookies do not tell ports apart, hence the two host names. Several can run at once, also over one database.
 */
export async function startDemo(given: DemoOptions = {}): Promise<RunningDemo> {
  const options = resolveOptions(given);
  const storage = await openStorage(options);
  const consoleServer = createServer();
  const oauthServer = createServer();
  const handlers = { console: notReady, oauth: notReady };
  consoleServer.on('request', (request, response) => handlers.console(request, response));
  oauthServer.on('request', (request, response) => handlers.oauth(request, response));
  const closers: (() => Promise<void> | void)[] = [() => storage.database.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    closers.push(
      () => closeServer(consoleServer),
      () => closeServer(oauthServer),
    );
    const port = await listen(consoleServer, options.port, '127.0.0.1', 'PORT');
    const twin = await alsoListenOnIpv6(consoleServer, port, 'PORT');
    // Before the console's server in the list, and so closed after it: that one ends the connections that both took.
    closers.splice(1, 0, () => closeServer(twin));
    const oauthPort = await listen(oauthServer, options.oauthPort, '127.0.0.1', 'OAUTH_PORT');
    const own = { app: `http://localhost:${port}`, oauth: `http://127.0.0.1:${oauthPort}` };
    const addresses = { app: options.publicUrl ?? own.app, oauth: options.oauthPublicUrl ?? own.oauth };
    const pages = options.pages ? await openPages(consoleServer, options.dataDir) : undefined;
    if (pages) closers.push(() => pages.close());
    Object.assign(handlers, await createHandlers(storage, addresses, options, pages));
    return { ...addresses, own, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createHandlers(
  storage: Storage,
  addresses: Addresses,
  options: ResolvedOptions,
  pages: Pages | undefined,
): Promise<{ console: RequestListener; oauth: RequestListener }> {
  const backend = createBackend(storage, addresses, options);
  const provider = await authorizationServer(backend, storage.database, storage.settings);
  const api = getRequestListener(consoleApp(backend).fetch, { overrideGlobalObjects: false });
  const ownPages = getRequestListener(authorizationApp(backend, storage.database, provider).fetch, {
    overrideGlobalObjects: false,
  });
  const library = provider.callback();
  return {
    console: (request, response) => {
      if (!pages || API_PATHS.test(request.url ?? '')) void api(request, response);
      else pages.handle(request, response);
    },
    oauth: (request, response) => {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      void (OWN_PATHS.test(path) ? ownPages(request, response) : library(request, response));
    },
  };
}
