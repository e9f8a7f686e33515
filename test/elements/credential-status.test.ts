import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press } from '../support/driver.js';
import { errorAnswer, FakeServer, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
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
import { fill, hear, kinds, mount, NOTION, said, settled } from '../support/page.js';
import { choose, findRow } from '../support/rows.js';
import { FakeWindows } from '../support/windows.js';

const NEEDS = 'Needs re-authorization';
const WHY = 'The token was revoked at Notion.';
const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;

describe('the status of a connection', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
    server.connect(NOTION, { name: 'Team', is_default: true });
    server.connect(NOTION, { name: 'Key', type: 'api-key', is_default: false });
  });
  afterEach(() => windows.restore());

  async function mountRows(content: TemplateResult = CARD): Promise<DatasourceContextElement> {
    const page = await mount(server, content);
    await findRow(page, 'credential-2');
    return page;
  }

  const statusOf = async (page: Node, id: string): Promise<string> => {
    const row = await findRow(page, id);
    await row.updateComplete;
    return textOf(row.shadowRoot!.querySelector('[part=status]')!);
  };

  it('says that it needs re-authorization as soon as the host says so, and why, of that one only', async () => {
    const page = await mountRows();
    expect(await statusOf(page, 'credential-1')).to.equal('Connected');
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', WHY);
    await findText(page, WHY);
    expect(await statusOf(page, 'credential-1')).to.equal(NEEDS);
    expect(await statusOf(page, 'credential-2')).to.equal('Connected');
    expect(allByRole(page, 'button', 'Re-authorize').length).to.equal(1);
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
  });

  it('has a hint where the host does not say why', async () => {
    const page = await mountRows();
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization');
    await findText(page, said('repairHint'));
  });

  it('shows what a host says as a text', async () => {
    const page = await mountRows();
    const hostile = '<img src=x onerror="window.hacked=1">';
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', hostile);
    await findText(page, hostile);
    expect(window).not.to.have.property('hacked');
  });

  it('is what the server says of it', async () => {
    server.connect(NOTION, { name: 'Lost', type: 'unauthorized', is_default: false });
    const page = await mountRows();
    expect(await statusOf(page, 'credential-3')).to.equal(NEEDS);
    await findButton(page, 'Re-authorize');
  });

  it('is “Connected” again when the host says so, and the focus is not lost with the button', async () => {
    const page = await mountRows();
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', WHY);
    (await findButton(page, 'Re-authorize')).focus();
    page.currentStore!.markCredential('credential-1', 'connected');
    await untilGone(page, 'button', 'Re-authorize');
    expect(await statusOf(page, 'credential-1')).to.equal('Connected');
    expect(textOf(page)).not.to.include(WHY);
    expect(nameOf(focused()!)).to.equal('Actions for Team');
  });

  it('is the same in all rows of a connection, also in those that are added later', async () => {
    const page = await mountRows(
      html`${CARD}
        <p></p>`,
    );
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', WHY);
    const row = document.createElement('datasource-credential');
    Object.assign(row, { provider: NOTION, credentialId: 'credential-1' });
    page.querySelector('p')!.append(row);
    await findText(row, WHY);
    expect(await statusOf(page, 'credential-1')).to.equal(NEEDS);
  });

  it('is never told by colour alone', async () => {
    const page = await mountRows();
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', WHY);
    await findText(page, NEEDS);
    expect((await findRow(page, 'credential-1')).shadowRoot!.querySelector('.status .dot')).to.be.null;
  });

  for (const [how, begin] of [
    ['the button beside the message', async (page: Node) => click(await findButton(page, 'Re-authorize'))],
    ['the menu', (page: Node) => choose(page, 'Team', 'Re-authorize')],
  ] as const) {
    it(`is repaired by ${how}: the window opens in the click, and the page is told once`, async () => {
      const page = await mountRows();
      const heard = hear(page);
      const order: string[] = [];
      windows.onOpen = () => order.push('window');
      server.intercept(({ path }) => void (path.includes('authorization-url') && order.push('request')));
      page.currentStore!.markCredential('credential-1', 'needs-reauthorization', WHY);
      await findText(page, WHY);
      await begin(page);
      await findText(page, said('waitingTitle', { source: 'Notion' }));
      expect(order).to.deep.equal(['window', 'request']);
      expect(server.requests.at(-1)!.query.get('credential_id')).to.equal('credential-1');
      await click(await findButton(page, 'I have finished'));
      await until(
        () => heard.length === 3,
        () => `heard ${kinds(heard).join()}`,
      );
      await settled();
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(heard[2]!.detail).to.deep.include({
        action: 'reauthorized',
        credential: { id: 'credential-1', name: 'Team', type: 'oauth2' },
      });
      expect(await statusOf(page, 'credential-1')).to.equal('Connected');
      expect(textOf(page)).not.to.include(WHY);
      await untilFocused('Actions for Team');
    });
  }

  it('stays as it was when the repair is given up, and nothing is said to have changed', async () => {
    const page = await mountRows();
    const heard = hear(page);
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', WHY);
    await click(await findButton(page, 'Re-authorize'));
    await click(await findButton(page, 'Cancel'));
    await findText(page, said('cancelledNotice', { source: 'Notion' }));
    expect(await statusOf(page, 'credential-1')).to.equal(NEEDS);
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
  });

  describe('of rows by themselves', () => {
    const ROWS = html`<div>
        <datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>
      </div>
      <p>
        <datasource-credential provider=${NOTION} credential-id="credential-3"></datasource-credential>
      </p>
      <datasource-credential provider=${NOTION} credential-id="credential-2"></datasource-credential>`;

    beforeEach(() => {
      server.connect(NOTION, { name: 'Other', is_default: false });
    });

    it('shows what it waits for at the row that is authorized, and how that ended', async () => {
      const page = await mountRows(ROWS);
      const [one, other] = [page.querySelector('div')!, page.querySelector('p')!];
      await choose(page, 'Team', 'Re-authorize');
      await findText(one, said('waitingTitle', { source: 'Notion' }));
      expect(textOf(other)).to.equal('O Other OAuth Connected');
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(await findButton(one, 'Cancel'));
      await findText(one, said('cancelledNotice', { source: 'Notion' }));
      expect(textOf(other)).to.equal('O Other OAuth Connected');
      await untilFocused('Actions for Team');
      await click(byRole(one, 'button', 'Dismiss'));
      await untilGone(page, 'button', 'Dismiss');
      await untilFocused('Actions for Team');
    });

    it('shows why it failed, at that row only', async () => {
      let broken = true;
      server.intercept(({ path }) =>
        path.includes('authorization-url') && broken
          ? errorAnswer(500, 'internal', 'Out of order.')
          : undefined,
      );
      const page = await mountRows(ROWS);
      const [one, other] = [page.querySelector('div')!, page.querySelector('p')!];
      await choose(page, 'Team', 'Re-authorize');
      await findText(one, 'Out of order.');
      await untilFocused('Actions for Team');
      expect(textOf(other)).to.equal('O Other OAuth Connected');
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      broken = false;
      windows.blocked = true;
      await choose(page, 'Other', 'Re-authorize');
      await findText(other, /pop-?up/i);
      expect(textOf(one)).to.equal('T Team Default OAuth Connected');
      windows.blocked = false;
      await choose(page, 'Other', 'Re-authorize');
      await findText(other, said('waitingTitle', { source: 'Notion' }));
      expect(textOf(one)).to.equal('T Team Default OAuth Connected');
    });

    it('shows nothing when the page takes over, not even how something else ended', async () => {
      const page = await mountRows(
        html`${ROWS}<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
      );
      const one = page.querySelector('div')!;
      await click(await findButton(page, 'Add OAuth'));
      await click(await findButton(page, 'Cancel'));
      await findText(page, said('cancelledNotice', { source: 'Notion' }));
      page.addEventListener('datasource-authorize-start', (event) => event.preventDefault());
      await choose(page, 'Team', 'Re-authorize');
      await settled();
      expect(windows.opened).to.have.length(1);
      expect(textOf(one)).to.equal('T Team Default OAuth Connected');
    });

    it('shows nothing of one that began elsewhere and adds a connection', async () => {
      const page = await mountRows(
        html`${ROWS}<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
      );
      await click(await findButton(page, 'Add OAuth'));
      await click(await findButton(page, 'Cancel'));
      await findText(page, said('cancelledNotice', { source: 'Notion' }));
      expect(textOf(page.querySelector('div')!)).to.equal('T Team Default OAuth Connected');
    });

    it('gives the focus back to the row after the repair of a key', async () => {
      const page = await mountRows(ROWS);
      page.currentStore!.markCredential('credential-2', 'needs-reauthorization', WHY);
      await click(await findButton(page, 'Edit'));
      const dialog = await findByRole(page, 'dialog', /^API Key/);
      await fill(byLabel(dialog, 'Integration Secret'), 'ntn_new');
      await press('Enter');
      await untilGone(page, 'dialog');
      await untilFocused('Actions for Key');
    });
  });

  it('of an API key is repaired by another key', async () => {
    const page = await mountRows();
    const heard = hear(page);
    page.currentStore!.markCredential('credential-2', 'needs-reauthorization', 'The key was deleted.');
    const row = await findRow(page, 'credential-2');
    await click(await findButton(row, 'Edit'));
    const dialog = await findByRole(page, 'dialog', /^API Key/);
    await fill(byLabel(dialog, 'Integration Secret'), 'ntn_new');
    await press('Enter');
    await untilGone(page, 'dialog');
    await until(
      () => heard.length === 2,
      () => `heard ${kinds(heard).join()}`,
    );
    expect(heard[1]!.detail.action).to.equal('updated');
    expect(await statusOf(page, 'credential-2')).to.equal('Connected');
    await untilFocused('Actions for Key');
  });

  it('of an API key stays as it was when the new one is refused', async () => {
    server.intercept(({ path }) =>
      path.endsWith('/update') ? errorAnswer(400, 'invalid_param', 'No such key.') : undefined,
    );
    const page = await mountRows();
    page.currentStore!.markCredential('credential-2', 'needs-reauthorization', 'The key was deleted.');
    await click(await findButton(await findRow(page, 'credential-2'), 'Edit'));
    const dialog = await findByRole(page, 'dialog', /^API Key/);
    await fill(byLabel(dialog, 'Integration Secret'), 'ntn_new');
    await press('Enter');
    await findText(dialog, 'No such key.');
    expect(await statusOf(page, 'credential-2')).to.equal(NEEDS);
  });

  it('has no button where nothing here can repair it', async () => {
    server.sources = [wireSource({ credential_schema: [], oauth_schema: null })];
    server.connect(NOTION, { name: 'Team', id: 'one' });
    server.connect(NOTION, { name: 'Key', id: 'two', type: 'api-key', is_default: false });
    const page = await mount(server, CARD);
    await findRow(page, 'two');
    for (const id of ['one', 'two']) page.currentStore!.markCredential(id, 'needs-reauthorization', WHY);
    await findText(page, WHY);
    await settled();
    expect(allByRole(page, 'button').map(nameOf)).to.have.members([
      'Configure Notion',
      'Actions for Team',
      'Actions for Key',
    ]);
  });

  it('can be read at 280 pixels, with everything a row can have, from right to left too', async () => {
    const long = 'x'.repeat(100);
    server = new FakeServer();
    server.connect(NOTION, { name: long, visibility: 'all_team_members' });
    server.connect(NOTION, { name: `${long} y`, visibility: 'only_me', is_default: false });
    const page = await mount(
      server,
      html`<div dir="ltr" style="inline-size: 280px">${CARD}</div>
        <div dir="rtl" style="inline-size: 280px">${CARD}</div>`,
    );
    await findRow(page, 'credential-2');
    page.currentStore!.markCredential('credential-1', 'needs-reauthorization', long);
    await findText(page, 'Shared');
    const wide = (): string[] => {
      const cards = [...page.querySelectorAll('datasource-card')];
      const inside = cards.flatMap((card) => [
        card.shadowRoot!.querySelector('.card')!,
        ...[...card.shadowRoot!.querySelectorAll('datasource-credential')].flatMap((row) => [
          row,
          ...row.shadowRoot!.querySelectorAll('.row, .notice'),
        ]),
      ]);
      return [...page.querySelectorAll('div'), ...inside]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((one) => `${one.localName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`);
    };
    expect(wide()).to.deep.equal([]);
    for (const div of page.querySelectorAll('div')) {
      await choose(div, long, 'Rename');
      await untilFocused(`Rename ${long}`);
      expect(wide(), `${div.dir} being renamed`).to.deep.equal([]);
      await press('Escape');
      await choose(div, `${long} y`, 'Remove');
      await click(byRole(await findByRole(div, 'alertdialog'), 'button', 'Remove'));
      await findButton(div, 'Undo');
      await untilGone(div, 'alertdialog');
      expect(wide(), `${div.dir} removed`).to.deep.equal([]);
      await click(byRole(div, 'button', 'Undo'));
      await untilGone(div, 'button', 'Undo');
    }
  });
});
