import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press } from '../support/driver.js';
import { errorAnswer, FakeServer, wireSource, type WireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
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
import { fill, hear, kinds, mount, NOTION, requestsTo, said, settled } from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

const CLIENT = /custom-client$/;
const REASON = 'Only administrators may.';
const EVERYWHERE = ['light', 'dark', 'forced-colors'] as const;

describe('a user who may do less', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  /** Notion without an OAuth client of the server. */
  function withoutClient(overrides: Record<string, unknown> = {}): WireSource {
    const source = wireSource(overrides);
    Object.assign(source['oauth_schema'] as object, { is_system_oauth_params_exists: false });
    return source;
  }

  const clients = (): unknown[] => requestsTo(server, 'POST', CLIENT).map(({ body }) => body);
  const urls = (): unknown[] => requestsTo(server, 'GET', /get-authorization-url$/);
  const buttons = (dialog: Node): string[] => allByRole(dialog, 'button').map(nameOf);

  describe('and manages the OAuth client without connecting', () => {
    const DIALOG = html`<oauth-client-dialog allow="manage" open provider=${NOTION}></oauth-client-dialog>`;

    async function show(
      content: TemplateResult = DIALOG,
    ): Promise<{ page: HTMLElement; dialog: HTMLElement }> {
      const page = await mount(server, content);
      const dialog = await findByRole(page, 'dialog');
      await findButton(dialog, 'Save only');
      await findText(dialog, 'Custom');
      return { page, dialog };
    }
    async function expectSaved(page: Node, clientParams: object, enabled: boolean): Promise<void> {
      await untilGone(page, 'dialog');
      await settled();
      expect(clients()).to.deep.equal([{ client_params: clientParams, enable_oauth_custom_client: enabled }]);
      expect(windows.opened).to.have.length(0);
      expect(urls()).to.have.length(0);
    }

    it('is not offered to authorize: to save is the main thing', async () => {
      const { dialog } = await show();
      expect(buttons(dialog)).not.to.include('Save and Authorize');
      const save = byRole(dialog, 'button', 'Save only');
      expect(save.classList.contains('primary')).to.be.true;
      expect(save.getAttribute('aria-disabled')).to.equal('false');
      await expectAccessible(dialog, EVERYWHERE);
    });

    it('saves only by the button, and the page hears of no authorization', async () => {
      const { page, dialog } = await show();
      const heard = hear(document);
      await click(byLabel(dialog, 'Custom'));
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await click(byRole(dialog, 'button', 'Save only'));
      await expectSaved(page, { client_id: 'my-id' }, true);
      expect(kinds(heard)).to.deep.equal([]);
    });

    it('saves only by Enter in a field', async () => {
      const { page, dialog } = await show();
      const heard = hear(document);
      await click(byLabel(dialog, 'Custom'));
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await press('Enter');
      await expectSaved(page, { client_id: 'my-id' }, true);
      expect(kinds(heard)).to.deep.equal([]);
    });

    it('saves only by Enter on the choice of the client', async () => {
      const { page } = await show();
      await untilFocused('Default');
      await press('Enter');
      await expectSaved(page, {}, false);
    });

    it('is told by Enter what is missing, and nothing is sent', async () => {
      const { dialog } = await show();
      await click(byLabel(dialog, 'Custom'));
      const field = byLabel(dialog, /^Client ID/);
      await click(field);
      await press('Enter');
      await until(
        () => field.getAttribute('aria-invalid') === 'true',
        () => 'not told',
      );
      expect(descriptionOf(field)).to.include(said('requiredField', { field: 'Client ID' }));
      expect(clients()).to.have.length(0);
      expect(windows.opened).to.have.length(0);
    });

    it('cannot set up the client that <datasource-connect-button> needs to connect', async () => {
      server.sources = [withoutClient({ credential_schema: [] })];
      const page = await mount(
        server,
        html`<datasource-connect-button allow="manage" provider=${NOTION}></datasource-connect-button>`,
      );
      const heard = hear(document);
      const button = await findButton(page, /.*/);
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(button)).to.equal(said('readOnly'));
      await click(button);
      button.focus();
      await press('Enter');
      await settled();
      expect(allByRole(page, 'dialog').length).to.equal(0);
      expect(allByRole(page, 'menu').length).to.equal(0);
      expect(windows.opened).to.have.length(0);
      expect(heard).to.have.length(0);
      await expectAccessible(page, EVERYWHERE);
    });

    it('cannot set it up to repair a connection either', async () => {
      server.sources = [withoutClient({ credential_schema: [] })];
      server.connect(NOTION, { name: 'Main' });
      const page = await mount(
        server,
        html`<datasource-connect-button
          allow="manage"
          credential-id="credential-1"
          provider=${NOTION}
        ></datasource-connect-button>`,
      );
      const button = await findButton(page, 'Setup OAuth Client');
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(button)).to.equal(said('readOnly'));
      await click(button);
      await settled();
      expect(allByRole(page, 'dialog').length).to.equal(0);
      expect(windows.opened).to.have.length(0);
    });
  });

  describe('as the server says when a key is saved', () => {
    beforeEach(() => {
      server.connect(NOTION, { name: 'Main' });
      server.connect(NOTION, { name: 'Key', type: 'api-key', is_default: false });
      server.intercept(({ method, path }) =>
        method === 'POST' && /notion_datasource(\/update)?$/.test(path)
          ? errorAnswer(403, 'forbidden', REASON)
          : undefined,
      );
    });

    for (const [what, content] of [
      ['is added', html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`],
      [
        'is replaced',
        html`<api-key-dialog open credential-id="credential-2" provider=${NOTION}></api-key-dialog>`,
      ],
    ] as const) {
      it(`is told why where one ${what}, and nothing is sent again`, async () => {
        const page = await mount(server, content);
        const heard = hear(document);
        const dialog = await findByRole(page, 'dialog');
        await findText(dialog, 'Authorization Name');
        await fill(byLabel(dialog, 'Integration Secret'), 'typed');
        await click(byRole(dialog, 'button', 'Save'));
        await findText(dialog, REASON);
        const save = byRole(dialog, 'button', 'Save');
        await until(
          () => save.getAttribute('aria-disabled') === 'true',
          () => 'Save can still be used',
        );
        expect(allByRole(dialog, 'alert').map(textOf)).to.deep.equal([REASON]);
        expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
        const sent = server.requests.length;
        await click(save);
        await untilFocused('Save');
        await press('Enter');
        await click(byLabel(dialog, 'Integration Secret'));
        await press('Enter');
        await settled();
        expect(server.requests.length).to.equal(sent);
        expect(kinds(heard)).to.have.length(2);
        expect(byLabel(dialog, 'Integration Secret').value).to.equal('typed');
        expect(nameOf(focused()!)).to.equal('Integration Secret');
        expect(allByRole(dialog, 'alert').map(textOf)).to.deep.equal([REASON]);
        await expectAccessible(dialog, EVERYWHERE);
      });
    }

    it('is told at once when the dialog is opened again', async () => {
      const page = await mount(server, html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`);
      const dialog = await findByRole(page, 'dialog');
      await findText(dialog, 'Authorization Name');
      await fill(byLabel(dialog, 'Integration Secret'), 'typed');
      await press('Enter');
      await findText(dialog, REASON);
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      page.querySelector('api-key-dialog')!.show();
      await findText(page, REASON);
      expect((await findButton(page, 'Save')).getAttribute('aria-disabled')).to.equal('true');
    });
  });
});
