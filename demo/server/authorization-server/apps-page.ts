import { html } from 'hono/html';
import type { Source } from '../sources/source.js';
import { page, siteLinks } from './page.js';
import type { Html } from './page.js';

export interface AppsForm {
  sources: { source: Source; redirectUri: string }[];
  selected: string;
  name: string;
  redirectUri: string;
  problem?: string;
}

/** Where somebody registers an app of their own, to use it as the custom client of a source. */
export function appsPage(form: AppsForm): Html {
  return page(
    'Register an app',
    html`<h1>Register an app</h1>
      <p class="lead">
        An app of your own gives you the client ID and the client secret for “Custom” in the OAuth client
        settings.
      </p>
      <ol class="steps">
        <li>Choose the data source. Its redirect URI, listed below, is also shown in the client settings.</li>
        <li>Register, and copy the client ID and the client secret.</li>
        <li>Paste both into the client settings, then choose “Save and Authorize”.</li>
      </ol>
      ${form.problem === undefined ? '' : html`<p role="alert" class="problem">${form.problem}</p>`}
      <form method="post" action="/apps" class="fields">
        <label for="name">App name</label>
        <input id="name" name="name" required maxlength="80" value="${form.name}" autocomplete="off" />
        <label for="source">Data source</label>
        <select id="source" name="source">
          ${form.sources.map(({ source }) => option(source, form.selected))}
        </select>
        <label for="redirect_uri">Redirect URI</label>
        <input
          id="redirect_uri"
          name="redirect_uri"
          type="url"
          required
          maxlength="500"
          value="${form.redirectUri}"
          autocomplete="off"
        />
        <button class="primary">Register app</button>
      </form>
      <h2>Redirect URIs of this demo</h2>
      <dl class="uris">
        ${form.sources.map(
          ({ source, redirectUri }) =>
            html`<dt><a href="/apps?source=${source.name}">${source.brand}</a></dt>
              <dd><code>${redirectUri}</code></dd>`,
        )}
      </dl>
      ${siteLinks('/apps')}`,
  );
}

export interface RegisteredApp {
  name: string;
  source: Source;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/** The only time that the client secret is shown. */
export function registeredPage(app: RegisteredApp): Html {
  return page(
    'App registered',
    html`<h1>${app.name} is registered</h1>
      <p class="lead">
        Copy both values into the OAuth client settings of ${app.source.brand}. The client secret is shown
        only now.
      </p>
      <div class="fields">
        <label for="client_id">Client ID</label>
        <input id="client_id" readonly value="${app.clientId}" />
        <label for="client_secret">Client secret</label>
        <input id="client_secret" readonly value="${app.clientSecret}" />
        <label for="redirect_uri">Redirect URI</label>
        <input id="redirect_uri" readonly value="${app.redirectUri}" />
      </div>
      <p class="small"><a href="/apps">Register another app</a></p>
      ${siteLinks('')}`,
  );
}

const option = (source: Source, selected: string): Html =>
  source.name === selected
    ? html`<option value="${source.name}" selected>${source.brand}</option>`
    : html`<option value="${source.name}">${source.brand}</option>`;
