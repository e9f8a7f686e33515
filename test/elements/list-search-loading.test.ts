import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { listSearch } from '../../src/elements/datasource-list/list-parts.js';
import { expectAccessible } from '../support/appearance.js';
import { click, hover, moveAway, press, type } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findButton,
  findByRole,
  findText,
  focused,
  nameOf,
  textOf,
  until,
  untilFocused,
} from '../support/find.js';
import { JINA, mount, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';

type List = HTMLElementTagNameMap['datasource-list'];

const NOT_LOADED = /A part of this page could not be loaded/;
const ALL = 'Notion,Jina Reader';

describe('the search of a list that is not there yet', () => {
  let server: FakeServer;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(listSearch);
    server = new FakeServer();
    server.connect(JINA);
    await moveAway();
  });
  afterEach(() => part.restore());

  const cards = (list: List): string => allByRole(list, 'article').map(nameOf).join();
  const countOf = (list: List): string => textOf(list.shadowRoot!.querySelector('[part=count]')!);
  const field = (list: List): HTMLInputElement => byRole(list, 'searchbox') as HTMLInputElement;
  const alerts = (list: List): string[] => allByRole(list, 'alert').map(textOf).filter(Boolean);
  const untilCards = (list: List, wanted: string): Promise<void> =>
    until(
      () => cards(list) === wanted,
      () => `not “${wanted}” but “${cards(list)}”`,
    );
  const untilLoading = (): Promise<void> => part.untilLoads(1);

  const mountList = async (content = html`<datasource-list></datasource-list>`): Promise<List> =>
    (await mount(server, content)).querySelector('datasource-list')!;
  async function show(): Promise<List> {
    const list = await mountList();
    await untilCards(list, ALL);
    return list;
  }

  it('is not needed for all, nor by who uses a card', async () => {
    const list = await show();
    await hover(await findButton(list, 'Configure Notion'));
    await settled();
    expect([part.loads, countOf(list)]).to.deep.equal([0, '2 data sources']);
  });

  it('is loaded when the pointer comes near, which changes nothing', async () => {
    const list = await show();
    await hover(field(list));
    await untilLoading();
    part.arrive();
    await settled();
    expect([cards(list), countOf(list)]).to.deep.equal([ALL, '2 data sources']);
    await click(field(list));
    await type('jina');
    await untilCards(list, 'Jina Reader');
    expect(part.loads).to.equal(1);
  });

  it('leaves what is shown, and answers what was typed by then when it comes', async () => {
    const list = await show();
    await click(field(list));
    await type('jin');
    await settled();
    expect([cards(list), countOf(list), list.query]).to.deep.equal([ALL, '2 data sources', 'jin']);
    await type('a');
    part.arrive();
    await untilCards(list, 'Jina Reader');
    expect([countOf(list), field(list).value, alerts(list)]).to.deep.equal([
      '1 of 2 data sources',
      'jina',
      [],
    ]);
    await untilFocused('Search data sources');
    await until(
      () => textOf(list.shadowRoot!.querySelector('[role=status]')!) === '1 of 2 data sources',
      () => 'it is not spoken',
    );
    expect(part.loads).to.equal(1);
  });

  it('says that nothing was found when it comes', async () => {
    const list = await show();
    await click(field(list));
    await type('nowhere');
    part.arrive();
    await findByRole(list, 'button', 'Clear search');
    expect(countOf(list)).to.equal('0 of 2 data sources');
  });

  it('is not answered any more when the field was cleared before it comes', async () => {
    const list = await show();
    await click(field(list));
    await type('jina');
    await press('Escape');
    part.arrive();
    await settled();
    list.requestUpdate();
    await settled();
    expect([cards(list), countOf(list)]).to.deep.equal([ALL, '2 data sources']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(textOf(list.shadowRoot!.querySelector('[role=status]')!)).to.equal('');
  });

  it('does not show all first where it is asked for from the start', async () => {
    const list = await mountList(html`<datasource-list filter="connected"></datasource-list>`);
    let most = 0;
    const count = (): number => list.shadowRoot!.querySelectorAll('li').length;
    new MutationObserver(() => (most = Math.max(most, count()))).observe(list.shadowRoot!, {
      childList: true,
      subtree: true,
    });
    await untilLoading();
    await findText(list, 'Loading');
    await until(
      () => list.parentElement && server.requests.length > 0,
      () => 'nothing is read',
    );
    await settled();
    await settled();
    expect(cards(list)).to.equal('');
    part.arrive();
    await untilCards(list, 'Jina Reader');
    expect(most).to.equal(1);
  });

  it('says so when it cannot be loaded and shows all, until the user tries again', async () => {
    const list = await show();
    await click(field(list));
    await type('j');
    part.fail();
    await findText(list, NOT_LOADED);
    expect([alerts(list).length, cards(list), countOf(list)]).to.deep.equal([1, ALL, '2 data sources']);
    expect(focused()).to.equal(field(list));
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    await type('ina');
    await settled();
    expect([part.loads, alerts(list).length], 'not by every letter').to.deep.equal([1, 1]);
    await click(byRole(list, 'button', 'Retry'));
    await until(
      () => part.loads === 2,
      () => 'not tried again',
    );
    part.arrive();
    await untilCards(list, 'Jina Reader');
    expect(alerts(list)).to.be.empty;
    await untilFocused('Search data sources');
  });

  it('shows all and says why where it was asked for from the start and cannot be loaded', async () => {
    const list = await mountList(html`<datasource-list query="jina" without-toolbar></datasource-list>`);
    await untilLoading();
    part.fail();
    await untilCards(list, ALL);
    expect(alerts(list).join()).to.match(NOT_LOADED);
    list.query = '';
    await until(
      () => alerts(list).length === 0,
      () => 'it is still told',
    );
    list.query = 'jina';
    await until(
      () => part.loads === 2,
      () => 'not tried again',
    );
    part.arrive();
    await untilCards(list, 'Jina Reader');
  });
});
