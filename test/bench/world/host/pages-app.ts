import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { pageDocument } from '../../pages/document.js';
import { pageHeaders, STRICT_POLICY } from '../../pages/headers.js';
import { PAGES } from '../../pages/pages.js';
import { callbackScript, classicScript, elementsChunk, elementsModule, moduleScript } from '../bundle.js';
import type { AccountName } from '../console/accounts.js';
import type { Console } from '../console/console.js';
import { escapeHtml } from '../escape-html.js';

const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const ORACLES = ['oracles/oracle.js', 'oracles/oracle.ts'].map(fileOf);

/** What a host may serve the callback page with. */
const CALLBACK_HEADERS = {
  'content-security-policy': `${STRICT_POLICY}; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** What the callback page of the product's making is served with. */
export interface CallbackPage {
  /** Further origins that hear of the outcome. */
  openerOrigins: string[];
  /** In place of, or beyond, those that the product asks for. */
  headers: Record<string, string>;
}

/** What tests change of the host's pages. */
export interface PageParts {
  readonly callback: CallbackPage;
  /** Scripts of a test's own, by name. */
  readonly preludes: ReadonlyMap<string, string>;
}

/** The host's own server: pages, their scripts, the product, the callback pages. */
export function pagesApp(console: Console, { callback, preludes }: PageParts): Hono {
  const app = new Hono();

  const showPage = (c: Context): Response | Promise<Response> => {
    const page = PAGES[c.req.param('name') ?? ''];
    if (!page) return c.notFound();
    const query = new URL(c.req.url).searchParams;
    for (const [name, value] of Object.entries(pageHeaders(query))) c.header(name, value);
    logIn(c, console, query.get('account'));
    return c.html(pageDocument(query, page.body(query), page.scripts ?? []));
  };
  app.get('/pages/:name', showPage);
  app.get('/pages/:name/*', showPage);
  app.get('/submitted', (c) => c.html('<!doctype html><title>Submitted</title><p>Submitted.</p>'));

  app.get('/elements.js', async (c) => script(c, await elementsModule()));
  app.get('/oracle.js', async (c) => {
    const file = ORACLES.find((each) => existsSync(each));
    return script(c, file ? await classicScript(file) : '');
  });
  app.get('/scripts/:name{[a-z-]+\\.js}', async (c) => {
    const name = c.req.param('name').slice(0, -'.js'.length);
    const file = fileOf(`pages/scripts/${name}.ts`);
    if (!existsSync(file)) return c.notFound();
    return script(c, await (name === 'page' ? moduleScript(file) : classicScript(file)));
  });
  app.get('/preludes/:name{[a-z-]+\\.js}', async (c) => {
    const name = c.req.param('name').slice(0, -'.js'.length);
    const own = preludes.get(name);
    if (own !== undefined) return script(c, own);
    const file = fileOf(`pages/preludes/${name}.ts`);
    return existsSync(file) ? script(c, await classicScript(file)) : c.notFound();
  });

  app.get('/oauth-callback', (c) =>
    c.html(callbackDocument('/oauth-callback.js', callback.openerOrigins), 200, {
      ...CALLBACK_HEADERS,
      ...callback.headers,
    }),
  );
  app.get('/oauth-callback.js', async (c) => script(c, await callbackScript()));
  app.get('/dify-oauth-callback', (c) => c.html(callbackDocument('/scripts/dify-callback.js')));

  app.get('/:name{[A-Za-z0-9_.-]+\\.js}', async (c) => {
    const chunk = await elementsChunk(c.req.param('name'));
    return chunk === undefined ? c.notFound() : script(c, chunk);
  });
  return app;
}

/** A frame without an origin of its own may load modules only from who allows it. */
function script(c: Context, code: string): Response {
  return c.body(code, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
}

/** Leaves a session of the same account alone, be it expired: it is what a test may be about. */
function logIn(c: Context, console: Console, account: string | null): void {
  if (account === null || !Object.hasOwn(console.accounts, account)) return;
  const name = account as AccountName;
  if (console.isSessionOf(name, c.req.header('cookie'))) return;
  for (const line of console.cookieLines(console.login(name))) c.header('set-cookie', line, { append: true });
}

const callbackDocument = (src: string, openerOrigins: readonly string[] = []): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Authorization</title>
    <link rel="icon" href="data:," />
    <meta name="datasource-opener-origins" content="${escapeHtml(openerOrigins.join(' '))}" />
    <script type="module" src="${src}"></script>
  </head>
  <body></body>
</html>
`;
