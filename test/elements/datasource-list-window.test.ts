import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, resize, type } from '../support/driver.js';
import { FakeServer, wireSource, type WireSource } from '../support/fake-server.js';
import { byLabel, byRole, findByRole, focused, nameOf, until, untilFocused } from '../support/find.js';
import { LeakCounter } from '../support/leaks.js';
import '../support/loaded-dialogs.js';
import { FakeWindows } from '../support/windows.js';
import { mount, settled } from '../support/page.js';

type List = HTMLElementTagNameMap['datasource-list'];
type Card = HTMLElementTagNameMap['datasource-card'];

/** How many cards there may be in the page of any long list. */
const BOUND = 40;

const LIST = html`<datasource-list></datasource-list>`;

const many = (count: number): WireSource[] =>
  Array.from({ length: count }, (_, index) =>
    wireSource({
      plugin_id: `acme/source_${index}`,
      name: 'source',
      label: { en_US: `Source ${index}` },
      // Of different heights.
      credentials_list: Array.from({ length: index % 7 === 0 ? 3 : 0 }, (_item, credential) => ({
        id: `credential-${index}-${credential}`,
        name: `Connection ${credential}`,
        type: 'api-key',
        is_default: credential === 0,
        credential: {},
      })),
    }),
  );

const cards = (list: List): Card[] => [...list.shadowRoot!.querySelectorAll('datasource-card')];
const cardOf = (list: List, index: number): Card | undefined =>
  cards(list).find(({ pluginId }) => pluginId === `acme/source_${index}`);
const configure = (card: Card): HTMLElement => card.shadowRoot!.querySelector('#configure')!;
const topOf = (element: Element): number => Math.round(element.getBoundingClientRect().top);
const storeOf = (list: List) =>
  list.closest<HTMLElementTagNameMap['datasource-context']>('datasource-context')!.currentStore!;

/** The numbers of the cards between two heights of the window, from top to bottom. */
function seen(list: List, top: number, bottom: number): number[] {
  return cards(list)
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => box.height > 0 && box.bottom > top && box.top < bottom)
    .sort((a, b) => a.box.top - b.box.top)
    .map(({ card }) => Number(/\d+$/.exec(card.pluginId)![0]));
}

/** What keeps the cards in view from being a whole: that some are missing, overlap or leave a gap. */
function flaw(list: List, top: number, bottom: number): string {
  const numbers = seen(list, top, bottom);
  if (numbers.length === 0) return 'nothing is in view';
  const boxes = numbers.map((number) => cardOf(list, number)!.getBoundingClientRect());
  if (boxes[0]!.top > top + 8) return `nothing from ${top} to ${boxes[0]!.top}`;
  if (boxes.at(-1)!.bottom < bottom - 8) return `nothing from ${boxes.at(-1)!.bottom} to ${bottom}`;
  const gaps = boxes.slice(1).map((box, index) => Math.round(box.top - boxes[index]!.bottom));
  return gaps.every((gap) => gap === 8) ? '' : `gaps of ${gaps.join()} between ${numbers.join()}`;
}

async function untilWhole(list: List, top = 0, bottom = innerHeight): Promise<void> {
  await until(
    () => flaw(list, top, bottom) === '',
    () => flaw(list, top, bottom),
  );
  expect(cards(list).length <= BOUND, `${cards(list).length} cards`).to.be.true;
}

/** Like a user, with frames between, so that cards are measured on the way. */
async function scroll(scroller: Element | Window, top: number): Promise<void> {
  scroller.scrollTo({ top, behavior: 'instant' });
  await settled();
}

