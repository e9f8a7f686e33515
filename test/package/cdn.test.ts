import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/support/console-page.js';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>One script tag</title><link rel="icon" href="data:,">
<script type="module" src="/cdn/datasource-elements.js"></script>
<datasource-context><datasource-list></datasource-list>
${'<datasource-oauth-button plugin-id="acme/notes" provider="notes"></datasource-oauth-button>'.repeat(10)}
${'<datasource-card plugin-id="acme/notes" provider="notes"></datasource-card>'.repeat(2)}
</datasource-context></html>`;

/** Pages that load another file than all elements at once, or load it by another address. */
const PAGES: Record<string, string> = {
  '/': PAGE,
  '/button': `<!doctype html><html lang="en"><meta charset="utf-8"><title>One element</title><link rel="icon" href="data:,">
<script type="module" src="/cdn/datasource-connect-button.js"></script>
<p>Far from it</p>
<datasource-connect-button plugin-id="acme/notes" provider="notes" add></datasource-connect-button></html>`,
  '/field': `<!doctype html><html lang="en"><meta charset="utf-8"><title>A field</title><link rel="icon" href="data:,">
<script type="module" src="/cdn/datasource-elements.js"></script>
<form><datasource-credential-select name="connection" provider="acme/notes/notes"></datasource-credential-select></form></html>`,
  '/list': `<!doctype html><html lang="en"><meta charset="utf-8"><title>A list</title><link rel="icon" href="data:,">
<script type="module" src="/cdn/datasource-elements.js"></script>
<datasource-list></datasource-list></html>`,
  '/store': `<!doctype html><html lang="en"><meta charset="utf-8"><title>No element</title><link rel="icon" href="data:,">
