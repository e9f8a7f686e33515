import { html } from 'hono/html';
import type { ConnectedApp } from './grants.js';
import { page, siteLinks, timeOf } from './page.js';
import type { Html } from './page.js';
import { permissionTexts } from './permission-texts.js';

/** Where the account's owner sees which apps have access, and ends it. */
export function connectionsPage(account: string, apps: ConnectedApp[], disconnected: boolean): Html {
  return page(
    'Connected apps',
    html`<h1>Connected apps</h1>
      <p class="account"><span class="initial" aria-hidden="true">${account.slice(0, 1)}</span>${account}</p>
      <p class="lead">
        These apps may read data of your accounts. An app that you disconnect loses its access at once, until
        you allow it again.
      </p>
      ${disconnected ? html`<p role="status" class="done">The app is disconnected.</p>` : ''}
      ${
        apps.length === 0
          ? html`<p>No app is connected.</p>`
          : html`<ul class="entries">
              ${apps.map(appEntry)}
            </ul>`
      }
      ${siteLinks('/connections')}`,
  );
}

function appEntry(app: ConnectedApp): Html {
  const { source, appName } = app;
  return html`<li>
    <img src="/icons/${source.icon}" alt="" width="32" height="32" />
    <div>
      <strong>${appName}</strong>
      <p class="small">${source.oauth?.accountName ?? source.brand}, since ${timeOf(app.since)}</p>
      <ul class="small">
        ${permissionTexts(source, app.scopes).map((text) => html`<li>${text}</li>`)}
      </ul>
    </div>
    <form method="post" action="/connections">
      <input type="hidden" name="connection" value="${app.handle}" />
      <button class="secondary" aria-label="Disconnect ${appName} from ${source.brand}">Disconnect</button>
    </form>
  </li>`;
}
