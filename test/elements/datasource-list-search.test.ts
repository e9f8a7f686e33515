import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, resize, type } from '../support/driver.js';
import { FakeServer, jinaSource, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findByRole,
  focused,
  nameOf,
  textOf,
  until,
  untilFocused,
} from '../support/find.js';
import '../support/loaded-dialogs.js';
import { JINA, mount } from '../support/page.js';

type List = HTMLElementTagNameMap['datasource-list'];

const cards = (list: List): string => allByRole(list, 'article').map(nameOf).join();
const field = (list: List): HTMLInputElement =>
  byRole(list, 'searchbox', 'Search data sources') as HTMLInputElement;
const countOf = (list: List): string => textOf(list.shadowRoot!.querySelector('[part=count]')!);
const spoken = (list: List): string => textOf(list.shadowRoot!.querySelector('[role=status]')!);

async function untilCards(list: List, wanted: string): Promise<void> {
  await until(
    () => cards(list) === wanted,
    () => `not “${wanted}” but “${cards(list)}”`,
  );
}

describe('datasource-list: search and filter', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
    server.sources.push(
      wireSource({
        plugin_id: 'acme/cafe',
        name: 'cafe',
        provider: 'cafe',
        author: 'Bébé & Co',
        label: { en_US: 'Café Notes', zh_Hans: '咖啡笔记' },
        description: { en_US: 'Reads what guests write', zh_Hans: '客人写的' },
      }),
    );
    server.connect(JINA);
  });

  afterEach(async () => {
    await resize(800, 600);
  });

  async function mountList(content = html`<datasource-list></datasource-list>`): Promise<List> {
    const list = (await mount(server, content)).querySelector('datasource-list')!;
    await findByRole(list, 'article', /./).catch(() => undefined);
    await until(
      () => list.shadowRoot!.querySelector('datasource-card'),
      () => 'no cards',
    );
    return list;
  }

  it('is above the cards, with the count, in every appearance and at every width', async () => {
    const list = await mountList();
    expect(field(list).type).to.equal('search');
    expect(field(list).placeholder).to.equal('Search data sources');
    expect(byRole(list, 'group', 'Show') !== null).to.be.true;
    expect(allByRole(list, 'radio').map(nameOf)).to.deep.equal(['All', 'Connected', 'Not connected']);
    expect(countOf(list)).to.equal('3 data sources');
    expect(spoken(list)).to.equal('');
    for (const width of [280, 360, 1280]) {
      await resize(width, 700);
      expect(document.documentElement.scrollWidth <= width, `fits into ${width} px`).to.be.true;
      await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    }
  });

  it('is not there while there is nothing to search', async () => {
    server.sources = [];
    const list = (await mount(server, html`<datasource-list></datasource-list>`)).querySelector(
      'datasource-list',
    )!;
    await findByRole(list, 'button', 'Load again');
    expect(allByRole(list, 'searchbox').length).to.equal(0);
  });

  it('says “1 data source”', async () => {
    server.sources = [wireSource()];
    expect(countOf(await mountList())).to.equal('1 data source');
  });

  for (const [query, found] of [
    ['  JINA ', 'Jina Reader'],
    ['cafe', 'Café Notes'],
    ['bebe', 'Café Notes'],
    ['guests', 'Café Notes'],
    ['notion_datasource', 'Notion'],
    ['cafe reader', ''],
    ['jinareader langgenius', 'Jina Reader'],
  ] as const) {
    it(`finds “${query}” in ${found || 'nothing'}`, async () => {
      const list = await mountList();
      await click(field(list));
      await type(query);
      await untilCards(list, found);
      expect(list.query).to.equal(query);
    });
  }

  it('finds a label in the language of the page, and the English one too', async () => {
    const list = await mountList(html`<div lang="zh-Hans"><datasource-list></datasource-list></div>`);
    await click(field(list));
    await type('咖啡');
    await untilCards(list, '咖啡笔记');
    list.query = 'cafe';
    await untilCards(list, '咖啡笔记');
  });

  it('shows how many were found, and says it once the user pauses', async () => {
    const list = await mountList();
    const said: string[] = [];
    const region = list.shadowRoot!.querySelector('[role=status]')!;
    new MutationObserver(() => said.push(textOf(region))).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    await click(field(list));
    await type('reader');
    expect(countOf(list)).to.equal('1 of 3 data sources');
    await until(
      () => said.length > 0,
      () => 'nothing is said',
    );
    expect(said.join()).to.equal('1 of 3 data sources');
  });

  it('filters by connected and not connected, by keyboard', async () => {
    const list = await mountList();
    await click(field(list));
    await press('Tab');
    await untilFocused('All');
    await press('ArrowRight');
    await untilFocused('Connected');
    await untilCards(list, 'Jina Reader');
    expect(list.filter).to.equal('connected');
    expect(countOf(list)).to.equal('1 of 3 data sources');
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    await press('ArrowRight');
    await untilCards(list, 'Notion,Café Notes');
    await press('Tab');
    await untilFocused('Configure Notion');
  });

  it('takes a new connection into account', async () => {
    const list = await mountList(html`<datasource-list filter="connected"></datasource-list>`);
    await untilCards(list, 'Jina Reader');
    server.connect('acme/cafe/cafe');
    await (list.parentElement as HTMLElementTagNameMap['datasource-context']).currentStore!.invalidateList();
    await untilCards(list, 'Jina Reader,Café Notes');
  });

  it('says that nothing matches, and offers to clear the search', async () => {
    const list = await mountList();
    await click(field(list));
    await type('<b>nowhere');
    const clear = await findByRole(list, 'button', 'Clear search');
    expect(textOf(list)).to.include('No data source matches “<b>nowhere”.');
    expect(countOf(list)).to.equal('0 of 3 data sources');
    await until(
      () => spoken(list) === 'No data source matches “<b>nowhere”.',
      () => `it says “${spoken(list)}”`,
    );
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    await click(clear);
    await untilCards(list, 'Notion,Jina Reader,Café Notes');
    await untilFocused('Search data sources');
    expect([field(list).value, list.query].join()).to.equal(',');
  });

  it('says which filter hides everything, and offers to show all', async () => {
    server.sources = [wireSource()];
    const list = await mountList();
    await click(byRole(list, 'radio', 'Connected'));
    await findByRole(list, 'button', 'Show all');
    expect(textOf(list)).to.include('No data source is connected yet.');
    await click(field(list));
    await type('x');
    await findByRole(list, 'button', 'Clear search');
    expect(textOf(list)).to.include('Only “Connected” is searched.');
    await click(byRole(list, 'button', 'Clear search'));
    await click(await findByRole(list, 'button', 'Show all'));
    await untilCards(list, 'Notion');
    await untilFocused('Search data sources');
    expect((byRole(list, 'radio', 'All') as HTMLInputElement).checked).to.be.true;
  });

  it('is cleared by Escape, which closes a dialog around it only when it is empty', async () => {
    const list = await mountList(html`<dialog><datasource-list></datasource-list></dialog>`);
    const dialog = list.closest('dialog')!;
    dialog.showModal();
    await click(field(list));
    await type('jina');
    await untilCards(list, 'Jina Reader');
    await press('Escape');
    await untilCards(list, 'Notion,Jina Reader,Café Notes');
    expect(dialog.open, 'still open').to.be.true;
    await untilFocused('Search data sources');
    await press('Escape');
    await until(
      () => !dialog.open,
      () => 'the dialog is still open',
    );
  });

  it('is cleared by its button, and a page hears of it by the native event', async () => {
    const list = await mountList();
    const heard: string[] = [];
    list.addEventListener('input', () => heard.push(`${list.query}|${list.filter}`));
    await click(field(list));
    await type('ji');
    await click(await findByRole(list, 'button', 'Clear'));
    await untilFocused('Search data sources');
    expect(allByRole(list, 'button', 'Clear').length).to.equal(0);
    await click(byRole(list, 'radio', 'Connected'));
    expect(heard).to.deep.equal(['j|', 'ji|', '|', '|connected']);
  });

  it('goes on in the first card by ArrowDown, and keeps Home and End for the text', async () => {
    const list = await mountList();
    await click(field(list));
    await type('aa');
    await press('Home');
    expect(field(list).selectionStart).to.equal(0);
    await press('End');
    expect(field(list).selectionStart).to.equal(2);
    await press('Escape');
    await press('ArrowDown');
    await untilFocused('Configure Notion');
  });

  it('goes search, filter, first card by Tab, also with a text', async () => {
    const list = await mountList();
    await click(field(list));
    await type('jina');
    await untilCards(list, 'Jina Reader');
    await press('Tab');
    await untilFocused('All');
    await press('Tab');
    await untilFocused('Configure Jina Reader');
  });

  it('is set by a page, by attributes and properties', async () => {
    const list = await mountList(
      html`<datasource-list query="reader" filter="connected" without-toolbar></datasource-list>`,
    );
    await untilCards(list, 'Jina Reader');
    expect(allByRole(list, 'searchbox').length).to.equal(0);
    list.query = 'nothing';
    await until(
      () => textOf(list).includes('No data source matches “nothing”.'),
      () => 'no message',
    );
    expect(allByRole(list, 'button').length).to.equal(0);
    list.query = '';
    (list as { filter: string }).filter = 'unknown';
    await untilCards(list, 'Notion,Jina Reader,Café Notes');
    list.withoutToolbar = false;
    await findByRole(list, 'searchbox');
    expect((byRole(list, 'radio', 'All') as HTMLInputElement).checked).to.be.true;
  });

  it('keeps the focus and the text while the list is read again', async () => {
    const list = await mountList();
    await click(field(list));
    await type('jina');
    server.sources = [jinaSource({ label: { en_US: 'Jina Two' } })];
    await (list.parentElement as HTMLElementTagNameMap['datasource-context']).currentStore!.invalidateList();
    await untilCards(list, 'Jina Two');
    expect(focused() === field(list), 'the focus is in the field').to.be.true;
    expect(countOf(list)).to.equal('1 of 1 data sources');
  });
});
