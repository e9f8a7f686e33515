import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { moduleScript } from '../bundle.js';
import { escapeHtml } from '../escape-html.js';
import type { Listening } from '../listen.js';
import { RequestLog } from '../request-log.js';
import { serveApp } from '../serve.js';
import { addIcons } from './icons.js';
import { FORGED_MESSAGES } from './payloads.js';

const FORGER = fileURLToPath(new URL('../../pages/scripts/forger.ts', import.meta.url));

/**
 * Somebody else's server, on an origin and a site of its own: takes whatever it is sent, answers whoever asks, and has pages
 * that forge messages.
 *
 * Pages: `/frame` (to the page around it), `/popup` (to the page that opened it), `/opener?src=…` (to a page that it opens on
 * a click on `#open`); `rounds`, `every` and `wait` as in `pages/scripts/forger.ts`. `/collect/…` takes everything.
 */
export class Evil {
  /** Everything that it got. */
  readonly log = new RequestLog();
  /** What its pages send, as JSON. */
  messages: readonly unknown[] = FORGED_MESSAGES;
  #listening: Listening | undefined;
  #life = new AbortController();

  async start(): Promise<void> {
    this.#listening = await serveApp(this.#build(), ['127.0.0.2']);
  }

  /** A host of its own, since cookies do not care for ports. */
  get origin(): string {
    return `http://127.0.0.2:${this.#listening?.port ?? 0}`;
  }

  /** The address of one of its pages. */
  url(page: 'frame' | 'popup' | 'opener', options: Record<string, string> = {}): string {
    const query = new URLSearchParams({ to: page === 'frame' ? 'parent' : 'opener', ...options });
    return `${this.origin}/${page}?${query.toString()}`;
  }

  /** Everything that it got, as one text to search for secrets: request lines, headers and bodies. */
  get loot(): string {
    return this.log.entries
      .map(({ method, path, search, headers, body }) =>
        [`${method} ${path}${search}`, JSON.stringify(headers), body].join('\n'),
      )
      .join('\n\n');
  }

  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.log.clear();
    this.messages = FORGED_MESSAGES;
  }

  async stop(): Promise<void> {
    this.reset();
    await this.#listening?.close();
  }

  #build(): Hono {
    const app = new Hono();
    app.use(this.log.middleware);
    // Whoever asks may read, send and use cookies: nothing is to fail on this side.
    app.use(async (c, next) => {
      await next();
      c.header('access-control-allow-origin', c.req.header('origin') ?? '*');
      c.header('access-control-allow-credentials', 'true');
      c.header('access-control-allow-headers', c.req.header('access-control-request-headers') ?? '*');
      c.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
      c.header('cache-control', 'no-store');
    });
    app.options('*', (c) => c.body(null, 204));
    addIcons(app, () => this.#life.signal);
    app.get('/forger.js', async (c) =>
      c.body(await moduleScript(FORGER), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
    );
    app.get('/payloads.json', (c) => c.json(this.messages));
    for (const page of ['/frame', '/popup', '/opener']) app.get(page, (c) => c.html(forgingPage(c)));
    app.all('*', (c) => c.json({ result: 'success' }));
    return app;
  }
}

const forgingPage = (c: Context): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Evil</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/forger.js"></script>
  </head>
  <body>
    <button id="open" type="button">Open ${escapeHtml(c.req.query('src') ?? 'nothing')}</button>
  </body>
</html>
`;
