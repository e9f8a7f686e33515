import { html } from 'hono/html';
import { page } from './page.js';
import type { Html } from './page.js';

/** Shown when the request itself is wrong, so that there is no trusted address to send the user back to. */
export function errorPage(error: string, description: string | undefined): Html {
  return page(
    'This request cannot be completed',
    html`<h1>This request cannot be completed</h1>
      <p role="alert">${description ?? 'The authorization request is not valid.'}</p>
      <p class="small">Error code: <code>${error}</code></p>
      <p class="small">Close this window and start again from the app that you came from.</p>`,
  );
}
