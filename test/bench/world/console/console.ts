import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { accounts } from './accounts.js';
import type { AccountName } from './accounts.js';
import { Authentication } from './authentication.js';
import { cookiesOf, sessionCookies } from './cookies.js';
import { CredentialWrites } from './credentials.js';
import { datasourceRoutes } from './datasource-routes.js';
import { ApiError, internalError, notFound } from '../../../../demo/server/console/errors.js';
import { oauthRoutes } from './oauth-routes.js';
import type { OAuthProvider } from './oauth-routes.js';
import { parseProviderId } from './provider-id.js';
import { RequestLog } from '../request-log.js';
import { sessionRoutes } from './session-routes.js';
import { Sessions } from './sessions.js';
import type { Tokens } from './sessions.js';
import { defaultSettings } from './settings.js';
import type { ConsoleSettings } from './settings.js';
import { catalogue } from './sources.js';
import type { Source } from './sources.js';
import { isOf } from './state.js';
import type { ConsoleState, ProviderKey, StoredCredential } from './state.js';

/** Grey letters on nothing: something that every engine draws. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="gray"/></svg>';

/** A Dify console in memory: the twelve operations with their quirks, and everything that it knows laid open. */
export class Console {
  /** What it got, as it arrived from the proxy. */
  readonly log = new RequestLog();
  readonly accounts = accounts();
  readonly sessions = new Sessions();
  readonly settings: ConsoleSettings;
  readonly state: ConsoleState = { credentials: [], clients: [], flows: [], callbacks: [] };
  readonly app: Hono;
  sources: Source[] = catalogue();
  readonly #defaults: ConsoleSettings;
  readonly #writes: CredentialWrites;
  #offset = 0;

  /** @param origin Where browsers reach it. */
  constructor(origin: string, provider: OAuthProvider) {
    this.#defaults = defaultSettings(origin);
    this.settings = { ...this.#defaults };
    this.#writes = new CredentialWrites(this.#parts);
    this.app = this.#build(provider);
  }

  /** What time the console holds it to be, in milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.#offset;

  /** Lets time pass: contexts and sessions run out. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Starts a session; its `Set-Cookie` lines are those of {@link cookieLines}. */
  login(name: AccountName): Tokens {
    return this.sessions.start(this.accounts[name], this.now() + this.settings.sessionSeconds * 1000);
  }

  cookieLines(tokens: Tokens): string[] {
    return sessionCookies(tokens, this.settings);
  }

  /** Whether a `Cookie` header carries a session of the account, be it expired. */
  isSessionOf(name: AccountName, cookieHeader: string | undefined): boolean {
    const [token = ''] = cookiesOf(cookieHeader, `${this.settings.cookiePrefix}access_token`);
    return this.sessions.access(token)?.account === this.accounts[name];
  }

  /** Adds a connection behind the page's back. Anne's workspace, an API key, unless told otherwise. */
  connect(id: string, parts: Partial<StoredCredential> = {}): StoredCredential {
    const { anne } = this.accounts;
    return this.#writes.add(this.#key(id, parts.tenantId), { userId: anne.id, ...parts });
  }

  /** The stored connections of a source, in the order of their making. */
  credentialsOf(id: string, tenantId?: string): StoredCredential[] {
    return this.state.credentials.filter(isOf(this.#key(id, tenantId)));
  }

  /** The source of an id, to be changed. */
  source(id: string): Source {
    const source = this.#find(parseProviderId(id));
    if (!source) throw new Error(`There is no source ${id}`);
    return source;
  }

  reset(): void {
    Object.assign(this.settings, this.#defaults);
    Object.assign(this.accounts, accounts());
    Object.assign(this.state, { credentials: [], clients: [], flows: [], callbacks: [] });
    this.sources = catalogue();
    this.sessions.clear();
    this.log.clear();
    this.#offset = 0;
  }

  get #parts() {
    const { state, settings, sessions, accounts: everybody, now } = this;
    return {
      state,
      settings,
      sessions,
      accounts: everybody,
      now,
      source: (key: ProviderKey) => this.#find(key),
      sources: () => this.sources,
    };
  }

  #find({ pluginId, provider }: Pick<ProviderKey, 'pluginId' | 'provider'>): Source | undefined {
    return this.sources.find((source) => source.pluginId === pluginId && source.name === provider);
  }

  #key(id: string, tenantId = this.accounts.anne.tenantId): ProviderKey {
    return { tenantId, ...parseProviderId(id) };
  }

  #build(provider: OAuthProvider): Hono {
    const parts = this.#parts;
    const auth = new Authentication(parts);
    const api = new Hono();
    api.use(this.log.middleware);
    api.use(
      cors({
        origin: (origin) => (this.settings.corsOrigins.includes(origin) ? origin : null),
        credentials: true,
        allowMethods: ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS'],
        allowHeaders: ['Content-Type', 'Authorization', 'X-CSRF-Token'],
      }),
    );
    api.use(async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
    });
    api.get('/workspaces/current/plugin/icon', (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml' }));
    api.route('/', sessionRoutes(parts, auth));
    api.route('/', datasourceRoutes(parts, auth, this.#writes));
    api.route('/', oauthRoutes(parts, auth, this.#writes, provider));
    api.all('*', () => {
      throw notFound();
    });
    const app = new Hono();
    app.route('/console/api', api);
    app.onError((error, c) => {
      const known = error instanceof ApiError ? error : internalError();
      if (known !== error) console.error(`${c.req.method} ${c.req.path}: ${String(error.stack)}`);
      return c.json(known.body(), known.status as ContentfulStatusCode);
    });
    return app;
  }
}
