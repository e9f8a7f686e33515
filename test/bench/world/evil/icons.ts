import type { Hono } from 'hono';

/** 20 MB, after a picture's first bytes. */
const LARGE = 20 * 1024 * 1024;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Runs wherever a picture is taken for a document. */
const SCRIPTED =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="(window.top||window).__pwned=1"><script>(window.top||window).__pwned=1</script><circle r="8"/></svg>';

/** Pictures that do harm. */
export function addIcons(app: Hono, life: () => AbortSignal): void {
  app.get('/icons/good.png', (c) => c.body(PNG, 200, { 'content-type': 'image/png' }));
  app.get('/icons/scripted.svg', (c) => c.body(SCRIPTED, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/icons/broken.png', (c) => c.body('no picture', 200, { 'content-type': 'image/png' }));
  app.get('/icons/page.png', (c) => c.html('<script>parent.__pwned=1</script>'));
  app.get('/icons/elsewhere.png', (c) => c.redirect('/collect/tracker'));
  app.get('/icons/large.png', (c) => {
    const body = Buffer.alloc(LARGE);
    PNG.copy(body);
    return c.body(body, 200, { 'content-type': 'image/png' });
  });
  app.get('/icons/password.png', (c) =>
    c.body(null, 401, { 'www-authenticate': 'Basic realm="Your password"' }),
  );
  // Never comes.
  app.get('/icons/stalled.png', async (c) => {
    const signal = life();
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    return c.body(null, 503);
  });
}
