import { Hono } from 'hono';
import { readForm } from '../limited-body.js';
import { connectionsPage } from './connections-page.js';
import { refuseForeignForms } from './foreign-forms.js';
import type { Grants } from './grants.js';
import { PAGE_HEADERS } from './page.js';
import { ACCOUNT_ID, ACCOUNT_NAME } from './provider.js';

/** The demo has one account, and nobody has to log in to it; so its page is there for everybody too. */
export function connectionsRoutes(grants: Grants): Hono {
  const routes = new Hono();
  routes.get('/connections', async (c) => {
    const disconnected = c.req.query('disconnected') !== undefined;
    const content = connectionsPage(ACCOUNT_NAME, await grants.list(ACCOUNT_ID), disconnected);
    return c.html(await content, 200, PAGE_HEADERS);
  });
  routes.post('/connections', refuseForeignForms, async (c) => {
    await grants.revoke(ACCOUNT_ID, (await readForm(c)).get('connection') ?? '');
    return c.redirect('/connections?disconnected', 303);
  });
  return routes;
}
