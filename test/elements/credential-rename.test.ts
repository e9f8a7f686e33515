import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, compose, doubleClick, holdDown, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  descriptionOf,
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
const RENAME = /\/update-name$/;
const TAKEN = 'Authorization name is already exists';

describe('the name of a connection', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  /** A card with Alpha, Beta and Gamma, of which Alpha is the default one. */
  async function mountCard(content: TemplateResult = CARD): Promise<DatasourceContextElement> {
    for (const name of ['Alpha', 'Beta', 'Gamma'])
      server.connect(NOTION, { name, is_default: name === 'Alpha' });
    const page = await mount(server, content);
    await findRow(page, 'credential-3');
    return page;
  }

  /** Opens the field for Beta, with all of its text selected. */
  async function edit(page: Node, name = 'Beta'): Promise<HTMLInputElement> {
    await choose(page, name, 'Rename');
    await untilFocused(`Rename ${name}`);
    return byLabel(page, `Rename ${name}`);
  }

  const sent = (): unknown[] => requestsTo(server, 'POST', RENAME).map(({ body }) => body);
  const isEdited = (page: Node): boolean => allByRole(page, 'textbox').length > 0;
  const told = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const untilNamed = (page: Node, ...names: string[]): Promise<void> =>
    until(
      () => namesIn(page).join() === names.join(),
      () => `named ${namesIn(page).join()}`,
    );

  it('is edited in its place, with the whole name selected, in every appearance', async () => {
    const page = await mountCard();
    const height = (): number => page.querySelector('datasource-card')!.getBoundingClientRect().height;
    const before = height();
    const field = await edit(page);
    expect(height(), 'nothing below moves').to.equal(before);
    expect(field.value).to.equal('Beta');
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([0, 4]);
    expect(field.hasAttribute('aria-invalid'), 'not marked as wrong').to.be.false;
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
  });

  it('is saved by Enter, trimmed; shows at once, and the page is told once', async () => {
    const page = await mountCard();
    const heard = hear(page);
    const release = hold(server, 'POST', RENAME);
    await edit(page);
    await type('  Zeta two ');
    await press('Enter');
    await untilNamed(page, 'Alpha', 'Gamma', 'Zeta two');
    await untilFocused('Actions for Zeta two');
    expect(heard).to.have.length(0);
    release();
    await until(
      () => heard.length > 0,
      () => 'not told',
    );
    await settled();
    expect(sent()).to.deep.equal([{ credential_id: 'credential-2', name: 'Zeta two' }]);
    expect(heard).to.deep.equal([
      {
        type: 'datasource-credential-change',
        detail: {
          pluginId: 'langgenius/notion_datasource',
          provider: 'notion_datasource',
          action: 'renamed',
          credential: { id: 'credential-2', name: 'Zeta two', type: 'oauth2' },
        },
      },
    ]);
    expect(nameOf(focused()!)).to.equal('Actions for Zeta two');
  });

  it('is saved by the button beside it, once for a double click', async () => {
    const page = await mountCard();
    const heard = hear(page);
    await edit(page);
    await type('Delta');
    await doubleClick(byRole(page, 'button', 'Save'));
    await until(
      () => heard.length > 0,
      () => 'not told',
    );
    await settled();
    expect(sent()).to.have.length(1);
    expect(kinds(heard)).to.deep.equal(['credential-change']);
  });

  for (const [how, pressEnter] of [
    [
      'pressed twice',
      async () => {
        await press('Enter');
        await press('Enter');
      },
    ],
    ['held down', () => holdDown('Enter')],
  ] as const) {
    it(`is sent once for Enter ${how}, which does nothing else`, async () => {
      const page = await mountCard();
      const heard = hear(page);
      await edit(page);
      await type('Delta');
      await pressEnter();
      await until(
        () => heard.length > 0,
        () => 'not told',
      );
      await settled();
      expect(requestsTo(server, 'POST', /./)).to.have.length(1);
      expect(kinds(heard)).to.deep.equal(['credential-change']);
    });
  }

  it('is not edited because Enter was held down on the button of the menu', async () => {
    const page = await mountCard();
    byRole(page, 'button', 'Actions for Alpha').focus();
    await holdDown('Enter');
    await untilFocused('Rename');
    await settled();
    expect(isEdited(page)).to.be.false;
  });

  for (const [how, cancel] of [
    ['Escape', () => press('Escape')],
    ['its Cancel button', (page: Node) => click(byRole(page, 'button', 'Cancel'))],
  ] as const) {
    it(`stays as it was after ${how}, with the focus on the menu’s button`, async () => {
      const page = await mountCard();
      await edit(page);
      await type('Delta');
      await cancel(page);
      await untilFocused('Actions for Beta');
      expect(isEdited(page)).to.be.false;
      expect(namesIn(page)).to.deep.equal(['Alpha', 'Beta', 'Gamma']);
      await settled();
      expect(sent()).to.deep.equal([]);
      const field = await edit(page);
      expect(field.value, 'what was given up is forgotten').to.equal('Beta');
    });
  }

  it('can be given up by Escape in a dialog of the page, which stays', async () => {
    const page = await mountCard(html`<dialog aria-label="Host">${CARD}</dialog>`);
    const host = page.querySelector('dialog')!;
    host.showModal();
    await edit(page);
    await press('Escape');
    await untilFocused('Actions for Beta');
    await settled();
    expect(host.open).to.be.true;
    await press('Escape');
    await until(
      () => !host.open,
      () => 'the dialog does not close any more',
    );
  });

  it('is not given up by the Escape that ends a composition', async () => {
    const page = await mountCard();
    const field = await edit(page);
    await compose('に');
    await press('Escape');
    await settled();
    expect(isEdited(page)).to.be.true;
    await compose('');
    field.select();
    await type('Delta');
    await press('Enter');
    await untilNamed(page, 'Alpha', 'Delta', 'Gamma');
  });

  it('that was not changed is not sent', async () => {
    const page = await mountCard();
    const heard = hear(page);
    await edit(page);
    await press('End');
    await type('  ');
    await press('Enter');
    await untilFocused('Actions for Beta');
    await settled();
    expect(sent()).to.deep.equal([]);
    expect(heard).to.have.length(0);
  });

  for (const [what, typed, message] of [
    ['empty', '', said('nameRequired')],
    ['of blanks only', '   ', said('nameRequired')],
    ['another connection’s', 'Gamma', said('nameTaken', { source: 'Notion' })],
    ['another connection’s with blanks around it', ' Gamma ', said('nameTaken', { source: 'Notion' })],
  ] as const) {
    it(`that is ${what} is not sent, and that is told at the field`, async () => {
      const page = await mountCard();
      const field = await edit(page);
      await press('Delete');
      await type(typed);
      await press('Enter');
      await until(
        () => field.getAttribute('aria-invalid') === 'true',
        () => 'not marked',
      );
      expect(descriptionOf(field)).to.equal(message);
      expect(field.value).to.equal(typed);
      expect(focused() === field, 'the focus stays').to.be.true;
      expect(told(page)).to.deep.equal([message]);
      expect(sent()).to.deep.equal([]);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await type('x');
      await until(
        () => !field.hasAttribute('aria-invalid'),
        () => 'still marked',
      );
      expect(descriptionOf(field)).to.equal('');
      await press('Escape');
      const again = await edit(page);
      expect(descriptionOf(again), 'nothing of the last time').to.equal('');
    });
  }

  it('can be one that only a connection of another data source has', async () => {
    server.connect('langgenius/jina_datasource/jinareader', { name: 'Delta', type: 'api-key' });
    const page = await mountCard();
    await edit(page);
    await type('Delta');
    await press('Enter');
    await untilNamed(page, 'Alpha', 'Delta', 'Gamma');
    await until(
      () => sent().length === 1,
      () => 'not sent',
    );
  });

  it('has 100 characters at most, as a person counts them, and nothing is cut off', async () => {
    const page = await mountCard();
    const field = await edit(page);
    await type('\u{1F4DA}'.repeat(101));
    await press('Enter');
    await until(
      () => field.getAttribute('aria-invalid') === 'true',
      () => 'not marked',
    );
    expect(descriptionOf(field)).to.equal('Use at most 100 characters.');
    expect(Array.from(field.value)).to.have.length(101);
    expect(sent()).to.deep.equal([]);
    await press('Backspace');
    await press('Enter');
    await until(
      () => sent().length === 1,
      () => 'not sent',
    );
    expect(sent()).to.deep.equal([{ credential_id: 'credential-2', name: '\u{1F4DA}'.repeat(100) }]);
  });

  it('that only the server knows to be taken is edited again, with what was typed and why', async () => {
    server.intercept(({ path }) =>
      RENAME.test(path) ? errorAnswer(400, 'invalid_param', TAKEN) : undefined,
    );
    const page = await mountCard();
    const heard = hear(page);
    await edit(page);
    await type('Delta');
    await press('Enter');
    await findText(page, TAKEN);
    const field = byLabel(page, /^Rename /);
    expect(field.value).to.equal('Delta');
    expect(nameOf(field), 'the old name is back').to.equal('Rename Beta');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(descriptionOf(field)).to.equal(TAKEN);
    expect(told(page), 'said once').to.deep.equal([TAKEN]);
    await untilFocused('Rename Beta');
    expect(heard).to.have.length(0);
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    await press('Escape');
    await untilFocused('Actions for Beta');
    expect(namesIn(page)).to.deep.equal(['Alpha', 'Beta', 'Gamma']);
  });

  it('can be saved on the second try', async () => {
    let times = 0;
    server.intercept(({ path }) =>
      RENAME.test(path) && times++ === 0 ? errorAnswer(400, 'invalid_param', TAKEN) : undefined,
    );
    const page = await mountCard();
    const heard = hear(page);
    await edit(page);
    await type('Delta');
    await press('Enter');
    await findText(page, TAKEN);
    await press('End');
    await type(' 2');
    await press('Enter');
    await untilNamed(page, 'Alpha', 'Delta 2', 'Gamma');
    await until(
      () => heard.length > 0,
      () => 'not told',
    );
    expect(kinds(heard)).to.deep.equal(['credential-change']);
    expect(heard[0]!.detail.credential.name).to.equal('Delta 2');
  });

  it('is the old one again after a refusal, with the message and the focus where it was', async () => {
    server.intercept(({ path }) =>
      RENAME.test(path) ? errorAnswer(500, 'internal', 'Out of order.') : undefined,
    );
    const page = await mountCard();
    const heard = hear(page);
    const release = hold(server, 'POST', RENAME);
    await edit(page);
    await type('Zeta');
    await press('Enter');
    await untilNamed(page, 'Alpha', 'Gamma', 'Zeta');
    await untilFocused('Actions for Zeta');
    release();
    await untilNamed(page, 'Alpha', 'Beta', 'Gamma');
    await findText(page, said('changeFailed', { name: 'Beta', message: 'Out of order.' }));
    expect(told(page)).to.deep.equal([said('changeFailed', { name: 'Beta', message: 'Out of order.' })]);
    expect(nameOf(focused()!)).to.equal('Actions for Beta');
    expect(heard).to.have.length(0);
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
  });

  for (const [what, answer] of [
    ['a refusal', () => errorAnswer(500, 'internal', 'Out of order.')],
    ['a name that is taken', () => errorAnswer(400, 'invalid_param', TAKEN)],
  ] as const) {
    it(`does not take the focus from elsewhere after ${what}`, async () => {
      server.intercept(({ path }) => (RENAME.test(path) ? answer() : undefined));
      const page = await mountCard(html`${CARD}<input aria-label="Elsewhere" />`);
      const release = hold(server, 'POST', RENAME);
      await edit(page);
      await type('Zeta');
      await press('Enter');
      await untilFocused('Actions for Zeta');
      await click(byLabel(page, 'Elsewhere'));
      release();
      await findText(page, answer().status === 500 ? 'Out of order.' : TAKEN);
      await settled();
      await type('typed');
      expect(byLabel(page, 'Elsewhere').value).to.equal('typed');
    });
  }

  it('that is being typed is not disturbed by the refusal of the one before', async () => {
    server.intercept(({ path }) =>
      RENAME.test(path) ? errorAnswer(400, 'invalid_param', TAKEN) : undefined,
    );
    const page = await mountCard();
    const release = hold(server, 'POST', RENAME);
    await edit(page);
    await type('Delta');
    await press('Enter');
    await untilFocused('Actions for Delta');
    const field = await edit(page, 'Delta');
    await type('Epsi');
    release();
    await findText(page, said('changeFailed', { name: 'Beta', message: TAKEN }));
    await type('lon');
    expect(field.value).to.equal('Epsilon');
    expect(descriptionOf(field), 'it is not about this name').to.equal('');
  });

  it('that is being typed stays, with the caret, when another tab moves its row', async () => {
    const page = await mountCard();
    const field = await edit(page);
    await type('Delta!');
    await press('ArrowLeft');
    for (const credential of server.credentialsOf(NOTION)) credential.is_default = credential.name === 'Beta';
    await page.currentStore!.invalidateList();
    await until(
      async () => (await findRow(page, 'credential-1')).offsetTop > field.getBoundingClientRect().top,
      () => 'not moved',
    );
    server.credentialsOf(NOTION)[2]!.name = 'Aaa';
    for (const credential of server.credentialsOf(NOTION)) credential.is_default = credential.name === 'Aaa';
    await page.currentStore!.invalidateList();
    await findText(page, 'Aaa');
    await untilFocused('Rename Beta');
    await type(' 2');
    expect(byLabel(page, 'Rename Beta').value).to.equal('Delta 2!');
  });

  it('goes with its row when another tab removed it, and the focus goes to the next', async () => {
    const page = await mountCard();
    await edit(page);
    await type('Delta');
    server.credentialsOf(NOTION).splice(1, 1);
    await page.currentStore!.invalidateList();
    await untilNamed(page, 'Alpha', 'Gamma');
    await untilFocused('Actions for Gamma');
    expect(isEdited(page)).to.be.false;
    await settled();
    expect(sent()).to.deep.equal([]);
  });

  it('of one connection is not lost by work on another', async () => {
    const page = await mountCard();
    const field = await edit(page);
    await type('Delta');
    await choose(page, 'Gamma', 'Set as default');
    await untilNamed(page, 'Gamma', 'Alpha', '');
    await settled();
    expect(field.value).to.equal('Delta');
    expect(nameOf(focused()!)).to.equal('Actions for Gamma');
  });

  it('of a row that stands for another connection by the time of the answer is none of its business', async () => {
    for (const name of ['Alpha', 'Beta']) server.connect(NOTION, { name, is_default: false });
    let answer = errorAnswer(400, 'invalid_param', TAKEN);
    server.intercept(({ path }) => (RENAME.test(path) ? answer : undefined));
    for (const refusal of [answer, errorAnswer(500, 'internal', 'Out of order.')]) {
      answer = refusal;
      const page = await mount(
        server,
        html`<datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>`,
      );
      await findRow(page, 'credential-1');
      const release = hold(server, 'POST', RENAME);
      await edit(page, 'Alpha');
      await type('Zeta');
      await press('Enter');
      await findText(page, 'Zeta');
      page.querySelector('datasource-credential')!.credentialId = 'credential-2';
      await findText(page, 'Beta');
      const done = sent().length;
      release();
      await until(
        () => !textOf(page).includes('Zeta') && done > 0,
        () => 'still shown',
      );
      await settled();
      expect(isEdited(page)).to.be.false;
      expect(told(page)).to.deep.equal([]);
      page.remove();
    }
  });

  it('of a hostile server is a text in the menu, the field and the messages', async () => {
    const name = '<img src=x onerror="window.hacked=1">';
    server.connect(NOTION, { name, is_default: true });
    const page = await mount(server, CARD);
    await findRow(page, 'credential-1');
    await openRowMenu(page, name);
    await press('Escape');
    await untilGone(page, 'menu');
    await edit(page, name);
    await press('Escape');
    await choose(page, name, 'Remove');
    expect(textOf(await findByRole(page, 'alertdialog'))).to.include(name);
    expect(window).not.to.have.property('hacked');
  });
});
