import { html } from 'hono/html';
import { page, siteLinks, timeOf } from '../authorization-server/page.js';
import type { Html } from '../authorization-server/page.js';
import type { Source } from '../sources/source.js';
import type { IssuedKey } from '../storage/provider-keys.js';
import type { KeySource } from './demo-keys.js';

export interface KeysView {
  sources: readonly KeySource[];
  /** A key that was issued just now. */
  issued?: { brand: string; key: string };
  keys: { source: Source; key: IssuedKey }[];
  revoked: boolean;
}

/** Where somebody gets an API key for a source, as on a provider's own site, and takes it back. */
export function keysPage({ sources, issued, keys, revoked }: KeysView): Html {
  return page(
    'API keys',
    html`<h1>API keys</h1>
      ${revoked ? html`<p role="status" class="done">The key is revoked and works no longer.</p>` : ''}
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
      ${
        keys.length === 0
          ? ''
          : html`<h2>Your keys</h2>
              <ul class="entries">
                ${keys.map(keyEntry)}
              </ul>`
      }
      <h2>Keys that always work here</h2>
      <dl class="uris">
        ${sources.map(
          ({ source, demoKey, keyOptional }) =>
            html`<dt>${source.brand}</dt>
              <dd><code>${demoKey}</code>${keyOptional ? ' (or none at all)' : ''}</dd>`,
        )}
      </dl>
      ${siteLinks('/keys')}`,
  );
}

function keyEntry({ source, key }: KeysView['keys'][number]): Html {
  const prefix = source.keyCheck?.keyPrefix ?? '';
  const name = key.ending === null ? `${prefix}…` : `${prefix}…${key.ending}`;
  return html`<li>
    <img src="/icons/${source.icon}" alt="" width="32" height="32" />
    <div>
      <strong>${source.brand}</strong> <code>${name}</code>
      <p class="small">Created ${timeOf(key.createdAt)}</p>
    </div>
    <form method="post" action="/keys/revoke">
      <input type="hidden" name="key_id" value="${key.id}" />
      <button class="secondary" aria-label="Revoke the ${source.brand} key ${name}">Revoke</button>
    </form>
  </li>`;
}
