import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { ConsolePage, launchBrowser, types } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';

const JINA = 'langgenius/jina_datasource/jinareader';
const JINA_NAMED = 'plugin-id="langgenius/jina_datasource" provider="jinareader"';
const NOTION = 'langgenius/notion_datasource/notion_datasource';
const NOTION_NAMED = 'plugin-id="langgenius/notion_datasource" provider="notion_datasource"';
const DRIVE_NAMED = 'plugin-id="langgenius/google_drive" provider="google_drive"';

/** A connection, as the server lists it. */
interface Listed {
  id: string;
  name: string;
  type: string;
  avatar_url: string;
  visibility: string;
}

/** Elements that stand on a page by themselves, under no context: they use the store of the page. */
describe('elements alone', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let console: ConsolePage;
  let page: Page;
  let region: Locator;

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    console = await ConsolePage.open(browser, demo.addresses.app);
    page = console.page;
    await page.evaluate(() => removeConnections());
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Knowledge' }).click();
    await page.getByRole('heading', { name: 'Knowledge', exact: true }).waitFor();
    region = page.getByRole('region', { name: 'Alone' });
  });
  afterEach(async () => {
    console.assertNoProblems();
    await console.close();
  });

  const show = (markup: string): Promise<void> => page.evaluate((html) => showAlone(html), markup);
  const button = (name: string): Locator => region.getByRole('button', { name, exact: true });
  const focused = (element: Locator): Promise<void> => element.and(page.locator(':focus')).waitFor();
  const listed = (id: string): Promise<Listed[]> => page.evaluate((source) => storedConnections(source), id);

  /** Allows access on the consent page that an action opens. */
  const allow = async (action: () => Promise<void>): Promise<void> => {
    const popup = await console.popupOf(action);
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Allow access' }).press('Enter');
    await closed;
  };
  const fillInKey = async (name: string): Promise<void> => {
    await console.apiKeyDialog.getByLabel('Authorization Name').fill(name);
    await console.apiKeyDialog.getByLabel('API Key', { exact: false }).first().fill('jina_demo_key');
    await page.keyboard.press('Enter');
    await console.apiKeyDialog.waitFor({ state: 'hidden' });
  };

  it('a connect button with its own text and icon: connects by OAuth, by keyboard, and authorizes again', async () => {
    await show(`<datasource-connect-button ${NOTION_NAMED}>
      <svg slot="icon" width="16" height="16" aria-hidden="true"></svg><span>Link the wiki</span>
    </datasource-connect-button>`);
    const own = button('Link the wiki');
    await region.locator('[aria-haspopup=menu]').waitFor();
    assert.ok(await region.locator('svg[slot=icon]').isVisible());
    await page.keyboard.press('Tab');
    await focused(own);
    await page.keyboard.press('Enter');
    await focused(page.getByRole('menuitem', { name: 'Add OAuth' }));
    assert.deepEqual(await page.getByRole('menuitem').allInnerTexts(), ['Add OAuth', 'Add API Key']);
    await allow(() => page.keyboard.press('Enter'));
    await region.getByTitle(/^Connected as /).waitFor();
    await focused(own);

    const [connection] = await listed(NOTION);
    assert.ok(connection);
    await page.evaluate(() => document.querySelector('#alone span')?.remove());
    await button(`Connected as ${connection.name}`).waitFor();

    await show(
      `<datasource-connect-button ${NOTION_NAMED} credential-id="${connection.id}"></datasource-connect-button>`,
    );
    await region.getByText(`Connected as ${connection.name}`).waitFor();
    await page.keyboard.press('Tab');
    await focused(button('Re-authorize'));
    await allow(() => page.keyboard.press('Enter'));
    await page.waitForFunction(() => changed().length === 2);
    await region
      .getByText('Finish connecting Notion in the other window.')
      .last()
      .waitFor({ state: 'hidden' });
    const events = await console.events();
    assert.deepEqual(types(events), [
      'authorize-start',
      'authorized',
      'credential-change',
      'authorize-start',
      'authorized',
      'credential-change',
    ]);
    assert.deepEqual(
      events.flatMap(({ detail }) => detail['reauthorized'] ?? detail['action'] ?? []),
      [false, 'created', true, 'reauthorized'],
    );
    assert.deepEqual(
      (await listed(NOTION)).map(({ id }) => id),
      [connection.id],
    );
  });

  it('a connect button of a source with one way to connect opens the dialog at once', async () => {
    await show(`<datasource-connect-button ${JINA_NAMED}></datasource-connect-button>`);
    await button('Connect').and(page.locator(':enabled')).waitFor();
    assert.equal(await button('Connect').getAttribute('aria-haspopup'), null);
    await page.keyboard.press('Tab');
    await focused(button('Connect'));
    await page.keyboard.press('Enter');
    await focused(console.apiKeyDialog.getByLabel('Authorization Name'));
    await fillInKey('Team reader');
    await button('Connected as Team reader').waitFor();
    await focused(button('Connected as Team reader'));
    assert.deepEqual(types(await console.events()), ['authorize-start', 'authorized', 'credential-change']);
  });

  it('a select in a form: required, added in place, submitted, reset, gone, disabled', async () => {
    await show(`<form>
      <fieldset>
        <label for="connection">Read with</label>
        <datasource-credential-select id="connection" ${JINA_NAMED} name="connection" required>
        </datasource-credential-select>
      </fieldset>
      <button>Save</button> <button type="reset">Reset</button>
    </form>`);
    await page.evaluate(() => watchForm());
    const select = region.getByRole('combobox', { name: 'Read with', exact: true });
    const said = (): Promise<string[]> => page.evaluate(() => told);
    const sent = (): Promise<Record<string, string>[]> => page.evaluate(() => submitted);
    const idOf = async (name: string): Promise<string> =>
      (await listed(JINA)).find((connection) => connection.name === name)?.id ?? '';

    await button('Connect').waitFor();
    await button('Save').press('Enter');
    await region.getByText('Connect Jina Reader first.').waitFor();
    await focused(select);
    assert.equal(await select.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await sent(), []);

    await button('Connect').click();
    await fillInKey('First');
    await button('Add another').waitFor();
    const first = await idOf('First');
    assert.equal(await select.inputValue(), first);
    const tag = 'datasource-credential-select';
    assert.deepEqual(await said(), [`input ${tag} ${first}`, `change ${tag} ${first}`]);
    assert.equal(await region.getByText('Connect Jina Reader first.').count(), 0);

    await button('Add another').click();
    await fillInKey('Second');
    const second = await idOf('Second');
    await page.waitForFunction(() => told.length > 2);
    assert.equal(await select.inputValue(), second);
    assert.deepEqual((await said()).slice(2), [`input ${tag} ${second}`, `change ${tag} ${second}`]);
    await button('Save').click();
    assert.deepEqual(await sent(), [{ connection: second }]);

    await button('Reset').click();
    await button('Save').click();
    assert.equal(await select.inputValue(), first);
    assert.deepEqual((await sent()).slice(1), [{ connection: first }]);
    assert.equal((await said()).length, 4, 'a reset tells nothing');

    await select.selectOption({ label: 'Second' });
    assert.deepEqual((await said()).slice(4), [`input ${tag} ${second}`, `change ${tag} ${second}`]);
    await page.evaluate(([source, id]) => callServer(`${source}/delete`, { credential_id: id }), [
      JINA,
      second,
    ] as const);
    await page.evaluate(() => storeAlone().invalidateList());
    await region.getByText('The chosen connection “Second” no longer exists. Choose another one.').waitFor();
    assert.equal(await select.inputValue(), second);
    assert.equal(await region.locator(tag).evaluate((element) => element.matches(':invalid')), true);
    await button('Save').click();
    assert.equal((await sent()).length, 2);

    await page.evaluate(() => document.querySelector('#alone fieldset')?.setAttribute('disabled', ''));
    await select.and(page.locator(':disabled')).waitFor();
    await button('Save').click();
    assert.deepEqual((await sent()).slice(2), [{}], 'what is disabled is neither asked nor sent');
    await page.evaluate(() => document.querySelector('#alone fieldset')?.removeAttribute('disabled'));
    await select.selectOption({ label: 'First · Default' });
    await button('Save').click();
    assert.deepEqual((await sent()).slice(3), [{ connection: first }]);
  });

  it('a row shows who sees a connection, and whose account it is', async () => {
    await console.addBehindTheBack(NOTION, {
      name: 'Team key',
      credentials: { integration_secret: 'ntn_demo_key' },
    });
    await show(`<datasource-connect-button add ${NOTION_NAMED}></datasource-connect-button>`);
    await button('Connect').click();
    await allow(() => page.getByRole('menuitem', { name: 'Add OAuth' }).click());
    await page.waitForFunction(() => changed().length === 1);

    const all = await listed(NOTION);
    const account = all.find(({ type }) => type === 'oauth2');
    const key = all.find(({ type }) => type === 'api-key');
    assert.ok(account && key);
    assert.deepEqual([account.visibility, key.visibility], ['only_me', 'all_team_members']);
    assert.equal(new URL(account.avatar_url).origin, demo.addresses.oauth);
    const row = (id: string): string =>
      `<datasource-credential ${NOTION_NAMED} credential-id="${id}"></datasource-credential>`;
    const rows = row(account.id) + row(key.id);
    await show(rows);
    const [mine, ours] = [
      region.locator('datasource-credential').nth(0),
      region.locator('datasource-credential').nth(1),
    ];
    await mine.getByText(account.name, { exact: true }).waitFor();
    assert.deepEqual(await mine.locator('[part=badge]').allInnerTexts(), ['Private']);
    assert.deepEqual(await ours.locator('[part=badge]').allInnerTexts(), ['Default', 'Shared']);
    await ours.getByText('Team key', { exact: true }).waitFor();
    assert.equal(await ours.locator('[part=avatar]').count(), 0);
    // Over http, a picture of another origin is not to be trusted.
    assert.equal(await mine.locator('[part=avatar]').innerText(), 'AN');

    const picture = `${demo.addresses.app}/account.svg`;
    await page.route(picture, (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>',
      }),
    );
    await page.route('**/datasource/list', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replaceAll(account.avatar_url, picture),
      });
    });
    await page.evaluate(() => storeAlone().invalidateList());
    const avatar = mine.locator('img[part=avatar]');
    await avatar.waitFor();
    assert.deepEqual([await avatar.getAttribute('src'), await avatar.getAttribute('alt')], [picture, '']);
  });

  it('the OAuth client dialog copies the redirect URI and says so', async () => {
    await console.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await show(`<oauth-client-dialog open ${DRIVE_NAMED}></oauth-client-dialog>`);
    const dialog = console.oauthDialog;
    const uri = await dialog.locator('code').innerText();
    assert.equal(new URL(uri).origin, demo.addresses.app);
    assert.equal(await dialog.getByText(/refuse this redirect URI/).count(), 0);
    await dialog.getByRole('button', { name: 'Copy', exact: true }).press('Enter');
    await dialog.getByRole('button', { name: 'Copied', exact: true }).waitFor();
    await dialog.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), uri);
  });

  it('the OAuth client dialog warns of a redirect URI that is no full address', async () => {
    await page.route('**/datasource/list', async (route) => {
      const response = await route.fetch();
      const callback = `${demo.addresses.app}/console/api/oauth/`;
      const text = await response.text();
      assert.ok(text.includes(callback));
      await route.fulfill({ response, body: text.replaceAll(callback, '/console/api/oauth/') });
    });
    await show(`<oauth-client-dialog open ${DRIVE_NAMED}></oauth-client-dialog>`);
    await console.oauthDialog
      .getByText(
        'Providers will refuse this redirect URI: it is not a full address. Set CONSOLE_API_URL on the server.',
      )
      .waitFor();
    assert.match(await console.oauthDialog.locator('code').innerText(), /^\/console\/api\/oauth\//);
  });
});

/** In the page; see in-page.js. */
declare const submitted: Record<string, string>[];
declare const told: string[];
declare function changed(): unknown[];
declare function callServer(path: string, body: object): Promise<unknown>;
declare function removeConnections(): Promise<void>;
declare function showAlone(markup: string): void;
declare function storeAlone(): { invalidateList(): Promise<void> };
declare function storedConnections(id: string): Promise<Listed[]>;
declare function watchForm(): void;
