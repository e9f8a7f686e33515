import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, doubleClick, press, pressWithShift, resize } from '../support/driver.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
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
  untilGone,
} from '../support/find.js';
import '../support/loaded-dialogs.js';
import { hear, hold, kinds, mount, NOTION, requestsTo, said, settled } from '../support/page.js';
import { choose, findRow, namesIn, openRowMenu } from '../support/rows.js';

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;
const MENU = 'Actions for Team';

/** What the menu of an OAuth connection that is not the default one offers. */
const ITEMS = ['Set as default', 'Rename', 'Re-authorize', 'Remove'];

describe('the menu of a connection', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  /** One row between two links of the page. */
  async function mountRow(content?: TemplateResult): Promise<DatasourceContextElement> {
    const { id } = server.connect(NOTION, { name: 'Team', is_default: false });
    server.connect(NOTION, { name: 'Main', is_default: true });
    const page = await mount(
      server,
      content ??
        html`<a href="#before">Before</a>
          <datasource-credential provider=${NOTION} credential-id=${id}></datasource-credential>
          <a href="#after">After</a>`,
    );
    await findButton(page, MENU);
    return page;
  }

  async function mountCard(...names: string[]): Promise<DatasourceContextElement> {
    for (const [index, name] of names.entries()) server.connect(NOTION, { name, is_default: index === 0 });
    const page = await mount(server, CARD);
    await until(
      () => namesIn(page).join() === inCardOrder(names).join(),
      () => `the card shows ${namesIn(page).join()}`,
    );
    return page;
  }

  const inCardOrder = ([first = '', ...rest]: string[]): string[] => [first, ...rest.toSorted()];
  /** What the alerts say. */
  const told = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const expanded = (page: Node): string | null => byRole(page, 'button', MENU).getAttribute('aria-expanded');

  describe('by the keyboard', () => {
    async function focusButton(page: Node): Promise<void> {
      byRole(page, 'button', MENU).focus();
      await untilFocused(MENU);
    }

    for (const [key, item] of [
      ['Enter', 'Set as default'],
      ['Space', 'Set as default'],
      ['ArrowDown', 'Set as default'],
      ['ArrowUp', 'Remove'],
    ] as const) {
      it(`opens by ${key} with the focus on “${item}”`, async () => {
        const page = await mountRow();
        await focusButton(page);
        await press(key);
        await untilFocused(item);
        expect(expanded(page)).to.equal('true');
        expect(allByRole(page, 'menuitem').map(nameOf)).to.deep.equal(ITEMS);
      });
    }

    it('goes through its items by the arrow keys, round and round, and to both ends', async () => {
      const page = await mountRow();
      await focusButton(page);
      await press('ArrowDown');
      await untilFocused('Set as default');
      for (const [key, item] of [
        ['ArrowDown', 'Rename'],
        ['ArrowDown', 'Re-authorize'],
        ['ArrowDown', 'Remove'],
        ['ArrowDown', 'Set as default'],
        ['ArrowUp', 'Remove'],
        ['ArrowUp', 'Re-authorize'],
        ['Home', 'Set as default'],
        ['End', 'Remove'],
      ] as const) {
        await press(key);
        expect(nameOf(focused()!), key).to.equal(item);
      }
    });

    it('finds items by their first letter, one after the other', async () => {
      const page = await mountRow();
      await focusButton(page);
      await press('ArrowDown');
      await untilFocused('Set as default');
      for (const [key, item] of [
        ['r', 'Rename'],
        ['R', 'Re-authorize'],
        ['r', 'Remove'],
        ['r', 'Rename'],
        ['s', 'Set as default'],
        ['x', 'Set as default'],
      ] as const) {
        await press(key);
        expect(nameOf(focused()!), key).to.equal(item);
      }
    });

    it('closes by Escape with the focus on its button, and nothing happened', async () => {
      const page = await mountRow();
      await focusButton(page);
      await press('Enter');
      await untilFocused('Set as default');
      await press('Escape');
      await untilGone(page, 'menu');
      await untilFocused(MENU);
      await until(
        () => expanded(page) === 'false',
        () => 'still said to be open',
      );
      expect(requestsTo(server, 'POST', /./)).to.have.length(0);
    });

    it('closes by Tab, which goes on to what comes after it, and by Shift+Tab to what comes before', async () => {
      const page = await mountRow();
      await focusButton(page);
      await press('Enter');
      await untilFocused('Set as default');
      await press('Tab');
      await untilFocused('After');
      await untilGone(page, 'menu');
      await focusButton(page);
      await press('Enter');
      await untilFocused('Set as default');
      await pressWithShift('Tab');
      await untilFocused('Before');
      await untilGone(page, 'menu');
    });

    it('chooses by Enter and by Space', async () => {
      for (const key of ['Enter', 'Space'] as const) {
        server = new FakeServer();
        const page = await mountRow();
        await focusButton(page);
        await press('Enter');
        await untilFocused('Set as default');
        await press('ArrowDown');
        await press(key);
        await untilFocused('Rename Team');
        page.remove();
      }
    });

    it('is not an obstacle while it is closed', async () => {
      const page = await mountRow();
      (page.querySelector('a') as HTMLElement).focus();
      await press('Tab');
      await untilFocused(MENU);
      await press('Tab');
      await untilFocused('After');
    });

    it('keeps Escape from the dialog of the page around it', async () => {
      const { id } = server.connect(NOTION, { name: 'Team', is_default: false });
      const page = await mount(
        server,
        html`<dialog aria-label="Host">
          <datasource-credential provider=${NOTION} credential-id=${id}></datasource-credential>
        </dialog>`,
      );
      const host = page.querySelector('dialog')!;
      host.showModal();
      await openRowMenu(page, 'Team');
      await press('Escape');
      await untilGone(page, 'menu');
      await settled();
      expect(host.open).to.be.true;
    });
  });

  describe('by the mouse', () => {
    it('opens and closes by its button', async () => {
      const page = await mountRow();
      await openRowMenu(page, 'Team');
      await click(byRole(page, 'button', MENU));
      await untilGone(page, 'menu');
      await openRowMenu(page, 'Team');
    });

    it('closes by a click elsewhere, which takes the focus with it', async () => {
      const page = await mountRow(
        html`<datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>
          <button id="elsewhere" style="margin-top: 300px">Elsewhere</button>`,
      );
      await openRowMenu(page, 'Team');
      await click(page.querySelector('#elsewhere')!);
      await untilGone(page, 'menu');
      await settled();
      expect(nameOf(focused()!)).to.equal('Elsewhere');
    });

    it('one at a time is open', async () => {
      const page = await mountCard('Alpha', 'Beta');
      await openRowMenu(page, 'Alpha');
      byRole(page, 'button', 'Actions for Beta').focus();
      await press('ArrowDown');
      await findByRole(page, 'menu', 'Actions for Beta');
      await untilGone(page, 'menu', 'Actions for Alpha');
    });
  });

  it('is a menu with a name, in every appearance', async () => {
    const page = await mountRow();
    const button = byRole(page, 'button', MENU);
    expect(button.getAttribute('aria-haspopup')).to.equal('menu');
    expect(expanded(page)).to.equal('false');
    const menu = await openRowMenu(page, 'Team');
    expect(nameOf(menu)).to.equal(MENU);
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
  });

  it('stays inside the window at both ends, also where it is written from right to left', async () => {
    for (const dir of ['ltr', 'rtl']) {
      server = new FakeServer();
      await resize(280, 500);
      try {
        const page = await mountRow(
          html`<div dir=${dir} style="padding-top: calc(100vh - 60px)">
            <datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>
          </div>`,
        );
        const menu = await openRowMenu(page, 'Team');
        await until(
          () => menu.getBoundingClientRect().bottom <= innerHeight,
          () => 'below the window',
        );
        const { left, right, top } = menu.getBoundingClientRect();
        expect(left, dir).to.be.at.least(0);
        expect(right, dir).to.be.at.most(innerWidth);
        expect(top, dir).to.be.at.least(0);
        page.remove();
      } finally {
        await resize(800, 600);
      }
    }
  });

  it('offers what fits the connection', async () => {
    server.connect(NOTION, { name: 'Main', is_default: true });
    server.connect(NOTION, { name: 'By key', type: 'api-key', is_default: false });
    server.connect(NOTION, { name: 'Lost', type: 'unauthorized', is_default: false });
    const page = await mount(server, CARD);
    const items: Record<string, string[]> = {};
    for (const name of ['Main', 'By key', 'Lost']) {
      const menu = await openRowMenu(page, name);
      items[name] = allByRole(menu, 'menuitem').map(nameOf);
      await press('Escape');
      await untilGone(page, 'menu');
    }
    expect(items).to.deep.equal({
      Main: ['Rename', 'Re-authorize', 'Remove'],
      'By key': ['Set as default', 'Rename', 'Edit', 'Remove'],
      Lost: ['Set as default', 'Rename', 'Re-authorize', 'Remove'],
    });
  });

  it('is closed, and can be opened again, when another tab removed its connection and it came back', async () => {
    const page = await mountRow();
    await openRowMenu(page, 'Team');
    const [removed] = server.credentialsOf(NOTION).splice(0);
    await page.currentStore!.invalidateList();
    await untilGone(page, 'button', MENU);
    server.credentialsOf(NOTION).push(removed!);
    await page.currentStore!.invalidateList();
    await findButton(page, MENU);
    expect(expanded(page)).to.equal('false');
    expect(allByRole(page, 'menu').length).to.equal(0);
    await openRowMenu(page, 'Team');
    expect(expanded(page)).to.equal('true');
  });

  it('lets the keyboard go on when another tab takes away what has the focus in it', async () => {
    const page = await mountRow();
    byRole(page, 'button', MENU).focus();
    await press('ArrowUp');
    await untilFocused('Remove');
    for (const one of server.credentialsOf(NOTION)) one.is_default = one.name === 'Team';
    await page.currentStore!.invalidateList();
    await untilGone(page, 'menuitem', 'Set as default');
    await press('ArrowUp');
    await untilFocused('Remove');
  });

  describe('“Set as default”', () => {
    const DEFAULT = /\/default$/;

    it('shows at once, sends once and tells the page once', async () => {
      const page = await mountCard('Alpha', 'Beta', 'Gamma');
      const heard = hear(page);
      const release = hold(server, 'POST', DEFAULT);
      await choose(page, 'Gamma', 'Set as default');
      await until(
        () => namesIn(page).join() === 'Gamma,Alpha,Beta',
        () => `in the order ${namesIn(page).join()}`,
      );
      const row = await findRow(page, 'credential-3');
      expect(textOf(row)).to.include('Default');
      expect(textOf(await findRow(page, 'credential-1'))).not.to.include('Default');
      expect(heard).to.have.length(0);
      release();
      await until(
        () => heard.length > 0,
        () => 'not told',
      );
      await settled();
      expect(requestsTo(server, 'POST', DEFAULT).map(({ body }) => body)).to.deep.equal([
        { id: 'credential-3' },
      ]);
      expect(heard).to.deep.equal([
        {
          type: 'datasource-credential-change',
          detail: {
            pluginId: 'langgenius/notion_datasource',
            provider: 'notion_datasource',
            action: 'default',
            credential: { id: 'credential-3', name: 'Gamma', type: 'oauth2' },
          },
        },
      ]);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('keeps the focus at the row, which moves to the top', async () => {
      const page = await mountCard('Alpha', 'Beta', 'Gamma');
      byRole(page, 'button', 'Actions for Gamma').focus();
      await press('Enter');
      await untilFocused('Set as default');
      await press('Enter');
      await until(
        () => namesIn(page)[0] === 'Gamma',
        () => 'not at the top',
      );
      await untilFocused('Actions for Gamma');
      await until(
        () => requestsTo(server, 'POST', DEFAULT).length === 1,
        () => 'not sent',
      );
      await settled();
      expect(nameOf(focused()!)).to.equal('Actions for Gamma');
    });

    it('is taken back with the server’s message, without an event, when it is refused', async () => {
      server.intercept(({ path }) =>
        DEFAULT.test(path) ? errorAnswer(500, 'internal', 'Out of order.') : undefined,
      );
      const page = await mountCard('Alpha', 'Beta');
      const heard = hear(page);
      await choose(page, 'Beta', 'Set as default');
      await findText(page, said('changeFailed', { name: 'Beta', message: 'Out of order.' }));
      expect(namesIn(page)).to.deep.equal(['Alpha', 'Beta']);
      expect(textOf(await findRow(page, 'credential-1'))).to.include('Default');
      expect(told(page)).to.have.length(1);
      await untilFocused('Actions for Beta');
      expect(kinds(heard)).to.deep.equal([]);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(byRole(page, 'button', 'Dismiss'));
      await untilFocused('Actions for Beta');
      expect(told(page)).to.deep.equal([]);
    });

    it('is sent once for a double click', async () => {
      const page = await mountCard('Alpha', 'Beta');
      const heard = hear(page);
      const menu = await openRowMenu(page, 'Beta');
      await doubleClick(byRole(menu, 'menuitem', 'Set as default'));
      await until(
        () => heard.length > 0,
        () => 'not told',
      );
      await settled();
      expect(requestsTo(server, 'POST', DEFAULT)).to.have.length(1);
      expect(kinds(heard)).to.deep.equal(['credential-change']);
    });
  });

  describe('the order of the connections', () => {
    it('is that of the page’s language, after the default one', async () => {
      for (const [lang, order] of [
        ['de', 'Zz,Österreich,Paris,Ulm'],
        ['sv', 'Zz,Paris,Ulm,Österreich'],
      ] as const) {
        server = new FakeServer();
        for (const name of ['Ulm', 'Österreich', 'Paris'])
          server.connect(NOTION, { name, is_default: false });
        server.connect(NOTION, { name: 'Zz', is_default: true });
        const page = await mount(server, html`<div lang=${lang}>${CARD}</div>`);
        await until(
          () => namesIn(page).length === 4,
          () => 'not four',
        );
        expect(namesIn(page).join(), lang).to.equal(order);
        page.remove();
      }
    });

    it('is the same whatever the order of the server, also for names that sort alike', async () => {
      const names = ['a', 'A', 'á', 'a\u0301'];
      const orders = new Set<string>();
      for (let turn = 0; turn < names.length; turn++) {
        server = new FakeServer();
        const turned = [...names.slice(turn), ...names.slice(0, turn)];
        for (const name of turned)
          server.connect(NOTION, { id: `id-${names.indexOf(name)}`, name, is_default: name === 'á' });
        const page = await mount(server, CARD);
        await until(
          () => namesIn(page).length === 4,
          () => 'not four',
        );
        orders.add(JSON.stringify(namesIn(page)));
        page.remove();
      }
      expect([...orders]).to.have.length(1);
    });
  });
});
