import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, resize } from '../support/driver.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  descriptionOf,
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
import { hear, hold, kinds, NOTION, requestsTo, said, settled } from '../support/page.js';
import { choose, findRow, mountWithUndoTime, namesIn, rowsIn } from '../support/rows.js';

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;
const DELETE = /\/delete$/;
/** Longer than any test takes. */
const LONG = 60_000;

describe('the removal of a connection', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  /** A card with connections, of which the first is the default one. */
  async function mountCard(
    undoTime: number,
    names = ['Alpha', 'Beta', 'Gamma'],
    content: TemplateResult = CARD,
  ): Promise<DatasourceContextElement> {
    for (const [index, name] of names.entries()) server.connect(NOTION, { name, is_default: index === 0 });
    const page = await mountWithUndoTime(server, content, undoTime);
    await findRow(page, `credential-${names.length}`);
    return page;
  }

  const ask = async (page: Node, name: string): Promise<HTMLElement> => {
    await choose(page, name, 'Remove');
    return findByRole(page, 'alertdialog');
  };

  /** Removes and says yes. */
  async function remove(page: Node, name: string): Promise<void> {
    await click(byRole(await ask(page, name), 'button', 'Remove'));
    await untilGone(page, 'alertdialog');
  }

  const sent = (): unknown[] => requestsTo(server, 'POST', DELETE).map(({ body }) => body);
  const refuse = (): (() => void) =>
    server.intercept(({ path }) =>
      DELETE.test(path) ? errorAnswer(500, 'internal', 'Out of order.') : undefined,
    );
  const told = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const untilSent = (): Promise<void> =>
    until(
      () => sent().length > 0,
      () => 'not sent',
    );

  describe('the question', () => {
    it('names the connection and says what may break, with the focus on Cancel', async () => {
      const page = await mountCard(LONG);
      const question = await ask(page, 'Beta');
      expect(nameOf(question)).to.equal('Remove “Beta”?');
      expect(descriptionOf(question)).to.equal(said('removeWarning', { source: 'Notion' }));
      expect(descriptionOf(question)).to.include('can no longer be read or updated');
      expect(question.matches(':modal')).to.be.true;
      await untilFocused('Cancel');
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    for (const [how, answer] of [
      ['Escape', () => press('Escape')],
      ['Enter, which is Cancel at first', () => press('Enter')],
      ['Cancel', (page: Node) => click(byRole(page, 'button', 'Cancel'))],
    ] as const) {
      it(`is answered with no by ${how}, with the focus back on the menu’s button`, async () => {
        const page = await mountCard(0);
        const heard = hear(page);
        await ask(page, 'Beta');
        await untilFocused('Cancel');
        await answer(page);
        await untilGone(page, 'alertdialog');
        await untilFocused('Actions for Beta');
        await settled();
        expect(sent()).to.deep.equal([]);
        expect(heard).to.have.length(0);
        await ask(page, 'Beta');
      });
    }

    it('can be answered by the keyboard alone', async () => {
      const page = await mountCard(LONG);
      byRole(page, 'button', 'Actions for Beta').focus();
      await press('ArrowUp');
      await untilFocused('Remove');
      await press('Enter');
      await untilFocused('Cancel');
      await press('Tab');
      await untilFocused('Remove');
      await press('Enter');
      await untilFocused('Undo');
    });

    it('does not close the dialog of the page around it by Escape', async () => {
      const page = await mountCard(LONG, ['Alpha'], html`<dialog aria-label="Host">${CARD}</dialog>`);
      const host = page.querySelector('dialog')!;
      host.showModal();
      await ask(page, 'Alpha');
      await press('Escape');
      await untilGone(page, 'alertdialog');
      await settled();
      expect(host.open).to.be.true;
    });

    it('goes away with its connection, and nothing is sent', async () => {
      const page = await mountCard(0);
      await ask(page, 'Beta');
      server.credentialsOf(NOTION).splice(1, 1);
      await page.currentStore!.invalidateList();
      await untilGone(page, 'alertdialog');
      await untilFocused('Actions for Gamma');
      await settled();
      expect(sent()).to.deep.equal([]);
    });

    it('is not asked again when a row by itself gets its connection back', async () => {
      server.connect(NOTION, { name: 'Alpha' });
      const page = await mountWithUndoTime(
        server,
        html`<datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>`,
        0,
      );
      await findRow(page, 'credential-1');
      await ask(page, 'Alpha');
      const [credential] = server.credentialsOf(NOTION).splice(0);
      await page.currentStore!.invalidateList();
      await untilGone(page, 'alertdialog');
      server.credentialsOf(NOTION).push(credential!);
      await page.currentStore!.invalidateList();
      await findButton(page, 'Actions for Alpha');
      await settled();
      expect(allByRole(page, 'alertdialog').length).to.equal(0);
      expect(sent()).to.deep.equal([]);
    });

    it('fits into a narrow window, whatever the name, from right to left too', async () => {
      await resize(280, 600);
      try {
        for (const dir of ['ltr', 'rtl']) {
          server = new FakeServer();
          const name = 'x'.repeat(100);
          const page = await mountCard(LONG, [name], html`<div dir=${dir}>${CARD}</div>`);
          const question = await ask(page, name);
          const { left, right } = question.getBoundingClientRect();
          expect(left, dir).to.be.at.least(0);
          expect(right, dir).to.be.at.most(280);
          expect(question.scrollWidth, dir).to.be.at.most(question.clientWidth);
          page.remove();
        }
      } finally {
        await resize(800, 600);
      }
    });
  });

  describe('that can still be undone', () => {
    it('shows so in the place of the row, with the focus on Undo, and sends nothing yet', async () => {
      const page = await mountCard(LONG);
      const heard = hear(page);
      await remove(page, 'Beta');
      await untilFocused('Undo');
      const row = await findRow(page, 'credential-2');
      expect(textOf(row)).to.equal(`${said('removedNotice', { name: 'Beta' })} Undo`);
      expect(textOf(byRole(row, 'status'))).to.equal(said('removedNotice', { name: 'Beta' }));
      expect(rowsIn(page).indexOf(row)).to.equal(1);
      expect(sent()).to.deep.equal([]);
      expect(heard).to.have.length(0);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('is taken back by Undo: nothing was sent or told, and the focus is on the row', async () => {
      const page = await mountCard(LONG);
      const heard = hear(page);
      await remove(page, 'Beta');
      await untilFocused('Undo');
      await press('Enter');
      await untilFocused('Actions for Beta');
      expect(namesIn(page)).to.deep.equal(['Alpha', 'Beta', 'Gamma']);
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      await settled();
      expect(sent()).to.deep.equal([]);
      expect(heard).to.have.length(0);
      await expectAccessible(page);
      await remove(page, 'Beta');
      await findButton(page, 'Undo');
    });

    it('is shown by every row of the connection, and can be taken back at each', async () => {
      const page = await mountCard(
        LONG,
        ['Alpha'],
        html`<div>${CARD}</div>
          <p>${CARD}</p>`,
      );
      const [one, other] = [page.querySelector('div')!, page.querySelector('p')!];
      await remove(one, 'Alpha');
      await click(await findButton(other, 'Undo'));
      await findButton(one, 'Actions for Alpha');
      await findButton(other, 'Actions for Alpha');
      expect(sent()).to.deep.equal([]);
    });

    it('keeps the focus where the user went in the meantime when it is sent', async () => {
      const page = await mountCard(150);
      await remove(page, 'Beta');
      byRole(page, 'button', 'Actions for Gamma').focus();
      await untilSent();
      await until(
        () => namesIn(page).join() === 'Alpha,Gamma',
        () => 'still there',
      );
      await settled();
      expect(nameOf(focused()!)).to.equal('Actions for Gamma');
    });

    it('is sent at once when the page is left, in a way that outlives the page', async () => {
      const page = await mountCard(LONG);
      const heard = hear(page);
      await remove(page, 'Beta');
      await remove(page, 'Gamma');
      expect(sent()).to.deep.equal([]);
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      // A page that is left gets no further turn.
      for (let times = 0; times < 50; times++) await null;
      expect(sent()).to.deep.equal([{ credential_id: 'credential-2' }, { credential_id: 'credential-3' }]);
      expect(requestsTo(server, 'POST', DELETE).map(({ keepalive }) => keepalive)).to.deep.equal([
        true,
        true,
      ]);
      // The page may come back: nothing is sent twice, and what happened is told.
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      await until(
        () => heard.length === 2,
        () => `heard ${kinds(heard).join()}`,
      );
      await settled();
      expect(sent()).to.have.length(2);
      expect(namesIn(page)).to.deep.equal(['Alpha']);
    });
  });

  describe('that is being sent', () => {
    it('can no longer be undone, and says so', async () => {
      const release = hold(server, 'POST', DELETE);
      const page = await mountCard(0);
      await remove(page, 'Beta');
      await findText(page, said('removingNotice', { name: 'Beta' }));
      const undo = byRole(page, 'button', 'Undo');
      expect(undo.getAttribute('aria-disabled')).to.equal('true');
      await untilFocused('Undo');
      await click(undo);
      await settled();
      expect(textOf(page)).to.include(said('removingNotice', { name: 'Beta' }));
      expect(sent()).to.have.length(1);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      release();
      await until(
        () => namesIn(page).join() === 'Alpha,Gamma',
        () => 'still there',
      );
    });
  });

  describe('that the server confirms', () => {
    it('is told once, with what was removed', async () => {
      const page = await mountCard(0);
      const heard = hear(page);
      await remove(page, 'Beta');
      await until(
        () => heard.length > 0,
        () => 'not told',
      );
      await settled();
      expect(sent()).to.deep.equal([{ credential_id: 'credential-2' }]);
      expect(heard).to.deep.equal([
        {
          type: 'datasource-credential-change',
          detail: {
            pluginId: 'langgenius/notion_datasource',
            provider: 'notion_datasource',
            action: 'removed',
            credential: { id: 'credential-2', name: 'Beta', type: 'oauth2' },
          },
        },
      ]);
      expect(textOf(page)).not.to.include('Beta');
    });

    for (const [which, name, next] of [
      ['the first', 'Alpha', 'Actions for Beta'],
      ['one between others', 'Beta', 'Actions for Gamma'],
      ['the last', 'Gamma', 'Actions for Beta'],
    ] as const) {
      it(`moves the focus to the row in its place after ${which}`, async () => {
        const page = await mountCard(0);
        await remove(page, name);
        await until(
          () => rowsIn(page).length === 2,
          () => 'still three',
        );
        await untilFocused(next);
      });
    }

    it('moves the focus to Configure when no row is left', async () => {
      const page = await mountCard(0, ['Alpha']);
      await remove(page, 'Alpha');
      await findText(page, 'Please configure authentication');
      await untilFocused('Configure Notion');
      await expectAccessible(page);
    });

    for (const [what, leave] of [
      ['its card is', (page: HTMLElement) => page.querySelector('datasource-card')!.remove()],
      [
        'everything but the document is',
        (page: HTMLElement) => {
          page.remove();
        },
      ],
    ] as const) {
      it(`is told once when ${what} gone by then`, async () => {
        const page = await mountCard(LONG);
        const heard = hear(document);
        await remove(page, 'Beta');
        leave(page);
        window.dispatchEvent(new PageTransitionEvent('pagehide'));
        await until(
          () => heard.length > 0,
          () => 'not told',
        );
        await settled();
        expect(heard.map(({ detail }) => [detail.action, detail.credential.id])).to.deep.equal([
          ['removed', 'credential-2'],
        ]);
        expect(sent()).to.have.length(1);
      });
    }

    it('can be taken back at a card that was shown in the meantime', async () => {
      const page = await mountCard(LONG);
      const heard = hear(page);
      await remove(page, 'Beta');
      await findButton(page, 'Undo');
      page.querySelector('datasource-card')!.remove();
      const again = document.createElement('datasource-card');
      again.provider = NOTION;
      page.append(again);
      await click(await findButton(page, 'Undo'));
      await findButton(page, 'Actions for Beta');
      await settled();
      expect(heard).to.have.length(0);
    });
  });

  describe('that the server refuses', () => {
    it('brings the row back with the message, and tells the page nothing', async () => {
      refuse();
      const page = await mountCard(0);
      const heard = hear(page);
      await remove(page, 'Beta');
      await findText(page, said('removeFailed', { name: 'Beta', message: 'Out of order.' }));
      expect(told(page)).to.have.length(1);
      expect(namesIn(page)).to.deep.equal(['Alpha', 'Beta', 'Gamma']);
      await untilFocused('Actions for Beta');
      expect(heard).to.have.length(0);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('can be tried again, which takes the message away', async () => {
      let broken = true;
      server.intercept(({ path }) =>
        DELETE.test(path) && broken ? errorAnswer(500, 'internal', 'Out of order.') : undefined,
      );
      const page = await mountCard(0);
      const heard = hear(page);
      await remove(page, 'Beta');
      await findText(page, 'Out of order.');
      broken = false;
      await remove(page, 'Beta');
      await until(
        () => heard.length === 1,
        () => 'not told',
      );
      expect(textOf(page)).not.to.include('Out of order.');
    });

    it('does not take the focus from elsewhere', async () => {
      refuse();
      const release = hold(server, 'POST', DELETE);
      const page = await mountCard(0);
      await remove(page, 'Beta');
      byRole(page, 'button', 'Actions for Gamma').focus();
      release();
      await findText(page, 'Out of order.');
      await settled();
      expect(nameOf(focused()!)).to.equal('Actions for Gamma');
    });
  });
});
