import { Hono } from 'hono';
import { PAGE_HEADERS } from '../authorization-server/page.js';
import { refuseForeignForms } from '../authorization-server/foreign-forms.js';
import { readForm } from '../limited-body.js';
import { findSourceByName } from '../sources/catalogue.js';
import type { ProviderKeys } from '../storage/provider-keys.js';
import { KEY_SOURCES } from './demo-keys.js';
import { keysPage } from './keys-page.js';
import type { KeysView } from './keys-page.js';

export function keysRoutes(keys: ProviderKeys): Hono {
  const routes = new Hono();
  const show = async (more: Partial<KeysView> = {}) =>
    keysPage({
      sources: KEY_SOURCES,
      revoked: false,
      keys: (await keys.list()).flatMap((key) => {
        const source = findSourceByName(key.source);
        return source ? [{ source, key }] : [];
      }),
      ...more,
    });

  routes.get('/keys', async (c) =>
    c.html(await show({ revoked: c.req.query('revoked') !== undefined }), 200, PAGE_HEADERS),
  );
  routes.post('/keys', async (c) => {
    const name = (await readForm(c)).get('source');
    const chosen = KEY_SOURCES.find(({ source }) => source.name === name);
    if (!chosen) return c.html(await show(), 400, PAGE_HEADERS);
    const key = await keys.issue(chosen.source.name, chosen.keyPrefix);
    return c.html(await show({ issued: { brand: chosen.source.brand, key } }), 200, PAGE_HEADERS);
  });
  routes.post('/keys/revoke', refuseForeignForms, async (c) => {
    await keys.revoke((await readForm(c)).get('key_id') ?? '');
    return c.redirect('/keys?revoked', 303);
  });
  return routes;
}
