import { html } from 'hono/html';
import type { Source } from '../sources/source.js';
import { page } from './page.js';
import type { Html } from './page.js';
import { permissionTexts } from './permission-texts.js';

export interface ConsentRequest {
  uid: string;
  source: Source;
  clientName: string;
  redirectTo: string;
  scopes: ReadonlySet<string>;
}

/** Asks the account's owner whether the app may have what it asks for. */
export function consentPage(request: ConsentRequest): Html {
  const { source, clientName } = request;
  const account = source.oauth?.accountName ?? source.brand;
  return page(
    `Connect with ${clientName}`,
    html`<header class="brand">
        <img src="/icons/${source.icon}" alt="" width="56" height="56" />
        <p>${source.brand}</p>
      </header>
      <p class="account"><span class="initial" aria-hidden="true">${account.slice(0, 1)}</span>${account}</p>
      <h1>Connect with ${clientName}</h1>
      <p class="lead">
        ${clientName} is asking for access to your ${source.brand} account. It will be able to:
      </p>
      <ul class="permissions">
        ${permissionTexts(source, request.scopes).map((text) => html`<li>${text}</li>`)}
      </ul>
      <form method="post" action="/interaction/${request.uid}" class="actions">
        <button name="decision" value="cancel" class="secondary">Cancel</button>
        <button name="decision" value="allow" class="primary">Allow access</button>
      </form>
      <p class="small">
        By choosing “Allow access” you share this data with ${clientName}. You will be sent back to
        <strong>${new URL(request.redirectTo).host}</strong>. This is a demonstration: no real ${source.brand}
        account is touched.
      </p>`,
  );
}
