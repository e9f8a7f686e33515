import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { listSearch, listViews } from '../../src/elements/datasource-list/list-parts.js';
import { expectAccessible } from '../support/appearance.js';
import { click, moveAway, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findByRole,
  findText,
  focused,
  nameOf,
  textOf,
  until,
  untilFocused,
} from '../support/find.js';
import { hold, JINA, listReads, mount, NOTION, said, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';

type List = HTMLElementTagNameMap['datasource-list'];

const NOT_LOADED = /A part of this page could not be loaded/;
const EVERYWHERE = ['light', 'dark', 'forced-colors'] as const;
const ALL = 'Notion,Jina Reader';

describe('what a list shows, while that is not there', () => {
  let server: FakeServer;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(listViews);
    await listSearch.load();
    server = new FakeServer();
    server.connect(JINA);
    localStorage.clear();
    await moveAway();
  });
  afterEach(() => {
    part.restore();
    Reflect.deleteProperty(navigator, 'onLine');
    localStorage.clear();
  });

  const cards = (list: List): string => allByRole(list, 'article').map(nameOf).join();
  const statuses = (list: List): string[] => allByRole(list, 'status').map(textOf).filter(Boolean);
  const alerts = (list: List): string[] => allByRole(list, 'alert').map(textOf).filter(Boolean);
  const toolbar = (list: List): HTMLElement => list.shadowRoot!.querySelector('.toolbar')!;
  const untilCards = (list: List, wanted = ALL): Promise<void> =>
    until(
      () => cards(list) === wanted,
      () => `not “${wanted}” but “${cards(list)}”`,
    );

  const show = async (content: TemplateResult = html`<datasource-list></datasource-list>`): Promise<List> =>
    (await mount(server, content)).querySelector('datasource-list')!;

  /** With the sources, without the part. */
  async function waiting(content?: TemplateResult): Promise<List> {
    const list = await show(content);
    await until(
      () => listReads(server) === 1,
      () => 'not read',
    );
    await settled();
    await settled();
    return list;
  }

  async function failed(content?: TemplateResult): Promise<List> {
    const list = await waiting(content);
    await part.failAhead();
    await findText(list, NOT_LOADED);
    return list;
  }

  it('is loaded while the list is read, once for all lists, and for nothing else', async () => {
    const before = await mount(
      server,
      html`<datasource-card provider=${NOTION}></datasource-card>
        <datasource-connect-button provider=${NOTION}></datasource-connect-button>`,
    );
    await findByRole(before, 'article', 'Notion');
    expect(part.loads).to.equal(0);
    before.remove();
    hold(server, 'GET', /list$/);
    await show(html`<datasource-list></datasource-list><datasource-list source="default"></datasource-list>`);
    expect(part.loads).to.equal(1);
  });

  it('is waited for as the list is, in the height of what comes', async () => {
    const first = await show();
    part.arrive();
    await untilCards(first);
    await settled();
    const { height } = first.getBoundingClientRect();
    first.parentElement!.remove();
    part.restore();
    part = await SlowPart.of(listViews);
    const release = hold(server, 'GET', /list$/);
    const list = await show();
    await settled();
    const before = [list.shadowRoot!.innerHTML, list.getBoundingClientRect().height];
    release();
    await until(
      () =>
        (list.parentElement as HTMLElementTagNameMap['datasource-context']).currentStore!.list().getSnapshot()
          .data,
      () => 'not read',
    );
    await settled();
    await settled();
    expect([list.shadowRoot!.innerHTML, list.getBoundingClientRect().height]).to.deep.equal(before);
    expect(before[1]).to.equal(height);
    expect([statuses(list).join(), toolbar(list).inert]).to.deep.equal([said('loadingSources'), true]);
    await expectAccessible(list, EVERYWHERE);
    part.arrive();
    await untilCards(list);
    expect([statuses(list), toolbar(list).inert, part.loads]).to.deep.equal([[], false, 1]);
    expect(list.getBoundingClientRect().height).to.equal(height);
  });

  it('does not wait where it is there, as for the second list of a page', async () => {
    const first = await show();
    part.arrive();
    await untilCards(first);
    const second = document.createElement('datasource-list');
    first.after(second);
    await second.updateComplete;
    expect(second.shadowRoot!.querySelectorAll('li').length).to.equal(2);
    expect(statuses(second)).to.be.empty;
    await untilCards(second);
    expect(part.loads).to.equal(1);
  });

  it('says so when it cannot be loaded, and is loaded by Retry, which keeps the focus near', async () => {
    const list = await failed();
    expect([cards(list), alerts(list).length, statuses(list)]).to.deep.equal(['', 1, []]);
    expect(alerts(list).join()).to.include(said('listError'));
    await expectAccessible(list, EVERYWHERE);
    const { loads } = part;
    list.requestUpdate();
    await settled();
    expect(part.loads, 'not by itself').to.equal(loads);
    const retry = byRole(list, 'button', 'Retry');
    await click(retry);
    await part.untilLoads(loads + 1);
    expect(retry.getAttribute('aria-busy')).to.equal('true');
    await expectAccessible(list);
    part.fail();
    await until(
      () => retry.getAttribute('aria-busy') !== 'true',
      () => 'still busy',
    );
    await press('Enter');
    await part.untilLoads(loads + 2);
    part.arrive();
    await untilCards(list);
    expect([alerts(list), listReads(server)]).to.deep.equal([[], 1]);
    await untilFocused('Search data sources');
  });

  it('says why the list could not be read, without it', async () => {
    let broken = true;
    server.intercept(() => (broken ? errorAnswer(403, 'forbidden', 'Only owners may do this.') : undefined));
    const list = await show();
    await findText(list, 'Only owners may do this.');
    broken = false;
    await click(byRole(list, 'button', 'Retry'));
    await until(
      () => listReads(server) === 2,
      () => 'not read again',
    );
    await settled();
    await settled();
    expect([alerts(list).length, nameOf(focused()!)], 'it stays until there is something').to.deep.equal([
      1,
      'Retry',
    ]);
    expect(focused()!.getAttribute('aria-busy')).to.equal('true');
    part.arrive();
    await untilCards(list);
    await untilFocused('Search data sources');
  });

  it('is loaded again with the list where it was not loaded ahead, and the focus stays near', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    let broken = true;
    server.intercept(() => (broken ? errorAnswer(403, 'forbidden', 'Not now.') : undefined));
    const list = await show();
    await findText(list, 'Not now.');
    expect(part.loads).to.equal(0);
    Reflect.deleteProperty(navigator, 'onLine');
    broken = false;
    const release = hold(server, 'GET', /list$/);
    await click(byRole(list, 'button', 'Retry'));
    await part.untilLoads(1);
    part.arrive();
    release();
    await untilCards(list);
    await untilFocused('Search data sources');
  });

  it('is shown where it came for another list after it had failed', async () => {
    const list = await failed();
    const other = document.createElement('datasource-list');
    list.after(other);
    part.arrive();
    await untilCards(other);
    expect(alerts(other)).to.be.empty;
    const context = list.parentElement!;
    list.remove();
    context.append(list);
    await untilCards(list);
    expect(alerts(list)).to.be.empty;
  });

  it('does not show all first where it and the search had failed', async () => {
    const search = await SlowPart.of(listSearch);
    try {
      const list = await failed(html`<datasource-list query="jina"></datasource-list>`);
      const { loads } = part;
      search.fail();
      await settled();
      await click(byRole(list, 'button', 'Retry'));
      await part.untilLoads(loads + 1);
      part.arrive();
      await until(
        () => search.loads === 2,
        () => 'no search',
      );
      await settled();
      expect([list.shadowRoot!.querySelector('li'), nameOf(focused()!)]).to.deep.equal([null, 'Retry']);
      search.arrive();
      await untilCards(list, 'Jina Reader');
      await untilFocused('Search data sources');
    } finally {
      search.restore();
    }
  });

  it('has its search loaded beside it when that is asked for a moment later', async () => {
    const search = await SlowPart.of(listSearch);
    try {
      hold(server, 'GET', /list$/);
      const list = await show();
      list.query = ' ';
      await list.updateComplete;
      expect(search.loads, 'nothing is asked for').to.equal(0);
      list.query = 'jina';
      await list.updateComplete;
      expect([search.loads, part.loads]).to.deep.equal([1, 1]);
    } finally {
      search.restore();
    }
  });

  it('says that there are none only with it', async () => {
    server.sources = [];
    const list = await waiting();
    expect(statuses(list)).to.deep.equal([said('loadingSources')]);
    part.arrive();
    await findText(list, said('emptyTitle'));
    server.sources = [wireSource()];
    await click(byRole(list, 'button', 'Load again'));
    await untilCards(list, 'Notion');
  });

  it('answers what was asked for from the start, and nothing else before', async () => {
    const search = await SlowPart.of(listSearch);
    try {
      const list = await waiting(html`<datasource-list query="jina"></datasource-list>`);
      expect([search.loads, part.loads], 'both at once').to.deep.equal([1, 1]);
      part.arrive();
      await settled();
      await settled();
      expect([cards(list), toolbar(list).inert]).to.deep.equal(['', true]);
      list.filter = 'connected';
      search.arrive();
      await untilCards(list, 'Jina Reader');
      await click(byRole(list, 'searchbox'));
      await press('Escape');
      await type('nowhere');
      await findText(list, said('noneFound', { query: 'nowhere' }));
      expect(search.loads).to.equal(1);
    } finally {
      search.restore();
    }
  });

  it('is not loaded ahead while the browser is offline', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    const release = hold(server, 'GET', /list$/);
    const list = await show(html`<datasource-list filter="connected"></datasource-list>`);
    await settled();
    expect(part.loads).to.equal(0);
    release();
    await part.untilLoads(1);
    part.arrive();
    await untilCards(list, 'Jina Reader');
  });

  it('is there for a list that had left when it came', async () => {
    const list = await waiting();
    const context = list.parentElement!;
    list.remove();
    part.arrive();
    await settled();
    context.append(list);
    await untilCards(list);
    expect(part.loads).to.equal(1);
  });
});
