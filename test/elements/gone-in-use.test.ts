import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
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
import { fill, hear, JINA, mount, NOTION, requestsTo, said, settled } from '../support/page.js';
import { choose, findRow, mountWithUndoTime } from '../support/rows.js';

const TITLE = 'API Key Authorization Configuration';

describe('what the user is at when it goes', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  describe('a card in the list of those that are connected', () => {
    const LIST = html`<datasource-list filter="connected"></datasource-list>`;
    const cards = (page: Node): string[] => allByRole(page, 'heading').map(textOf);

    async function show(content: TemplateResult): Promise<DatasourceContextElement> {
      const page = await mountWithUndoTime(server, content, 50);
      await findRow(page, 'credential-1');
      return page;
    }

    async function removeLast(page: Node, left: string[]): Promise<void> {
      await choose(page, 'Alpha', 'Remove');
      await click(byRole(await findByRole(page, 'alertdialog'), 'button', 'Remove'));
      await until(
        () => cards(page).join() === left.join(),
        () => `there are ${cards(page).join() || 'none'}`,
      );
      await settled();
    }

    it('leaves after its last connection, with the focus on the search', async () => {
      server.connect(NOTION, { name: 'Alpha' });
      server.connect(JINA, { name: 'Reader', type: 'api-key' });
      const page = await show(LIST);
      await until(
        () => cards(page).sort().join() === 'Jina Reader,Notion',
        () => cards(page).join(),
      );
      await removeLast(page, ['Jina Reader']);
      await untilFocused('Search data sources');
      expect(byRole(page, 'radio', 'Connected').matches(':checked')).to.be.true;
      await expectAccessible(page);
    });

    it('stays while it has another connection, with the focus there', async () => {
      server.connect(NOTION, { name: 'Alpha' });
      server.connect(NOTION, { name: 'Beta' });
      const page = await show(LIST);
      await removeLast(page, ['Notion']);
      await untilFocused('Actions for Beta');
    });

    it('leaves as the last one of all, with the focus on a way to the others', async () => {
      server.connect(NOTION, { name: 'Alpha' });
      const page = await show(LIST);
      await removeLast(page, []);
      expect(textOf(page)).to.include(said('noneConnected'));
      await untilFocused(/^(Show all|Search data sources)$/);
      await expectAccessible(page);
      await click(byRole(page, 'button', 'Show all'));
      await findText(page, 'Jina Reader');
      await untilFocused('Search data sources');
    });

    it('leaves a list without a toolbar, with the focus on what is left of it', async () => {
      server.connect(NOTION, { name: 'Alpha' });
      server.connect(JINA, { name: 'Reader', type: 'api-key' });
      const page = await show(html`<datasource-list filter="connected" without-toolbar></datasource-list>`);
      await removeLast(page, ['Jina Reader']);
      await untilFocused(/^(Configure Jina Reader|Actions for Reader)$/);
    });

    it('does not take the focus from elsewhere when it leaves', async () => {
      server.connect(NOTION, { name: 'Alpha' });
      server.connect(JINA, { name: 'Reader', type: 'api-key' });
      const page = await show(LIST);
      byRole(page, 'button', 'Actions for Reader').focus();
      server.credentialsOf(NOTION).splice(0);
      await page.currentStore!.invalidateList();
      await until(
        () => cards(page).join() === 'Jina Reader',
        () => `there are ${cards(page).join()}`,
      );
      await settled();
      expect(nameOf(focused()!)).to.equal('Actions for Reader');
    });
  });

  describe('a connection whose key is being edited', () => {
    beforeEach(() => {
      server.connect(NOTION, { name: 'Main', is_default: true });
      server.connect(NOTION, { name: 'Key', type: 'api-key', is_default: false, credential: {} });
    });

    const writes = (): unknown[] => requestsTo(server, 'POST', /./);
    const isOff = (dialog: Node): boolean =>
      byRole(dialog, 'button', 'Save').getAttribute('aria-disabled') === 'true';

    async function vanish(page: DatasourceContextElement): Promise<void> {
      server.credentialsOf(NOTION).splice(1, 1);
      await page.currentStore!.invalidateList();
    }

    const openByItself = async (): Promise<DatasourceContextElement> => {
      const page = await mount(
        server,
        html`<api-key-dialog open credential-id="credential-2" provider=${NOTION}></api-key-dialog>`,
      );
      await findText(page, 'Authorization Name');
      return page;
    };
    const openInCard = async (): Promise<DatasourceContextElement> => {
      const page = await mount(server, html`<datasource-card provider=${NOTION}></datasource-card>`);
      await findRow(page, 'credential-2');
      await choose(page, 'Key', 'Edit');
      await findByRole(page, 'dialog', TITLE);
      return page;
    };

    for (const [where, open] of [
      ['in a dialog by itself', openByItself],
      ['in the dialog of a card', openInCard],
    ] as const) {
      it(`leaves what was typed ${where}, says so, and cannot be saved`, async () => {
        const page = await open();
        const heard = hear(document);
        const dialog = byRole(page, 'dialog', TITLE);
        await fill(byLabel(dialog, 'Authorization Name'), ' two');
        await fill(byLabel(dialog, 'Integration Secret'), 'typed');
        const name = byLabel(dialog, 'Authorization Name').value;
        expect(name).to.include('two');
        expect(isOff(dialog)).to.be.false;
        const field = byLabel(dialog, 'Integration Secret');
        await vanish(page);
        await findText(dialog, 'The server does not list this connection any more.');
        expect(allByRole(dialog, 'alert').map(textOf)).to.deep.equal([said('credentialGone')]);
        expect(byLabel(dialog, 'Integration Secret') === field, 'the same field').to.be.true;
        expect(field.value).to.equal('typed');
        expect(byLabel(dialog, 'Authorization Name').value).to.equal(name);
        expect(focused() === field, 'still has the focus').to.be.true;
        expect(isOff(dialog)).to.be.true;
        await press('Enter');
        await click(byRole(dialog, 'button', 'Save'));
        await settled();
        expect(writes()).to.have.length(0);
        expect(heard).to.have.length(0);
        expect(field.value).to.equal('typed');
        expect(focused() !== document.body, 'the focus is in the dialog').to.be.true;
        await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
        await click(byRole(dialog, 'button', 'Cancel'));
        await untilGone(page, 'dialog');
      });

      it(`keeps the focus on Save ${where}`, async () => {
        const page = await open();
        const dialog = byRole(page, 'dialog', TITLE);
        await fill(byLabel(dialog, 'Integration Secret'), 'typed');
        byRole(dialog, 'button', 'Save').focus();
        await vanish(page);
        await findText(dialog, said('credentialGone'));
        await untilFocused('Save');
        await press('Enter');
        await settled();
        expect(writes()).to.have.length(0);
      });
    }

    it('can be saved again when the server lists it again, with what was typed', async () => {
      const page = await openByItself();
      const dialog = byRole(page, 'dialog', TITLE);
      await fill(byLabel(dialog, 'Integration Secret'), 'typed');
      const [key] = server.credentialsOf(NOTION).slice(1);
      await vanish(page);
      await findText(dialog, said('credentialGone'));
      server.credentialsOf(NOTION).push(key!);
      await page.currentStore!.invalidateList();
      await until(
        () => !isOff(dialog),
        () => 'still cannot be saved',
      );
      expect(textOf(dialog)).not.to.include(said('credentialGone'));
      await click(byRole(dialog, 'button', 'Save'));
      await untilGone(page, 'dialog');
      const [body] = requestsTo(server, 'POST', /update$/).map((request) => request.body);
      expect((body as { credentials: unknown }).credentials).to.deep.equal({ integration_secret: 'typed' });
    });
  });
});
