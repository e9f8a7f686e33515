import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Context, Next } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { OAuthProvider } from '../console/oauth-routes.js';
import type { AuthorizedAccount } from '../console/credentials.js';
import { Gate } from '../gate.js';
import type { Listening } from '../listen.js';
import { RequestLog } from '../request-log.js';
import { serveApp } from '../serve.js';
import { consentPage, loginPage } from './pages.js';
import { defaultIdpSettings } from './settings.js';
import type { IdpSettings, IdpStage } from './settings.js';

interface IssuedCode {
  account: AuthorizedAccount;
  used: boolean;
}

/**
 * An identity provider that does what a test tells it: login page, consent page, way back. Where it waits, hangs, refuses
 * or lies is set by {@link settings}; where it waits for the test, by {@link hold}.
 */
export class Idp implements OAuthProvider {
  /** What it got, with referrers and queries. */
  readonly log = new RequestLog();
  readonly settings: IdpSettings = defaultIdpSettings();
  /** The addresses to which it sent users back, oldest first. */
  readonly answers: string[] = [];
  readonly #codes = new Map<string, IssuedCode>();
  readonly #gates: Record<IdpStage, Gate> = {
    login: new Gate('the login page'),
    consent: new Gate('the consent page'),
    redirect: new Gate('the way back'),
  };
  #listening: Listening | undefined;
  /** Ends what hangs or is slow. */
  #life = new AbortController();

  async start(): Promise<void> {
    this.#listening = await serveApp(this.#build(), ['::1', '127.0.0.2']);
  }

  /** Where browsers reach it. */
  get origin(): string {
    return `http://${this.settings.hostname}:${this.#listening?.port ?? 0}`;
  }

  /** Lets who comes to a step wait there, before the answer. */
  hold(stage: IdpStage): void {
    this.#gates[stage].hold();
  }

  release(stage: IdpStage): void {
    this.#gates[stage].release();
  }

  /** Resolves when so many have come to a step since the last reset. */
  arrived(stage: IdpStage, count = 1, ms?: number): Promise<void> {
    return this.#gates[stage].arrived(count, ms);
  }

  authorizationUrl({
    clientId,
    redirectUri,
    state,
  }: Parameters<OAuthProvider['authorizationUrl']>[0]): string {
    if (this.settings.authorizationUrl !== undefined) return this.settings.authorizationUrl;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'read',
      state,
    });
    return `${this.origin}/authorize?${query.toString()}`;
  }

  redeem(answer: URLSearchParams): AuthorizedAccount {
    const error = answer.get('error');
    if (error !== null) throw new Error([error, answer.get('error_description')].filter(Boolean).join(': '));
    const issued = this.#codes.get(answer.get('code') ?? '');
    if (!issued || issued.used) throw new Error('invalid_grant');
    issued.used = true;
    return issued.account;
  }

  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    Object.assign(this.settings, defaultIdpSettings());
    for (const gate of Object.values(this.#gates)) gate.reset();
    this.answers.length = 0;
    this.#codes.clear();
    this.log.clear();
  }

  async stop(): Promise<void> {
    this.reset();
    await this.#listening?.close();
  }

  #build(): Hono {
    const app = new Hono();
    app.use(this.log.middleware);
    app.use(async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
      if (this.settings.coop) c.header('cross-origin-opener-policy', this.settings.coop);
    });
    const searchOf = (c: Context): string => new URL(c.req.url).search;
    const redirect = (c: Context, address: string): Response => c.body(null, 303, { location: address });

    app.get('/authorize', this.#at('login'), (c) => {
      const { page, loop, skip } = this.settings;
      if (loop) return redirect(c, `/authorize${searchOf(c)}`);
      if (page)
        return c.body(page.body, page.status as ContentfulStatusCode, { 'content-type': page.contentType });
      if (!/^https?:/.test(c.req.query('redirect_uri') ?? ''))
        return c.json(
          { error: 'invalid_request', error_description: 'Missing or invalid redirect_uri' },
          400,
        );
      return skip.includes('login') ? redirect(c, `/consent${searchOf(c)}`) : c.html(loginPage(searchOf(c)));
    });
    app.post('/login', (c) => redirect(c, `/consent${searchOf(c)}`));
    app.get('/consent', this.#at('consent'), (c) =>
      this.settings.skip.includes('consent')
        ? redirect(c, `/decision${searchOf(c)}`)
        : c.html(consentPage(searchOf(c))),
    );
    app.on(['GET', 'POST'], '/decision', this.#at('redirect'), async (c) => {
      const decision = new URLSearchParams(await c.req.text()).get('decision') ?? this.settings.decision;
      return redirect(c, this.#answer(c, decision === 'allow'));
    });
    return app;
  }

  /** Makes a request wait as the settings and the test say. */
  #at(stage: IdpStage) {
    return async (_c: Context, next: Next): Promise<Response | undefined> => {
      const { signal } = this.#life;
      await this.#gates[stage].pass();
      try {
        signal.throwIfAborted();
        if (this.settings.hang === stage) await delay(2 ** 31 - 1, undefined, { signal });
        if (this.settings.slow > 0) await delay(this.settings.slow, undefined, { signal });
      } catch {
        return new Response(null, { status: 503 });
      }
      await next();
      return undefined;
    };
  }

  #answer(c: Context, allowed: boolean): string {
    const address = new URL(c.req.query('redirect_uri') ?? '');
    const answer = this.settings.answer ?? (allowed ? { code: this.#issue() } : { error: 'access_denied' });
    const parameters = { state: c.req.query('state') ?? '', ...answer };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    this.answers.push(address.href);
    return address.href;
  }

  #issue(): string {
    const code = `code-${randomUUID()}`;
    const { accountName, avatarUrl } = this.settings;
    const values = { access_token: `token-${randomUUID()}`, refresh_token: `renewal-${randomUUID()}` };
    this.#codes.set(code, { account: { name: accountName, avatarUrl, values }, used: false });
    return code;
  }
}
