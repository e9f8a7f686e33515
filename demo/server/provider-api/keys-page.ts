import { html } from 'hono/html';
import { page } from '../authorization-server/page.js';
import type { Html } from '../authorization-server/page.js';
import type { KeySource } from './demo-keys.js';

/** Where somebody gets an API key for a source, as on a provider's own site. */
export function keysPage(sources: readonly KeySource[], issued?: { brand: string; key: string }): Html {
  return page(
    'API keys',
    html`<h1>API keys</h1>
      ${
        issued
          ? html`<div class="fields issued">
              <label for="key">Your new ${issued.brand} key, shown only now</label>
              <input id="key" readonly value="${issued.key}" />
            </div>`
          : ''
      }
      <form method="post" action="/keys" class="fields">
        <label for="source">Data source</label>
        <select id="source" name="source">
          ${sources.map(({ source }) => html`<option value="${source.name}">${source.brand}</option>`)}
        </select>
        <button class="primary">Create a key</button>
      </form>
      <h2>Keys that always work here</h2>
      <dl class="uris">
        ${sources.map(
          ({ source, demoKey, keyOptional }) =>
            html`<dt>${source.brand}</dt>
              <dd><code>${demoKey}</code>${keyOptional ? ' (or none at all)' : ''}</dd>`,
        )}
      </dl>
      <p class="small"><a href="/apps">Need an OAuth client instead?</a></p>`,
  );
}
