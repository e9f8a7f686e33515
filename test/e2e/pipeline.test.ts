import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, types } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';
import { PipelinePage } from './support/pipeline-page.js';

/** The life of an access token: short, so that refreshing it is part of every test that lasts. */
const TOKEN_SECONDS = 3;

/** The pipeline editor around the connect button and the credential select. */
describe('connecting and running in the pipeline editor', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let editor: PipelinePage;

  before(async () => {
    [browser, demo] = await Promise.all([
      launchBrowser(),
      DemoProcess.start({ PROVIDER_TOKEN_SECONDS: String(TOKEN_SECONDS) }),
    ]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    editor = await PipelinePage.open(browser, demo.addresses.app);
  });
  afterEach(async () => {
    editor.assertNoProblems();
    await editor.close();
  });

  it('connects a source by API key in its panel, chooses, saves and runs', async () => {
    await editor.node('Jina Reader', 'Not connected').click();
    await editor.button('Jina Reader', 'Connect').click();
    await editor.fillInKey('API Key', 'jina_demo_key', 'Team reader');
    await editor.node('Jina Reader', 'Team reader').waitFor();
    await editor.button('Jina Reader', 'Add another').click();
    await editor.fillInKey('API Key', 'jina_demo_key', 'Second reader');

    await editor.select('Jina Reader').selectOption({ label: 'Team reader · Default' });
    const first = await editor.select('Jina Reader').inputValue();
    await editor.select('Jina Reader').selectOption({ label: 'Second reader' });
    const second = await editor.select('Jina Reader').inputValue();
    assert.notEqual(first, second);
    await editor.node('Jina Reader', 'unsaved changes').waitFor();
    await editor.button('Jina Reader', 'Save').click();
    assert.deepEqual(await editor.savedData('Jina Reader'), {
      credential_id: second,
      node_name: 'Jina Reader',
      reads: 'https://docs.example.com/start',
      limit: '20',
    });
    await editor.node('Jina Reader', 'Second reader').waitFor();

    const request = editor.page.waitForRequest(/\/read$/);
    await editor.button('Jina Reader', 'Run').click();
    assert.deepEqual((await request).postDataJSON(), { credential_id: second });
    const document = await editor.document('Jina Reader');
    await document.getByRole('heading', { name: 'Example Domain' }).waitFor();
    await editor.node('Jina Reader', 'Read “Example Domain”').waitFor();
    await editor.page.getByRole('status').getByText('Jina Reader: read “Example Domain”.').waitFor();
    await editor.node('Product handbook', '1 of 4 sources read').waitFor();
  });

  it('says what a revoked connection needs, and repeats the run by itself once it is repaired', async () => {
    await editor.connectByOAuth('Notion');
    const id = await editor.select('Notion').inputValue();
    await editor.button('Notion', 'Run').click();
    await (await editor.document('Notion')).getByText('Product handbook').first().waitFor();

    const reads = editor.countReads();
    await editor.disconnect(demo.addresses.oauth);
    await editor.button('Notion', 'Run').click();
    await editor.select('Notion').getByText('Needs re-authorization').waitFor({ state: 'attached' });
    await editor.node('Notion', 'Needs re-authorization').waitFor();
    await editor.panel('Notion').getByText('The run was refused', { exact: false }).waitFor();
    assert.equal(reads(), 1);

    await editor.allow(() => editor.button('Notion', 'Re-authorize').click());
    await editor.document('Notion');
    await editor.node('Notion', 'Read “Product handbook”').waitFor();
    await editor.button('Notion', 'Re-authorize').waitFor({ state: 'hidden' });
    assert.equal(await editor.select('Notion').inputValue(), id);
    assert.equal(reads(), 2, 'repeated once');
    const authorized = (await editor.events()).filter(({ type }) => type === 'datasource-authorized');
    assert.deepEqual(
      authorized.map(({ detail }) => detail['reauthorized']),
      [false, true],
    );
  });

  it('repeats the run also after another key was entered for the connection that was refused', async () => {
    await editor.openPanel('Firecrawl');
    await editor.button('Firecrawl', 'Connect').click();
    await editor.fillInKey('Firecrawl API Key', 'fc-demo-key', 'Crawler');
    const body = { code: 'credential_unauthorized', message: 'Enter another key.', status: 400 };
    await editor.page.route('**/read', (route) => route.fulfill({ status: 400, json: body }), { times: 1 });
    const reads = editor.countReads();
    await editor.button('Firecrawl', 'Run').click();
    await editor.button('Firecrawl', 'Edit').click();
    await editor.fillInKey('Firecrawl API Key', 'fc-demo-key', 'Crawler');
    await editor.document('Firecrawl');
    assert.equal(reads(), 2);
  });

  it('does not go round in circles when the repaired connection is refused again', async () => {
    await editor.connectByOAuth('Notion');
    await editor.page.route('**/read', (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/json',
        body: JSON.stringify({ code: 'credential_unauthorized', message: 'Not accepted.', status: 400 }),
      }),
    );
    const reads = editor.countReads();
    await editor.button('Notion', 'Run').click();
    await editor.allow(() => editor.button('Notion', 'Re-authorize').click());
    await editor.page.waitForRequest(/\/read$/);
    await editor.button('Notion', 'Re-authorize').waitFor();
    await editor.panel('Notion').getByText('The run was refused', { exact: false }).waitFor();
    assert.equal(reads(), 2);

    await editor.page.unroute('**/read');
    await editor.button('Notion', 'Run again').click();
    await editor.document('Notion');
    await editor.button('Notion', 'Re-authorize').waitFor({ state: 'hidden' });
  });

  it('offers to run with another connection in place of the one that was refused', async () => {
    await editor.connectByOAuth('Notion');
    const refused = await editor.select('Notion').inputValue();
    await editor.disconnect(demo.addresses.oauth);
    await editor.button('Notion', 'Run').click();
    await editor.button('Notion', 'Re-authorize').waitFor();
    await editor.button('Notion', 'Add another').click();
    await editor.page.getByRole('menuitem', { name: 'Add API Key' }).click();
    await editor.fillInKey('Integration Secret', 'ntn_demo_key', 'Team key');
    await editor.button('Notion', 'Run with “Team key”').click();
    await editor.document('Notion');
    assert.notEqual(await editor.select('Notion').inputValue(), refused);
  });

  it('lets the server refresh a token that has run out', async () => {
    await editor.connectByOAuth('Notion');
    const expiry = Date.now() + (TOKEN_SECONDS + 1) * 1000;
    await editor.page.waitForFunction((time) => Date.now() > time, expiry);
    await editor.button('Notion', 'Run').click();
    await editor.document('Notion');
    assert.equal(await editor.panel('Notion').getByRole('button', { name: 'Re-authorize' }).count(), 0);
  });

  it('cancels a run, and says what to do when the data source fails', async () => {
    await editor.connectByOAuth('Notion');
    await editor.page.route('**/read', () => undefined, { times: 1 });
    const cancelled = editor.page.waitForEvent('requestfailed');
    await editor.button('Notion', 'Run').click();
    await editor.button('Notion', 'Cancel').click();
    assert.match((await cancelled).url(), /\/read$/);
    await editor.panel('Notion').getByText('You cancelled the run.').waitFor();

    const body = { code: 'provider_unavailable', message: 'Notion did not answer.', status: 502 };
    await editor.page.route('**/read', (route) => route.fulfill({ status: 502, json: body }), { times: 1 });
    await editor.button('Notion', 'Run again').click();
    await editor.panel('Notion').getByText('Notion did not answer.').waitFor();
    await editor.node('Notion', 'The last run failed').waitFor();
    await editor.button('Notion', 'Run again').click();
    await editor.document('Notion');
  });

  it('shows a member the refusal of the server', async () => {
    const { page } = editor;
    await page.getByRole('button', { name: /^Account/ }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('menuitem', { name: /Norman/ }).click()]);
    await editor.loaded();
    await editor.openPanel('Jina Reader');
    await editor.button('Jina Reader', 'Connect').click();
    await editor.apiKeyDialog.getByLabel('Authorization Name').fill('Not allowed');
    await editor.apiKeyDialog.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText(/permission/)
      .first()
      .waitFor();
    await editor.node('Jina Reader', 'Not connected').waitFor();
    const error = (await editor.events()).at(-1)?.detail['error'] as { code: string };
    assert.equal(error.code, 'forbidden');
  });

  it('asks to sign in again when the session has ended, and keeps what was not saved', async () => {
    const { page, context } = editor;
    await editor.connectByOAuth('Notion');
    await editor.panel('Notion').getByLabel('Node name').fill('Team wiki');
    await context.clearCookies();
    await editor.button('Notion', 'Run').click();
    await page.getByRole('heading', { name: /^Sign in/ }).waitFor();
    await page.getByRole('button', { name: /Continue as Anne/ }).click();
    await editor.loaded();
    await editor.node('Notion').click();
    assert.equal(await editor.panel('Notion').getByLabel('Node name').inputValue(), 'Team wiki');
    assert.deepEqual(
      types(await editor.events()).filter((type) => type === 'authorize-error'),
      [],
    );
  });
});