describe('datasource-list: long lists', () => {
  let server: FakeServer;

  beforeEach(async () => {
    await resize(800, 600);
    server = new FakeServer();
    server.sources = many(2_000);
  });

  afterEach(async () => {
    await scroll(window, 0);
    await resize(800, 600);
  });

  async function mountList(content: TemplateResult = LIST): Promise<List> {
    const context = await mount(server, content);
    const list = (context.querySelector('datasource-list') ??
      context.firstElementChild!.shadowRoot!.querySelector('datasource-list'))!;
    await until(
      () => cards(list).length > 0,
      () => 'no cards',
    );
    // What a long list needs is loaded by then.
    if (server.sources.length > 100) {
      await until(
        () => list.shadowRoot!.querySelector('.windowed') !== null,
        () => 'not windowed',
      );
    }
    await settled();
    return list;
  }

  it('renders what is seen of ten thousand sources, and tells how many there are', async () => {
    server.sources = many(10_000);
    const list = await mountList();
    await untilWhole(list, 200);
    expect(seen(list, 0, 600)[0]).to.equal(0);
    const items = [...list.shadowRoot!.querySelectorAll('li')];
    expect(items.every((item) => item.ariaSetSize === '10000')).to.be.true;
    expect(items.map((item) => item.ariaPosInSet).slice(0, 3)).to.deep.equal(['1', '2', '3']);
    expect(items.at(-1)!.ariaPosInSet).to.equal('10000');
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
  });

  it('shows the last one at the end, and every place on the way', async () => {
    server.sources = many(10_000);
    const list = await mountList();
    for (const part of [0.1, 0.5, 0.9]) {
      await scroll(window, document.documentElement.scrollHeight * part);
      await untilWhole(list);
    }
    await until(
      async () => {
        await scroll(window, document.documentElement.scrollHeight);
        return seen(list, 0, 600).at(-1) === 9999;
      },
      () => `the last ones are ${seen(list, 0, 600).join()}`,
    );
    await untilWhole(list, 0, topOf(cardOf(list, 9999)!) + 10);
    await scroll(window, 0);
    await untilWhole(list, 200);
  });

  it('puts no card over another where their heights were guessed wrong', async () => {
    await resize(300, 600);
    const list = await mountList();
    for (let top = 0; top < 4000; top += 450) {
      await scroll(window, top);
      await untilWhole(list, top === 0 ? 300 : 0);
    }
    for (let top = 4000; top > 400; top -= 450) {
      await scroll(window, top);
      await untilWhole(list);
    }
  });

  it('follows a card that grows', async () => {
    const list = await mountList();
    const before = cardOf(list, 1)!.offsetHeight;
    server.sources[1]!['credentials_list'] = server.sources[0]!['credentials_list'];
    await storeOf(list).invalidateList();
    await until(
      () => cardOf(list, 1)!.offsetHeight > before,
      () => 'it does not grow',
    );
    await untilWhole(list, 200);
  });

  it('keeps what is looked at where it is when the list is read again', async () => {
    const list = await mountList();
    await scroll(window, 70_000);
    await untilWhole(list);
    const number = seen(list, 0, 600)[1]!;
    const card = cardOf(list, number)!;
    const top = topOf(card);
    const change = async (sources: WireSource[]): Promise<void> => {
      server.sources = sources;
      await storeOf(list).invalidateList();
      await settled();
      await settled();
      await untilWhole(list);
      expect(cardOf(list, number) === card, 'the same card').to.be.true;
      expect(Math.abs(topOf(card) - top) <= 1, `from ${top} to ${topOf(card)}`).to.be.true;
    };
    const { sources } = server;
    await change([...sources]);
    await change([wireSource({ plugin_id: 'acme/source_99999' }), ...sources]);
    await change(sources.slice(5));
    // As many as before, but others.
    await change([...sources.slice(0, 2), ...sources.slice(7), ...many(2_005).slice(2_000)]);
    // The first one that is seen goes.
    await change(sources.filter(({ plugin_id: id }) => id !== `acme/source_${seen(list, 0, 600)[0]}`));
  });

  it('keeps the focus where it becomes short enough to be shown whole', async () => {
    server.sources = many(101);
    const list = await mountList();
    await scroll(window, 9_000);
    await untilWhole(list);
    const button = configure(cardOf(list, seen(list, 0, 600)[1]!)!);
    button.focus();
    server.sources = server.sources.slice(0, 100);
    await storeOf(list).invalidateList();
    await until(
      () => cards(list).length === 100,
      () => `${cards(list).length} cards`,
    );
    expect(focused() === button, nameOf(focused()!)).to.be.true;
  });

  it('works in a box that scrolls inside of a shadow root', async () => {
    const name = 'test-scrolling-panel';
    if (!customElements.get(name)) {
      customElements.define(
        name,
        class extends HTMLElement {
          constructor() {
            super();
            this.attachShadow({ mode: 'open' }).innerHTML =
              '<style>div{height:400px;overflow:auto}p{margin:0;height:150px}</style>' +
              '<div><p>Above</p><section><slot></slot></section></div>';
          }
        },
      );
    }
    const list = await mountList(html`<test-scrolling-panel>${LIST}</test-scrolling-panel>`);
    const box = list.parentElement!.shadowRoot!.querySelector('div')!;
    const { top, bottom } = box.getBoundingClientRect();
    await scroll(box, 50_000);
    await untilWhole(list, top, bottom);
    await scroll(box, 0);
    // Half of it goes away above the list.
    box.querySelector('p')!.remove();
    await untilWhole(list, top + 120, bottom);
    await scroll(box, 300);
    await untilWhole(list, top, bottom);
    box.style.setProperty('height', '580px');
    await untilWhole(list, top, top + 580);
  });

  it('goes on where it is put', async () => {
    const list = await mountList();
    await scroll(window, 5000);
    const box = document.createElement('div');
    box.style.setProperty('height', '300px');
    box.style.setProperty('overflow', 'auto');
    list.before(box);
    box.append(list);
    await until(
      () => cards(list).length > 0,
      () => 'no cards',
    );
    await scroll(box, 9000);
    const { top, bottom } = box.getBoundingClientRect();
    await untilWhole(list, top, bottom);
  });

  it('finds out that something else scrolls it since a style sheet was loaded', async () => {
    const list = await mountList(html`<div>${LIST}</div>`);
    const box = list.parentElement!;
    box.style.setProperty('height', '300px');
    box.style.setProperty('overflow', 'auto');
    await scroll(box, 9000);
    const { top, bottom } = box.getBoundingClientRect();
    await untilWhole(list, top, bottom);
  });

  it('renders no more in a box that would scroll but grows with it', async () => {
    const list = await mountList(html`<div id="box">${LIST}</div>`);
    list.parentElement!.style.setProperty('overflow-x', 'auto');
    await scroll(window, 9000);
    await untilWhole(list);
  });

  it('shows itself in a tab that is opened later', async () => {
    const list = await mountList(html`<div hidden>${LIST}</div>`);
    await settled();
    expect(cards(list).length <= BOUND, `${cards(list).length} cards`).to.be.true;
    list.parentElement!.hidden = false;
    await untilWhole(list, 200);
    await scroll(window, 9000);
    await untilWhole(list);
    list.parentElement!.hidden = true;
    await settled();
    list.parentElement!.hidden = false;
    await untilWhole(list, 200);
  });

  it('goes on by Tab across the edge of what is rendered', async () => {
    for (const source of server.sources) source['credentials_list'] = [];
    const list = await mountList();
    configure(cardOf(list, 0)!).focus();
    for (let number = 1; number <= 25; number++) {
      await press('Tab');
      await untilFocused(`Configure Source ${number}`);
    }
    expect(cards(list).length <= BOUND, `${cards(list).length} cards`).to.be.true;
  });

  it('keeps the card with the focus while it is scrolled away, and goes on from it', async () => {
    const list = await mountList();
    const card = cardOf(list, 2)!;
    configure(card).focus();
    for (const top of [30_000, 200_000]) {
      await scroll(window, top);
      await untilWhole(list);
    }
    expect(focused() === configure(card), 'the focus is where it was').to.be.true;
    await press('Tab');
    await untilFocused('Configure Source 3');
    await untilWhole(list);
    await scroll(window, 30_000);
    await untilWhole(list);
    byLabel(list, 'Search data sources').focus();
    await scroll(window, 60_000);
    await until(
      () => !card.isConnected,
      () => 'it is kept without need',
    );
  });

  it('keeps an open menu and an open dialog', async () => {
    const list = await mountList();
    const card = cardOf(list, 1)!;
    await click(configure(card));
    const add = await findByRole(card, 'button', 'Add API Key');
    await scroll(window, 30_000);
    await untilWhole(list);
    expect(add.isConnected, 'the menu is there').to.be.true;
    add.click();
    const dialog = await findByRole(card, 'dialog', /API Key/);
    await type('something');
    await scroll(window, 60_000);
    await untilWhole(list);
    expect(dialog.isConnected && dialog.matches('[open]'), 'the dialog is open').to.be.true;
  });

  it('keeps a name that is being typed', async () => {
    const list = await mountList();
    await scroll(window, 600);
    const card = cardOf(list, 7)!;
    await click(byRole(card, 'button', 'Actions for Connection 0'));
    await click(await findByRole(card, 'menuitem', 'Rename'));
    const name = (await findByRole(card, 'textbox')) as HTMLInputElement;
    await type('New');
    byLabel(list, 'Search data sources').focus();
    await scroll(window, 30_000);
    await untilWhole(list);
    await scroll(window, 60_000);
    expect([name.isConnected, name.value].join()).to.equal('true,New');
  });

  it('keeps the card of an authorization, also when it is not searched for', async () => {
    const windows = new FakeWindows();
    try {
      const list = await mountList();
      const card = cardOf(list, 1)!;
      await click(configure(card));
      await click(await findByRole(card, 'button', 'Add OAuth'));
      await findByRole(card, 'button', 'Cancel');
      const heard: string[] = [];
      list.addEventListener('datasource-authorize-cancel', ({ detail }) => heard.push(detail.pluginId));
      await click(byLabel(list, 'Search data sources'));
      await type('1998');
      await until(
        () => cards(list).length === 2,
        () => `${cards(list).length} cards`,
      );
      expect(cardOf(list, 1)!.checkVisibility(), 'it is shown').to.be.false;
      await press('Escape');
      await scroll(window, 30_000);
      await untilWhole(list);
      byRole(cardOf(list, 1)!, 'button', 'Cancel').click();
      await until(
        () => heard.length > 0,
        () => 'nothing is heard',
      );
      expect(heard).to.deep.equal(['acme/source_1']);
    } finally {
      windows.restore();
    }
  });

  it('becomes a short list by a search and a long one again', async () => {
    const list = await mountList();
    await scroll(window, 30_000);
    await untilWhole(list);
    await click(byLabel(list, 'Search data sources'));
    await type('source 19');
    await until(
      () => cards(list).length <= BOUND,
      () => `${cards(list).length} cards`,
    );
    await type('98');
    await until(
      () => cards(list).length === 1,
      () => `${cards(list).length} cards`,
    );
    const items = list.shadowRoot!.querySelector('ul')!;
    const [item] = items.children as HTMLCollectionOf<HTMLElement>;
    expect(items.style.cssText + item!.style.insetBlockStart).to.equal('');
    expect(item!.hasAttribute('aria-setsize')).to.be.false;
    expect(configure(cards(list)[0]!).checkVisibility()).to.be.true;
    expect(nameOf(configure(cards(list)[0]!))).to.equal('Configure Source 1998');
    await press('Escape');
    await untilWhole(list, 200);
    expect(seen(list, 0, 600)[0]).to.equal(0);
    await scroll(window, 30_000);
    await untilWhole(list);
  });

  it('shows the start of what is found', async () => {
    const list = await mountList();
    await scroll(window, 200_000);
    await untilWhole(list);
    list.query = 'source 1';
    await until(
      () => seen(list, 0, 600)[0] === 1,
      () => `shows ${seen(list, 0, 600).join()}`,
    );
    await untilWhole(list, 200);
    await scroll(window, 30_000);
    list.query = 'source 1234';
    await until(
      () => cards(list).length === 1 && seen(list, 0, 600)[0] === 1234,
      () => `shows ${seen(list, 0, 600).join()}`,
    );
  });

  it('goes into the first card by ArrowDown, wherever it is scrolled to', async () => {
    const list = await mountList();
    await click(byLabel(list, 'Search data sources'));
    await scroll(window, 30_000);
    await untilWhole(list);
    await press('ArrowDown');
    await untilFocused('Configure Source 0');
    await untilWhole(list, 200);
  });

  it('leaves neither listeners nor timers behind on the page', async () => {
    const counter = new LeakCounter();
    try {
      const list = await mountList();
      await scroll(window, 30_000);
      await untilWhole(list);
      list.filter = 'connected';
      await list.updateComplete;
      const scrolling = counter.leftovers.listeners.filter((name) => name.startsWith('window '));
      expect(scrolling).to.include('window scroll');
      list.closest('datasource-context')!.remove();
      await settled();
      expect(counter.leftovers.listeners).to.deep.equal([]);
    } finally {
      counter.restore();
    }
  });
});
