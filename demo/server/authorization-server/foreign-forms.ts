import { createMiddleware } from 'hono/factory';
import { errorPage } from './error-page.js';
import { PAGE_HEADERS } from './page.js';

/**
 * Refuses a form that another site's page sends. Browsers say where a form comes from in a header that no page can set; `Origin`
 * would not do, since under our referrer policy it is "null" for our own forms too. What a form acts on is moreover named by an id
 * that cannot be guessed and that only our own pages show.
 */
export const refuseForeignForms = createMiddleware(async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') {
    return c.html(await errorPage('access_denied', 'This form came from another site.'), 403, PAGE_HEADERS);
  }
  await next();
  return undefined;
});
