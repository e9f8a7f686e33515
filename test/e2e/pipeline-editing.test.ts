import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { assertAccessible } from './support/accessibility.js';
import { launchBrowser } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';
import { PipelinePage } from './support/pipeline-page.js';

/** What the pipeline editor does around the elements: its forms, its canvas, its keyboard. */
describe('editing a pipeline', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let editor: PipelinePage;

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
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

  it('keeps what was saved and what was not over a reload, and discards on demand', async () => {
    await editor.openPanel('Jina Reader');
    await editor.button('Jina Reader', 'Connect').click();
    await editor.fillInKey('API Key', 'jina_demo_key', 'Team reader');
    await editor.button('Jina Reader', 'Add another').click();
    await editor.fillInKey('API Key', 'jina_demo_key', 'Second reader');
    await editor.select('Jina Reader').selectOption({ label: 'Second reader' });
    const second = await editor.select('Jina Reader').inputValue();
    await editor.button('Jina Reader', 'Save').click();
    await editor.savedData('Jina Reader');
    await editor.select('Jina Reader').selectOption({ label: 'Team reader · Default' });
    const first = await editor.select('Jina Reader').inputValue();
    await editor.panel('Jina Reader').getByLabel('Node name').fill('Docs');

    for (const leave of ['reload', 'back'] as const) {
      if (leave === 'reload') await editor.page.reload();
      else {
        await editor.page.getByRole('link', { name: 'Knowledge' }).click();
        await editor.page.getByRole('heading', { name: 'Knowledge', exact: true }).waitFor();
        await editor.page.goBack();
      }
      await editor.loaded();
      await editor.node('Jina Reader', 'Second reader').click();
      assert.equal(await editor.select('Jina Reader').inputValue(), first, leave);
      assert.equal(await editor.panel('Jina Reader').getByLabel('Node name').inputValue(), 'Docs', leave);
    }
    await editor.button('Jina Reader', 'Discard changes').click();
    await editor.button('Jina Reader', 'Discard changes').waitFor({ state: 'hidden' });
    assert.equal(await editor.select('Jina Reader').inputValue(), second);
    assert.equal(await editor.panel('Jina Reader').getByLabel('Node name').inputValue(), 'Jina Reader');
  });

  it('does not save or run what is not valid', async () => {
    await editor.connectByOAuth('Notion');
    const reads = editor.countReads();
    await editor.panel('Notion').getByLabel('Page or database').fill('');
    await editor.button('Notion', 'Save').click();
    await editor.button('Notion', 'Run').click();
    const invalid = await editor.panel('Notion').locator(':invalid').count();
    assert.ok(invalid > 0);
    assert.equal(await editor.panel('Notion').getByRole('group', { name: 'Saved form data' }).count(), 0);
    assert.equal(reads(), 0);
  });

  it('is usable by keyboard alone: open, connect, choose, save, run, move, remove, undo', async () => {
    const { page } = editor;
    const { keyboard } = page;
    await editor.tabTo(editor.node('Notion'));
    await keyboard.press('Enter');
    await editor.focused(editor.panel('Notion').getByRole('heading', { name: 'Notion' }));
    await editor.tabTo(editor.button('Notion', 'Connect'));
    await keyboard.press('Enter');
    await editor.focused(page.getByRole('menuitem', { name: 'Add OAuth' }));
    await editor.allow(() => keyboard.press('Enter'));
    await editor.select('Notion').waitFor();
    const first = await editor.select('Notion').inputValue();

    await keyboard.press('Escape');
    await editor.focused(editor.node('Notion'));
    await keyboard.press('Enter');
    await editor.focused(editor.panel('Notion').getByRole('heading', { name: 'Notion' }));
    await editor.tabTo(editor.button('Notion', 'Add another'));
    await keyboard.press('Enter');
    await editor.focused(page.getByRole('menuitem', { name: 'Add OAuth' }));
    await keyboard.press('ArrowDown');
    await editor.focused(page.getByRole('menuitem', { name: 'Add API Key' }));
    await keyboard.press('Enter');
    await editor.focused(editor.apiKeyDialog.getByLabel('Authorization Name'));
    await keyboard.type('Team key');
    await keyboard.press('Tab');
    await keyboard.type('ntn_demo_key');
    await keyboard.press('Enter');
    await editor.apiKeyDialog.waitFor({ state: 'hidden' });
    await editor.node('Notion', 'unsaved changes').waitFor();
    const second = await editor.select('Notion').inputValue();
    assert.notEqual(second, first);

    await editor.focused(editor.button('Notion', 'Add another'));
    await keyboard.press('Shift+Tab');
    await editor.focused(editor.select('Notion'));
    await keyboard.press('ArrowUp');
    assert.equal(await editor.select('Notion').inputValue(), first);
    await keyboard.press('ArrowDown');
    assert.equal(await editor.select('Notion').inputValue(), second);
    await editor.tabTo('Save');
    await keyboard.press('Enter');
    assert.equal((await editor.savedData('Notion'))['credential_id'], second);
    await editor.tabTo('Run');
    await keyboard.press('Enter');
    await editor.document('Notion');
    await keyboard.press('Escape');
    await editor.focused(editor.node('Notion'));

    const before = await editor.node('Notion').boundingBox();
    await keyboard.press('ArrowRight');
    await keyboard.press('Shift+ArrowDown');
    const afterwards = await editor.node('Notion').boundingBox();
    assert.deepEqual([afterwards!.x - before!.x, afterwards!.y - before!.y].map(Math.round), [16, 64]);
    await keyboard.press('Delete');
    await editor.node('Notion').waitFor({ state: 'hidden' });
    await editor.focused(editor.node('Google Drive'));
    await editor.tabTo('Undo');
    await keyboard.press('Enter');
    await editor.focused(editor.node('Notion'));
  });

  it('re-authorizes a connection that was revoked, by keyboard, from the select', async () => {
    const { keyboard } = editor.page;
    await editor.connectByOAuth('Notion');
    const id = await editor.select('Notion').inputValue();
    await editor.disconnect(demo.addresses.oauth);
    await editor.tabTo('Run');
    await keyboard.press('Enter');
    const repair = editor.button('Notion', 'Re-authorize');
    await repair.waitFor();
    await editor.tabTo(editor.select('Notion'));
    await editor.tabTo(repair);
    await editor.allow(() => keyboard.press('Enter'));
    await repair.waitFor({ state: 'hidden' });
    await editor.document('Notion');
    await editor.focused(editor.select('Notion'));
    assert.equal(await editor.select('Notion').inputValue(), id);
    const events = await editor.events();
    assert.deepEqual(
      events
        .filter(({ type }) => type === 'datasource-credential-change')
        .map(({ detail }) => detail['action']),
      ['created', 'reauthorized'],
    );
    assert.deepEqual(
      events
        .filter(({ type }) => type === 'datasource-authorized')
        .map(({ detail }) => detail['reauthorized']),
      [false, true],
    );
  });

  it('draws its buttons in forced colours too', async () => {
    await editor.page.emulateMedia({ forcedColors: 'active' });
    await editor.openPanel('Chunker');
    const save = editor.button('Chunker', 'Save');
    const { width, style } = await save.evaluate((button) => {
      const { borderTopWidth, borderTopStyle } = getComputedStyle(button);
      return { width: borderTopWidth, style: borderTopStyle };
    });
    assert.deepEqual([width, style], ['1px', 'solid']);
    await assertAccessible(editor.page, 'forced colours');
  });

  it('moves nodes by pointer, adds what the server lists, and keeps both', async () => {
    const { page } = editor;
    const box = (await editor.node('Firecrawl').boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 100, box.y + 60, { steps: 4 });
    await page.mouse.move(box.x + 140, box.y + 88, { steps: 4 });
    await page.mouse.up();
    assert.equal(await editor.panel('Firecrawl').count(), 0, 'a move is no click');
    await page.reload();
    await editor.loaded();
    const moved = (await editor.node('Firecrawl').boundingBox())!;
    assert.deepEqual([moved.x - box.x, moved.y - box.y].map(Math.round), [80, 48]);
    await page.getByRole('button', { name: 'Add data source' }).click();
    await page
      .getByRole('group', { name: 'Add a data source' })
      .getByRole('button', { name: /^Dropbox/ })
      .click();
    await editor.panel('Dropbox').waitFor();
    await page.reload();
    await editor.loaded();
    await editor.node('Dropbox', 'Not connected').waitFor();
    await editor.openPanel('Dropbox');
    await editor.button('Dropbox', 'Remove Dropbox').click();
    await editor.node('Dropbox').waitFor({ state: 'hidden' });
  });

  it('breaks no accessibility rule, in light and dark, wide and narrow', async () => {
    const { page } = editor;
    await editor.connectByOAuth('Notion');
    const states = async (where: string): Promise<void> => {
      await assertAccessible(page, `${where}: canvas`);
      await editor.node('Google Drive').press('Enter');
      await assertAccessible(page, `${where}: not connected`);
      await editor.node('Chunker').press('Enter');
      await assertAccessible(page, `${where}: step`);
      await editor.node('Notion').press('Enter');
      await editor.button('Notion', 'Save').click();
      await editor.button('Notion', 'Run').click();
      await editor.document('Notion');
      await assertAccessible(page, `${where}: document`);
      const body = { code: 'credential_unauthorized', message: 'Not accepted.', status: 400 };
      await page.route('**/read', (route) => route.fulfill({ status: 400, json: body }), { times: 1 });
      await editor.button('Notion', 'Run').click();
      await editor.button('Notion', 'Re-authorize').waitFor();
      await assertAccessible(page, `${where}: needs re-authorization`);
      await page.getByRole('button', { name: 'Add data source' }).click();
      await page.getByRole('group', { name: 'Add a data source' }).waitFor();
      await assertAccessible(page, `${where}: palette`);
    };
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 360]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        // Afresh, so that no colour is still on its way from the other theme.
        await page.reload();
        await editor.loaded();
        await states(`${colorScheme} ${width}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${colorScheme} ${width}: ${overflow} px wider than the window`);
      }
    }
  });
});