<script type="module" src="/store.js"></script></html>`,
  '/latest': PAGE.replace('/cdn/datasource-elements.js', '/latest/datasource-elements.js'),
  '/both': PAGE.replace(
    '<datasource-context>',
    '<script type="module" src="/latest/datasource-elements.js"></script><datasource-context>',
  ),
};

const STORE_SCRIPT = `import { createDatasourceStore } from '/cdn/datasource-store.js';
const store = createDatasourceStore();
const list = store.list();
list.subscribe(() => {
  const { data } = list.getSnapshot();
  if (data) document.title = data.map(({ name }) => name).join();
});`;

const TAGS = [
  'datasource-list',
  'datasource-card',
  'datasource-connect-button',
  'datasource-context',
  'api-key-dialog',
];

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
      } else if (path === '/latest/datasource-elements.js') {
        response.statusCode = 302;
        response.setHeader('Location', '/cdn/datasource-elements.js');
        response.end();
      } else if (path === '/store.js') {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(STORE_SCRIPT);
      } else if (path === '/console/api/auth/plugin/datasource/acme/notes/notes') {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ result: SOURCE.credentials_list }));
      } else if (path.endsWith('/get-authorization-url')) {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ authorization_url: 'https://idp.example/authorize' }));
      } else if (path in PAGES) {
        response.setHeader('Content-Type', 'text/html');
        response.setHeader(
          'Content-Security-Policy',
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
        );
        response.end(PAGES[path]);
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

  beforeEach(() => {
    requests.length = 0;
  });

  /** The files that were asked for, without their hashes, in order of their names. */
  const files = (): string[] =>
    requests
      .filter((request) => request.includes('/cdn/'))
      .map((request) => request.replace(/^GET \/cdn\/|(-[-\w]{8})?\.js$/g, '').replace(/^.*\//, ''))
      .sort();
  const lists = (): string[] => requests.filter((request) => request.endsWith('/datasource/list'));
  const twice = (): string[] => requests.filter((request, index) => requests.indexOf(request) < index);

  /** A page, and everything that went wrong or was warned of in it. */
  async function open(path: string): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    await page.context().route('https://idp.example/**', (route) => route.fulfill({ body: 'Authorize' }));
    await page.mouse.move(0, 0);
    await page.goto(new URL(path, address).href);
    return { page, problems };
  }

  /** What a page of the CDN's files has for its own from the start: neither forms nor flows nor menus. */
  const AT_FIRST = [
    'core',
    'datasource-connect-button',
    'diagnosis',
    'http-trouble',
    'locale-en',
    'tab-sync',
  ];
  /** What a button with two ways needs once it is pressed. */
  const WHEN_NEAR = [
    'api-key-form',
    'define',
    'dialog-frame',
    'flow-details',
    'flow-tracking',
    'menu',
    'writer',
  ];
  /** What several of those are made of. */
  const SHARED = ['dialog-element', 'dialog.styles', 'safe-url', 'schema-form'];

  describe('of one element', () => {
    it('reads the list once, and loads what its button needs when the pointer comes near, and nothing after that', async () => {
      const { page, problems } = await open('/button');
      const button = page.getByRole('button', { name: 'Connect', disabled: false });
      await button.waitFor();
      await page.waitForLoadState('networkidle');
      assert.deepEqual(files(), AT_FIRST);
      await page.getByText('Far from it').hover();
      await page.waitForLoadState('networkidle');
      assert.deepEqual(files(), AT_FIRST);
      await button.hover();
      const all = [...AT_FIRST, ...WHEN_NEAR, ...SHARED].sort();
      await waitFor(
        () => files().length >= all.length,
        () => files().join(),
      );
      await page.waitForLoadState('networkidle');
      assert.deepEqual(files(), all);
      await button.click();
      await page.getByRole('menuitem', { name: 'Add API Key' }).click();
      await page
        .getByRole('dialog', { name: 'API Key Authorization Configuration' })
        .getByLabel('Authorization Name')
        .waitFor();
      assert.deepEqual(files(), all);
      assert.equal(lists().length, 1);
      assert.deepEqual([twice(), problems], [[], []]);
      await page.close();
    });

    it('works by a press without the pointer coming near before, one part after the other', async () => {
      const { page, problems } = await open('/button');
      const button = page.getByRole('button', { name: 'Connect', disabled: false });
      await button.waitFor();
      await button.press('ArrowDown');
      const item = page.getByRole('menuitem', { name: 'Add OAuth' });
      await item.waitFor();
      const opened = page.waitForEvent('popup');
      await item.press('Enter');
      const popup = await opened;
      await page.getByText('idp.example').waitFor({ timeout: 5_000 });
      await popup.waitForURL('https://idp.example/authorize');
      assert.equal(await page.evaluate(() => customElements.get('oauth-client-dialog')), undefined);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await waitFor(
        () => popup.isClosed(),
        () => 'the window is open',
      );
      assert.equal(requests.filter((request) => request.endsWith('/get-authorization-url')).length, 1);
      assert.deepEqual(
        twice().filter((request) => request.includes('/cdn/')),
        [],
      );
      assert.deepEqual(problems, []);
      await page.close();
    });
  });

  /** What an element shows once the list was read, in a file of its own. */
  const LATER: readonly {
    what: string;
    path: string;
    part: string;
    shown: (page: Page) => Locator;
    /** What its form would send. */
    value?: { failed: string; there: string };
  }[] = [
    {
      what: 'a field of a form',
      path: '/field',
      part: 'connection-chooser',
      shown: (page: Page) => page.getByRole('combobox').getByText('First · Default'),
      value: { failed: '', there: '1' },
    },
    {
      what: 'a list',
      path: '/list',
      part: 'list-view',
      shown: (page: Page) => page.getByRole('article', { name: 'Notes' }).getByText('First'),
    },
  ];
  for (const { what, path, part, shown, value } of LATER)
    describe(`of ${what}`, () => {
      const valueIn = (page: Page): Promise<unknown> =>
        page.evaluate(() => new FormData(document.forms[0]).get('connection'));

      it('loads what shows the list without waiting for it', async () => {
        const { page, problems } = await open('/store');
        // It reads the list as well, which is not meant below.
        await page.waitForFunction(() => document.title === 'notes');
        let release = (): void => undefined;
        const released = new Promise<void>((resolve) => (release = resolve));
        await page.route('**/datasource/list', async (route) => {
          await released;
          await route.continue();
        });
        requests.length = 0;
        await page.goto(new URL(path, address).href);
        await waitFor(
          () => files().includes(part),
          () => files().join(),
        );
        assert.deepEqual(lists(), []);
        release();
        await shown(page).waitFor({ state: 'attached' });
        if (value) assert.equal(await valueIn(page), value.there);
        assert.deepEqual([twice(), problems], [[], []]);
        await page.close();
      });

      it('tells that it cannot be loaded, and loads it by Retry', async () => {
        const { page } = await open('/store');
        await page.route(`**/${part}-*`, (route) => route.abort());
        await page.goto(new URL(path, address).href);
        await page.getByRole('alert').getByText('A part of this page could not be loaded').waitFor();
        if (value) assert.equal(await valueIn(page), value.failed);
        await page.unroute(`**/${part}-*`);
        await page.getByRole('button', { name: 'Retry' }).click();
        await shown(page).waitFor({ state: 'attached' });
        if (value) assert.equal(await valueIn(page), value.there);
        // What is loaded ahead where the pointer is now does not belong to the next test.
        await page.waitForLoadState('networkidle');
        await page.close();
      });
    });

  describe('of no element', () => {
    it('reads the list, once, and defines none', async () => {
      const { page, problems } = await open('/store');
      await page.waitForFunction(() => document.title === 'notes');
      await page.waitForLoadState('networkidle');
      assert.deepEqual(
        await page.evaluate((tags) => tags.filter((tag) => customElements.get(tag)), TAGS),
        [],
      );
      assert.deepEqual(files(), ['core', 'datasource-store']);
      assert.equal(lists().length, 1);
      assert.deepEqual([twice(), problems], [[], []]);
      await page.close();
    });
  });

  describe('that is reached by a redirect', () => {
    for (const path of ['/latest', '/both'])
      it(`is evaluated once (${path})`, async () => {
        const { page, problems } = await open(path);
        const list = page.locator('datasource-list');
        await list.getByRole('article', { name: 'Notes' }).getByText('First').waitFor();
        await page.getByRole('button', { name: 'Configure Notes' }).first().click();
        await page.getByRole('button', { name: 'Add API Key' }).click();
        await page
          .getByRole('dialog', { name: 'API Key Authorization Configuration' })
          .getByLabel('Authorization Name')
          .waitFor();
        await page.waitForLoadState('networkidle');
        assert.equal(lists().length, 1);
        assert.deepEqual(problems, []);
        const { litElementVersions } = await page.evaluate(() => ({
          litElementVersions: (globalThis as unknown as { litElementVersions: string[] }).litElementVersions,
        }));
        assert.equal(litElementVersions.length, 1);
        // The entry itself has two addresses where both are on the page; all that it consists of has one.
        const entry = 'GET /cdn/datasource-elements.js';
        assert.deepEqual(
          twice().filter((request) => request !== entry),
          [],
        );
        await page.close();
      });
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

/** Waits for something outside of the page. */
async function waitFor(holds: () => boolean, problem: () => string): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `not in time: ${problem()}`);
    await pause(15);
  }
}
