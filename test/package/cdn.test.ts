import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/support/console-page.js';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>One script tag</title><link rel="icon" href="data:,">
<script type="module" src="/cdn/datasource-elements.js"></script>
<datasource-context><datasource-list></datasource-list>
${'<datasource-oauth-button plugin-id="acme/notes" provider="notes"></datasource-oauth-button>'.repeat(10)}
${'<datasource-card plugin-id="acme/notes" provider="notes"></datasource-card>'.repeat(2)}
</datasource-context></html>`;

const SOURCE = {
  author: 'acme',
  provider: 'notes',
  name: 'notes',
  plugin_id: 'acme/notes',
  plugin_unique_identifier: 'acme/notes:1@x',
  icon: '',
  label: { en_US: 'Notes' },
  description: { en_US: '' },
  credential_schema: [{ name: 'key', type: 'secret-input', required: true, label: { en_US: 'Key' } }],
  oauth_schema: {
    client_schema: [{ name: 'client_id', type: 'secret-input' }],
    is_system_oauth_params_exists: true,
    redirect_uri: 'https://acme.example/callback',
  },
  credentials_list: [
    { id: '1', name: 'First', type: 'api-key', is_default: true, avatar_url: 'default', credential: {} },
  ],
};

/** A page with one script tag, under a strict policy, as a CDN user writes it. */
describe('the CDN build', () => {
  let server: Server;
  let browser: Browser;
  let address: string;
  const requests: string[] = [];

  before(async () => {
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      requests.push(`${request.method} ${path}`);
      if (path.startsWith('/cdn/')) {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(readFileSync(`.${path}`));
      } else if (path === '/console/api/auth/plugin/datasource/list') {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ result: [SOURCE] }));
      } else if (path === '/') {
        response.setHeader('Content-Type', 'text/html');
        response.setHeader(
          'Content-Security-Policy',
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
        );
        response.end(PAGE);
      } else {
        response.statusCode = 404;
        response.end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://localhost:${(server.address() as AddressInfo).port}/`;
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  it('upgrades the tags, breaks no strict policy, and reads the list once for thirteen elements', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(address);
    await page
      .locator('datasource-list')
      .getByRole('article', { name: 'Notes' })
      .getByText('First')
      .waitFor();
    assert.equal(
      await page.getByRole('button', { name: 'Add OAuth', exact: true, disabled: false }).count(),
      10,
    );
    await page.getByRole('button', { name: 'Configure Notes' }).first().click();
    await page.getByRole('button', { name: 'Add API Key' }).click();
    await page
      .getByRole('dialog', { name: 'API Key Authorization Configuration' })
      .getByLabel('Authorization Name')
      .waitFor();
    assert.deepEqual(
      requests.filter((request) => request.includes('/console/api/')),
      ['GET /console/api/auth/plugin/datasource/list'],
    );
    assert.deepEqual(problems, []);
    await page.close();
  });
});
