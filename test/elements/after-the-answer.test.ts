import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findButton,
  findByRole,
  findText,
  textOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import '../support/loaded-dialogs.js';
import { hear, hold, NOTION, requestsTo, said, settled } from '../support/page.js';
import { choose, findRow, mountWithUndoTime, namesIn, openRowMenu, rowsIn } from '../support/rows.js';

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;
const RENAME = /\/update-name$/;
const DEFAULT = /\/default$/;
const DELETE = /\/delete$/;
const MESSAGE = 'Out of order.';

describe('a change whose answer comes late', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
    for (const name of ['Alpha', 'Beta', 'Gamma'])
      server.connect(NOTION, { name, is_default: name === 'Alpha' });
  });

  async function show(content: TemplateResult = CARD): Promise<DatasourceContextElement> {
    const page = await mountWithUndoTime(server, content, 0);
    await findRow(page, 'credential-3');
    return page;
  }

  const fail = (path: RegExp, status = 500, code = 'internal', message = MESSAGE): (() => void) =>
    server.intercept((request) => (path.test(request.path) ? errorAnswer(status, code, message) : undefined));
  const untilSent = (path: RegExp, times = 1): Promise<void> =>
    until(
      () => requestsTo(server, 'POST', path).length >= times,
      () => `sent ${requestsTo(server, 'POST', path).length} times`,
    );
  const told = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);

  async function rename(page: Node, name: string, to: string): Promise<void> {
    await choose(page, name, 'Rename');
    await untilFocused(`Rename ${name}`);
    await type(to);
    await press('Enter');
  }

  async function remove(page: Node, name: string): Promise<void> {
    await choose(page, name, 'Remove');
    await click(byRole(await findByRole(page, 'alertdialog'), 'button', 'Remove'));
    await untilGone(page, 'alertdialog');
  }

  describe('after its row was replaced by another one', () => {
    const HOSTS = [
      ['datasource-list', html`<datasource-list></datasource-list>`],
      ['datasource-card', CARD],
      [
        'datasource-credential',
        html`<datasource-credential provider=${NOTION} credential-id="credential-2"></datasource-credential>`,
      ],
    ] as const;

    /** Takes an element off the page, and puts a new one like it there. */
    async function replace(page: HTMLElement, tag: string): Promise<void> {
      const old = page.querySelector(tag)!;
      const fresh = old.cloneNode() as HTMLElement;
      old.remove();
      page.append(fresh);
      await findRow(fresh, 'credential-2');
    }

    for (const [tag, content] of HOSTS) {
      const start = async (path: RegExp): Promise<[DatasourceContextElement, () => void]> => {
        fail(path);
        const release = hold(server, 'POST', path);
        const page = await mountWithUndoTime(server, content, 0);
        await findRow(page, 'credential-2');
        return [page, release];
      };

      it(`is told in the new <${tag}> when a rename was refused, until it is dismissed`, async () => {
        const [page, release] = await start(RENAME);
        const heard = hear(document);
        await rename(page, 'Beta', 'Zeta');
        await untilSent(RENAME);
        await replace(page, tag);
        await findButton(page, 'Actions for Zeta');
        expect(told(page)).to.deep.equal([]);
        release();
        const text = said('changeFailed', { name: 'Beta', message: MESSAGE });
        await findText(page, text);
        expect(text).to.equal('“Beta” was not changed: Out of order.');
        await findButton(page, 'Actions for Beta');
        expect(told(page)).to.have.length(1);
        expect(heard).to.have.length(0);
        await expectAccessible(page);
        await click(byRole(page, 'button', 'Dismiss'));
        await untilGone(page, 'button', 'Dismiss');
        await settled();
        expect(textOf(page)).not.to.include(MESSAGE);
        expect(heard).to.have.length(0);
        expect(requestsTo(server, 'POST', RENAME)).to.have.length(1);
      });

      it(`is told in the new <${tag}> when a removal was refused, until it is dismissed`, async () => {
        const [page, release] = await start(DELETE);
        const heard = hear(document);
        await remove(page, 'Beta');
        await untilSent(DELETE);
        await replace(page, tag);
        await findText(page, said('removingNotice', { name: 'Beta' }));
        release();
        await findText(page, said('removeFailed', { name: 'Beta', message: MESSAGE }));
        await findButton(page, 'Actions for Beta');
        expect(told(page)).to.have.length(1);
        await click(byRole(page, 'button', 'Dismiss'));
        await untilGone(page, 'button', 'Dismiss');
        await settled();
        expect(textOf(page)).not.to.include(MESSAGE);
        expect(heard).to.have.length(0);
      });
    }

    it('is told in a card that comes only after the answer', async () => {
      fail(RENAME);
      const release = hold(server, 'POST', RENAME);
      const page = await show();
      const heard = hear(document);
      await rename(page, 'Beta', 'Zeta');
      await untilSent(RENAME);
      page.querySelector('datasource-card')!.remove();
      release();
      await settled();
      const fresh = document.createElement('datasource-card');
      fresh.provider = NOTION;
      page.append(fresh);
      await findText(page, said('changeFailed', { name: 'Beta', message: MESSAGE }));
      expect(heard).to.have.length(0);
    });

    it('is told in the new card when the server has the new name already', async () => {
      const taken = 'Authorization name is already exists';
      fail(RENAME, 400, 'invalid_param', taken);
      const release = hold(server, 'POST', RENAME);
      const page = await show();
      const heard = hear(document);
      await rename(page, 'Beta', 'Zeta');
      await untilSent(RENAME);
      await replace(page, 'datasource-card');
      release();
      await findButton(page, 'Actions for Beta');
      await findText(page, taken);
      expect(heard).to.have.length(0);
    });

    it('is told until the next change of that connection, and only at that connection', async () => {
      fail(RENAME);
      const release = hold(server, 'POST', RENAME);
      const page = await show();
      await rename(page, 'Beta', 'Zeta');
      await untilSent(RENAME);
      await replace(page, 'datasource-card');
      release();
      await findText(page, MESSAGE);
      const where = rowsIn(page).filter((row) => textOf(row).includes(MESSAGE));
      expect(where.map(({ credentialId }) => credentialId)).to.deep.equal(['credential-2']);
      await choose(page, 'Gamma', 'Set as default');
      await until(
        () => server.credentialsOf(NOTION)[2]!.is_default,
        () => 'not set',
      );
      expect(textOf(page)).to.include(MESSAGE);
      await choose(page, 'Beta', 'Set as default');
      await until(
        () => !textOf(page).includes(MESSAGE),
        () => 'still told',
      );
    });
  });

  describe('that two elements for one connection were asked for', () => {
    const TWO = html`<div>${CARD}</div>
      <p>${CARD}</p>`;

    async function showTwo(): Promise<{ page: HTMLElement; one: HTMLElement; other: HTMLElement }> {
      const page = await show(TWO);
      const [one, other] = [page.querySelector('div')!, page.querySelector('p')!];
      await findRow(one, 'credential-3');
      await findRow(other, 'credential-3');
      return { page, one, other };
    }

    /** Sets Beta as the default one in two cards in one turn: what one of them asks for shows in the other at once. */
    async function setDefaultInBoth(...cards: readonly Node[]): Promise<void> {
      const items: HTMLElement[] = [];
      for (const card of cards) {
        const row = await findRow(card, 'credential-2');
        // The browser would close one menu as another opens.
        row.shadowRoot!.querySelector<HTMLElement>('#menu')!.popover = 'manual';
        items.push(byRole(await openRowMenu(card, 'Beta'), 'menuitem', 'Set as default'));
      }
      expect(items.filter(({ isConnected }) => isConnected).length).to.equal(2);
      for (const item of items) item.click();
    }

    it('is sent once and told once', async () => {
      const release = hold(server, 'POST', DEFAULT);
      const { page, one, other } = await showTwo();
      const heard = hear(document);
      await setDefaultInBoth(one, other);
      await untilSent(DEFAULT);
      expect(namesIn(one)).to.deep.equal(namesIn(other));
      expect(heard).to.have.length(0);
      release();
      await until(
        () => heard.length > 0,
        () => 'not told',
      );
      await settled();
      expect(requestsTo(server, 'POST', DEFAULT).map(({ body }) => body)).to.deep.equal([
        { id: 'credential-2' },
      ]);
      expect(
        heard.map(({ type: kind, detail }) => [kind, detail.action, detail.credential.id]),
      ).to.deep.equal([['datasource-credential-change', 'default', 'credential-2']]);
      expect(told(page)).to.deep.equal([]);
    });

    it('is told as refused in both, not to the page, and put away in both by one Dismiss', async () => {
      fail(DEFAULT);
      const release = hold(server, 'POST', DEFAULT);
      const { one, other } = await showTwo();
      const heard = hear(document);
      await setDefaultInBoth(one, other);
      await untilSent(DEFAULT);
      release();
      const text = said('changeFailed', { name: 'Beta', message: MESSAGE });
      await findText(one, text);
      await findText(other, text);
      expect(requestsTo(server, 'POST', DEFAULT)).to.have.length(1);
      await click(byRole(other, 'button', 'Dismiss'));
      await untilGone(one, 'button', 'Dismiss');
      await untilGone(other, 'button', 'Dismiss');
      expect(heard).to.have.length(0);
    });
  });

  describe('and is followed by others', () => {
    it('is sent before them, and the server ends with the last default that was chosen', async () => {
      const gates: (() => void)[] = [];
      server.intercept(async ({ path }) => {
        if (DEFAULT.test(path)) await new Promise<void>((resolve) => gates.push(resolve));
        return undefined;
      });
      const page = await show();
      const heard = hear(document);
      const ids = (): unknown[] =>
        requestsTo(server, 'POST', DEFAULT).map(({ body }) => (body as { id: string }).id);
      const defaults = (): string[] =>
        server
          .credentialsOf(NOTION)
          .filter((credential) => credential.is_default)
          .map(({ id }) => id);
      for (const name of ['Beta', 'Gamma', 'Beta']) {
        await choose(page, name, 'Set as default');
        await until(
          () => namesIn(page)[0] === name,
          () => `${namesIn(page).join()} are shown`,
        );
      }
      const order = ['credential-2', 'credential-3', 'credential-2'];
      for (const times of [1, 2, 3]) {
        await untilSent(DEFAULT, times);
        await settled();
        expect(ids(), 'one at a time').to.deep.equal(order.slice(0, times));
        expect(namesIn(page)[0], 'what was chosen last is shown').to.equal('Beta');
        expect(gates.length).to.equal(times);
        gates[times - 1]!();
        await until(
          () => heard.length >= times,
          () => `heard ${heard.length} of ${times}`,
        );
      }
      await settled();
      expect(ids()).to.deep.equal(order);
      expect(defaults()).to.deep.equal(['credential-2']);
      expect(
        heard.map(({ type: kind, detail }) => [kind, detail.action, detail.credential.id]),
      ).to.deep.equal(order.map((id) => ['datasource-credential-change', 'default', id]));
      expect(namesIn(page)[0]).to.equal('Beta');
      expect(told(page)).to.deep.equal([]);
    });

    it('does not keep them back when it is refused', async () => {
      let refusals = 1;
      server.intercept(({ path }) =>
        DEFAULT.test(path) && refusals-- > 0 ? errorAnswer(500, 'internal', MESSAGE) : undefined,
      );
      const release = hold(server, 'POST', DEFAULT);
      const page = await show();
      const heard = hear(document);
      await choose(page, 'Beta', 'Set as default');
      await until(
        () => namesIn(page)[0] === 'Beta',
        () => 'Beta is not shown first',
      );
      await choose(page, 'Gamma', 'Set as default');
      release();
      await findText(page, said('changeFailed', { name: 'Beta', message: MESSAGE }));
      await until(
        () => heard.length > 0,
        () => 'not told',
      );
      await settled();
      expect(heard.map(({ detail }) => detail.credential.id)).to.deep.equal(['credential-3']);
      expect(namesIn(page)[0]).to.equal('Gamma');
      expect(told(page)).to.have.length(1);
    });
  });
});
