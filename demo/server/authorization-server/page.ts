import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const csp = (formTargets: string): string =>
  `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`;

/** No script at all, nothing from elsewhere, never inside a frame, never stored. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': csp("'self'"),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The same for a page whose form ends, by redirects, at another address: browsers hold `form-action` against those too. */
export function headersWithFormTarget(redirectTo: string): Readonly<Record<string, string>> {
  return { ...PAGE_HEADERS, 'content-security-policy': csp(`'self' ${new URL(redirectTo).origin}`) };
}

/** The frame of every page of the authorization server. Values in templates are escaped by `html`. */
export function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/assets/provider.css" />
      </head>
      <body>
        <main class="card">${content}</main>
      </body>
    </html>`;
}

const PAGES = [
  { path: '/apps', name: 'Register an app' },
  { path: '/keys', name: 'API keys' },
  { path: '/connections', name: 'Connected apps' },
];

/** Leads from each of the account's pages to the others. */
export function siteLinks(current: string): Html {
  return html`<nav aria-label="Account" class="links">
    ${PAGES.map(({ path, name }) =>
      path === current
        ? html`<a href="${path}" aria-current="page">${name}</a>`
        : html`<a href="${path}">${name}</a>`,
    )}
  </nav>`;
}

const FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** A moment, given in seconds since 1970; without a script the page cannot know the reader's time zone. */
export function timeOf(seconds: number): Html {
  const date = new Date(seconds * 1000);
  return html`<time datetime="${date.toISOString()}">${FORMAT.format(date)} UTC</time>`;
}
