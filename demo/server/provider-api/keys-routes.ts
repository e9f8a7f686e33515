import { Hono } from 'hono';
import { PAGE_HEADERS } from '../authorization-server/page.js';
import { readForm } from '../limited-body.js';
import type { ProviderKeys } from '../storage/provider-keys.js';
import { KEY_SOURCES } from './demo-keys.js';
import { keysPage } from './keys-page.js';

export function keysRoutes(keys: ProviderKeys): Hono {
  const routes = new Hono();
  routes.get('/keys', async (c) => c.html(await keysPage(KEY_SOURCES), 200, PAGE_HEADERS));
  routes.post('/keys', async (c) => {
    const name = (await readForm(c)).get('source');
    const chosen = KEY_SOURCES.find(({ source }) => source.name === name);
    if (!chosen) return c.html(await keysPage(KEY_SOURCES), 400, PAGE_HEADERS);
    const key = await keys.issue(chosen.source.name, chosen.keyPrefix);
    return c.html(await keysPage(KEY_SOURCES, { brand: chosen.source.brand, key }), 200, PAGE_HEADERS);
  });
  return routes;
}
