import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { classicScript, moduleScript } from '../../bench/world/bundle.js';
import { Gate } from '../../bench/world/gate.js';
import type { Idp } from '../../bench/world/idp/idp.js';
import { listenLoopback, oneRequestOnly } from '../../bench/world/listen.js';
import type { Listening } from '../../bench/world/listen.js';
import {
  bystanderDocument,
  closingDocument,
  hostDocument,
  redirectDocument,
  webMessageDocument,
} from './documents.js';
import { idToken } from './id-token.js';
import { PushSockets } from './push-socket.js';
import { defaultPeerServerSettings } from './settings.js';

const CLIENT = 'peers';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A login that waits for the provider's answer. */
interface Pending {
  redirectUri: string;
  state: string;
  nonce: string;
}

/**
 * The least of what the libraries talk to. Under the name `localhost` the pages of a host; under `127.0.0.1`, which is
 * another site, an Auth0 tenant, an OpenID provider's endpoints, and a Nango server. All of them send the user to the
 * identity provider of the bench.
 */
export class PeerServer {
  readonly settings = defaultPeerServerSettings();
  /** Where the window waits on its way back, when everything is done that the server does. */
  readonly callback = new Gate('the callback');
  /** What was completed: tokens that were handed out, connections that were stored. */
  completed = 0;
  readonly #idp: Idp;
  readonly #pending = new Map<string, Pending>();
  /** Nonces by code. */
  readonly #nonces = new Map<string, string>();
  #listening: Listening | undefined;
  #sockets: PushSockets | undefined;

  constructor(idp: Idp) {
    this.#idp = idp;
  }

  async start(): Promise<void> {
    const listener = getRequestListener(this.#build().fetch, { overrideGlobalObjects: false });
    const server = createServer((request, response) => {
      oneRequestOnly(response);
      void listener(request, response);
    });
    this.#sockets = new PushSockets(server, (id) => void this.#greet(id));
    this.#listening = await listenLoopback(server);
  }

  /** The origin of the host's pages. */
  get host(): string {
    return `http://localhost:${this.#listening?.port ?? 0}`;
  }

  /** The origin of the server that a library talks to. */
  get authority(): string {
    return `http://127.0.0.1:${this.#listening?.port ?? 0}`;
  }

  /** How many WebSockets are open. */
  get openSockets(): number {
    return this.#sockets?.size ?? 0;
  }

  reset(): void {
    Object.assign(this.settings, defaultPeerServerSettings());
    this.callback.reset();
    this.completed = 0;
    this.#sockets?.closeAll();
    this.#pending.clear();
    this.#nonces.clear();
  }

  async stop(): Promise<void> {
    this.reset();
    await this.#listening?.close();
  }

  /** How often everything is said. */
  get #times(): number {
    return this.settings.twice ? 2 : 1;
  }

