import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const asset = (name: string): string =>
  readFileSync(new URL(`./callback-page/${name}`, import.meta.url), 'utf8');

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/**
 * Where the user lands after a successful authorization (contract 1.2, operation 12, and 3.4). Its script is the
 * package's own and comes with the demo's pages.
 */
export function callbackPage(): Hono {
  const page = asset('page.html');
  const style = asset('page.css');
  const routes = new Hono();
  routes.get('/', (c) => c.body(page, 200, { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }));
  routes.get('/page.css', (c) =>
    c.body(style, 200, { ...HEADERS, 'content-type': 'text/css; charset=utf-8' }),
  );
  return routes;
}
