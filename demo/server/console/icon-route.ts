import { Hono } from 'hono';
import { iconSvg } from '../sources/icons.js';
import { notFound } from './errors.js';

/** Headers under which a drawing cannot do anything but be looked at. */
export const ICON_HEADERS = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cache-control': 'public, max-age=86400',
  'x-content-type-options': 'nosniff',
} as const;

/** The address that the list gives for icons; needs no login, as an `<img>` cannot send the CSRF header. */
export function iconRoute(): Hono {
  const routes = new Hono();
  routes.get('/workspaces/current/plugin/icon', (c) => {
    const svg = iconSvg(c.req.query('filename') ?? '');
    if (svg === undefined) throw notFound();
    return c.body(svg, 200, ICON_HEADERS);
  });
  return routes;
}