  #build(): Hono {
    const app = new Hono();
    app.use(async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
    });
    this.#addHost(app);
    this.#addTenant(app);
    this.#addOpenId(app);
    this.#addNango(app);
    app.get('/bystander', (c) => c.html(bystanderDocument()));
    return app;
  }

  #addHost(app: Hono): void {
    const script = (c: Context, code: string): Response =>
      c.body(code, 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cross-origin-resource-policy': 'cross-origin',
      });
    app.get('/host/:library', (c) => {
      const coop = c.req.query('coop');
      if (coop !== undefined) c.header('cross-origin-opener-policy', coop);
      return c.html(hostDocument(c.req.param('library'), c.req.query('clock') !== undefined));
    });
    app.get('/oidc-callback', async (c) => {
      await this.callback.pass();
      return c.html(redirectDocument(this.authority, this.#times));
    });
    app.get('/oracle.js', async (c) =>
      script(c, await classicScript(fileOf('../../bench/oracles/oracle.ts'))),
    );
    app.get('/clock.js', async (c) =>
      script(c, await classicScript(fileOf('../../bench/pages/scripts/clock.ts'))),
    );
    app.get('/pages/:name{[a-z0-9-]+\\.js}', async (c) => {
      const name = c.req.param('name').slice(0, -'.js'.length);
      return script(c, await moduleScript(fileOf(`../pages/${name}.ts`)));
    });
  }

  /** Auth0: `/authorize` leads to the provider, and the answer goes to the window that opened this one. */
  #addTenant(app: Hono): void {
    app.get('/authorize', (c) => this.#toProvider(c, '/login/callback'));
    app.get('/login/callback', async (c) => {
      const { redirectUri, state, nonce } = this.#take(c);
      const code = `code-${randomUUID()}`;
      this.#nonces.set(code, nonce);
      const error = c.req.query('error');
      await this.callback.pass();
      const response = error === undefined ? { code, state } : { error, error_description: error, state };
      return c.html(webMessageDocument(response, new URL(redirectUri).origin, this.#times));
    });
    app.options('/oauth/token', (c) => this.#allowAll(c, c.body(null, 204)));
    app.post('/oauth/token', async (c) => {
      const code = new URLSearchParams(await c.req.text()).get('code') ?? '';
      return this.#token(c, `${this.authority}/`, { nonce: this.#nonces.get(code) ?? '' });
    });
  }

  /** OpenID Connect: the address of the provider's page is the provider's own. */
  #addOpenId(app: Hono): void {
    app.get('/.well-known/openid-configuration', async (c) => {
      await delay(this.settings.slowStart);
      return this.#allowAll(
        c,
        c.json({
          issuer: this.authority,
          authorization_endpoint: this.settings.authorizationEndpoint ?? `${this.#idp.origin}/authorize`,
          token_endpoint: `${this.authority}/token`,
          jwks_uri: `${this.authority}/keys`,
        }),
      );
    });
    app.post('/token', async (c) => this.#token(c, this.authority, {}));
  }

  /** Nango: the outcome is told through a WebSocket, before the callback page shows. */
  #addNango(app: Hono): void {
    app.get('/oauth/connect/:key', (c) =>
      this.#toProvider(c, '/oauth/callback', c.req.query('ws_client_id')),
    );
    app.get('/oauth/callback', async (c) => {
      const { state: socket } = this.#take(c);
      const error = c.req.query('error');
      if (error === undefined) this.completed += 1;
      const told =
        error === undefined
          ? {
              message_type: 'success',
              provider_config_key: 'notion',
              connection_id: randomUUID(),
              is_pending: false,
            }
          : { message_type: 'error', error_type: error, error_desc: error };
      const telling = delay(this.settings.lateResult).then(() => {
        for (let time = 0; time < this.#times; time += 1) this.#sockets?.send(socket, told);
      });
      if (this.settings.lateResult === 0) await telling;
      await this.callback.pass();
      return error === undefined ? c.html(closingDocument()) : c.html(bystanderDocument(), 400);
    });
  }

  async #greet(socket: string): Promise<void> {
    await delay(this.settings.slowStart);
    this.#sockets?.send(socket, { message_type: 'connection_ack', ws_client_id: socket });
  }

  /** Sends the user to the provider, to come back to a page of this server. */
  #toProvider(c: Context, back: string, state = c.req.query('state') ?? ''): Response {
    const id = randomUUID();
    const { redirect_uri: redirectUri = '', nonce = '' } = c.req.query();
    this.#pending.set(id, { redirectUri, state, nonce });
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: CLIENT,
      redirect_uri: `${this.authority}${back}`,
      state: id,
    });
    return c.redirect(`${this.#idp.origin}/authorize?${query.toString()}`, 302);
  }

  #take(c: Context): Pending {
    const id = c.req.query('state') ?? '';
    const pending = this.#pending.get(id);
    if (!pending) throw new Error(`Nobody waits for ${c.req.url}`);
    this.#pending.delete(id);
    return pending;
  }

  /** No `expires_in`: what the libraries do about tokens that run out has nothing to do with windows. */
  async #token(c: Context, issuer: string, claims: Record<string, string>): Promise<Response> {
    await delay(this.settings.lateResult);
    this.completed += 1;
    return this.#allowAll(
      c,
      c.json({
        access_token: `token-${randomUUID()}`,
        token_type: 'Bearer',
        scope: 'openid',
        id_token: idToken(issuer, CLIENT, claims),
      }),
    );
  }

  #allowAll(c: Context, response: Response): Response {
    response.headers.set('access-control-allow-origin', '*');
    response.headers.set(
      'access-control-allow-headers',
      c.req.header('access-control-request-headers') ?? '*',
    );
    return response;
  }
}
