import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer, jinaSource, wireSource } from '../support/fake-server.js';
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
import { fill, hear, JINA, kinds, mount, NOTION, requestsTo, said, settled } from '../support/page.js';
import { choose, findRow, mountWithUndoTime, openRowMenu } from '../support/rows.js';
import { FakeWindows } from '../support/windows.js';

const REASON = 'Only administrators may.';

describe('what a user may do', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
    server.connect(NOTION, { name: 'Main', is_default: true });
    server.connect(NOTION, { name: 'Team', is_default: false });
    server.connect(NOTION, { name: 'Key', type: 'api-key', is_default: false });
  });
  afterEach(() => windows.restore());

  const forbid = (path: RegExp): (() => void) =>
    server.intercept((request) =>
      path.test(request.path) && (request.method !== 'GET' || request.path.includes('authorization-url'))
        ? errorAnswer(403, 'forbidden', REASON)
        : undefined,
    );

  const mountCard = async (content: TemplateResult): Promise<DatasourceContextElement> => {
    const page = await mountWithUndoTime(server, content, 0);
    await findRow(page, 'credential-3');
    return page;
  };

  /** What the menu of a connection offers; `null` when it has none. */
  async function offered(page: Node, name: string): Promise<string[] | null> {
    if (allByRole(page, 'button', `Actions for ${name}`).length === 0) return null;
    const menu = await openRowMenu(page, name);
    const items = allByRole(menu, 'menuitem').map((item) =>
      item.ariaDisabled === 'true' ? `${nameOf(item)} (${descriptionOf(item)})` : nameOf(item),
    );
    await press('Escape');
    await untilGone(page, 'menu');
    return items;
  }

  describe('as the page says', () => {
    for (const [what, card, configure, team, key] of [
      [
        'is everything without a word',
        html`<datasource-card provider=${NOTION}></datasource-card>`,
        true,
        ['Set as default', 'Rename', 'Re-authorize', 'Remove'],
        ['Set as default', 'Rename', 'Edit', 'Remove'],
      ],
      [
        'is nothing where it is readonly',
        html`<datasource-card readonly provider=${NOTION}></datasource-card>`,
        false,
        null,
        null,
      ],
      [
        'is nothing where it is readonly, whatever else is allowed',
        html`<datasource-card
          readonly
          allow="connect manage reauthorize"
          provider=${NOTION}
        ></datasource-card>`,
        false,
        null,
        null,
      ],
      [
        'is to add a connection with allow="connect"',
        html`<datasource-card allow="connect" provider=${NOTION}></datasource-card>`,
        true,
        null,
        null,
      ],
      [
        'is to change connections and the OAuth client with allow="manage"',
        html`<datasource-card allow="manage" provider=${NOTION}></datasource-card>`,
        true,
        ['Set as default', 'Rename', 'Remove'],
        ['Set as default', 'Rename', 'Edit', 'Remove'],
      ],
      [
        'is to repair a connection with allow="reauthorize"',
        html`<datasource-card allow="reauthorize" provider=${NOTION}></datasource-card>`,
        false,
        ['Re-authorize'],
        null,
      ],
      [
        'is what several words say, however they are written',
        html`<datasource-card allow="  reauthorize   connect " provider=${NOTION}></datasource-card>`,
        true,
        ['Re-authorize'],
        null,
      ],
      [
        'is nothing with an empty allow',
        html`<datasource-card allow="" provider=${NOTION}></datasource-card>`,
        false,
        null,
        null,
      ],
    ] as const) {
      it(what, async () => {
        const page = await mountCard(card);
        expect(allByRole(page, 'button', /^Configure/).length).to.equal(configure ? 1 : 0);
        expect(await offered(page, 'Team')).to.deep.equal(team);
        expect(await offered(page, 'Key')).to.deep.equal(key);
        expect(textOf(page), 'everything is shown').to.include('Main Default OAuth Connected');
        await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      });
    }

    it('can be said later, and taken back', async () => {
      const page = await mountCard(html`<datasource-card provider=${NOTION}></datasource-card>`);
      const card = page.querySelector('datasource-card')!;
      card.setAttribute('readonly', '');
      await untilGone(page, 'button');
      card.removeAttribute('readonly');
      await findButton(page, 'Actions for Team');
      card.setAttribute('allow', 'reauthorize');
      await untilGone(page, 'button', 'Actions for Key');
      expect(await offered(page, 'Team')).to.deep.equal(['Re-authorize']);
    });

    it('keeps the OAuth client from those who may only connect', async () => {
      const page = await mountCard(
        html`<datasource-card allow="connect" provider=${NOTION}></datasource-card>`,
      );
      await click(await findButton(page, /^Configure/));
      const menu = await findByRole(page, 'dialog', /^Configure/);
      await findButton(menu, 'Add API Key');
      expect(allByRole(menu, 'button').map(nameOf)).to.deep.equal(['Add OAuth', 'Add API Key']);
    });

    for (const [what, content, button] of [
      [
        'datasource-oauth-button readonly',
        html`<datasource-oauth-button readonly provider=${NOTION}></datasource-oauth-button>`,
        'Add OAuth',
      ],
      [
        'datasource-oauth-button allow="manage reauthorize"',
        html`<datasource-oauth-button
          allow="manage reauthorize"
          provider=${NOTION}
        ></datasource-oauth-button>`,
        'Add OAuth',
      ],
      [
        'datasource-oauth-button credential-id allow="connect manage"',
        html`<datasource-oauth-button
          credential-id="credential-2"
          allow="connect manage"
          provider=${NOTION}
        ></datasource-oauth-button>`,
        'Re-authorize',
      ],
      [
        'datasource-api-key-button readonly',
        html`<datasource-api-key-button readonly provider=${NOTION}></datasource-api-key-button>`,
        'Add API Key',
      ],
      [
        'datasource-api-key-button allow="manage reauthorize"',
        html`<datasource-api-key-button
          allow="manage reauthorize"
          provider=${NOTION}
        ></datasource-api-key-button>`,
        'Add API Key',
      ],
    ] as const) {
      it(`is told at <${what}>, which does nothing but can be reached`, async () => {
        const page = await mount(server, content);
        const heard = hear(page);
        const element = await findButton(page, button);
        expect(element.getAttribute('aria-disabled')).to.equal('true');
        expect(descriptionOf(element)).to.equal(said('readOnly'));
        await click(element);
        element.focus();
        await untilFocused(button);
        await press('Enter');
        await settled();
        expect(windows.opened).to.have.length(0);
        expect(allByRole(page, 'dialog').length).to.equal(0);
        expect(heard).to.have.length(0);
        await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      });
    }

    it('is what allow says for the OAuth button: to authorize again, or the client’s settings', async () => {
      const page = await mount(
        server,
        html`<datasource-oauth-button
            credential-id="credential-2"
            allow="reauthorize"
            provider=${NOTION}
          ></datasource-oauth-button
          ><datasource-oauth-button allow="manage" provider=${NOTION}></datasource-oauth-button>`,
      );
      await click(await findButton(page, 'Re-authorize'));
      expect(windows.opened).to.have.length(1);
      await click(await findButton(page, 'OAuth Client Settings'));
      await findByRole(page, 'dialog', 'OAuth Client Settings');
    });

    it('is to set the OAuth client and nothing else behind "Configure" with allow="manage"', async () => {
      const page = await mount(
        server,
        html`<datasource-card allow="manage" provider=${NOTION}></datasource-card>`,
      );
      await click(await findButton(page, 'Configure Notion'));
      const add = await findByRole(page, 'button', 'Add OAuth');
      expect(add.getAttribute('aria-disabled')).to.equal('true');
      expect(allByRole(page, 'button', 'Add API Key').length).to.equal(0);
      await click(byRole(page, 'button', 'OAuth Client Settings'));
      await findByRole(page, 'dialog', 'OAuth Client Settings');
    });

    it('is needed to set a client up', async () => {
      const source = wireSource();
      Object.assign(source['oauth_schema'] as object, { is_system_oauth_params_exists: false });
      server.sources = [source];
      const page = await mount(
        server,
        html`<datasource-oauth-button allow="connect" provider=${NOTION}></datasource-oauth-button>`,
      );
      const button = await findByRole(page, 'button', 'Setup OAuth Client');
      await findText(page, said('readOnly'));
      await click(button);
      await settled();
      expect(allByRole(page, 'dialog').length).to.equal(0);
    });

    for (const [what, content] of [
      ['api-key-dialog readonly', html`<api-key-dialog readonly open provider=${NOTION}></api-key-dialog>`],
      [
        'api-key-dialog allow="manage"',
        html`<api-key-dialog allow="manage" open provider=${NOTION}></api-key-dialog>`,
      ],
      [
        'api-key-dialog credential-id allow="connect"',
        html`<api-key-dialog
          allow="connect"
          credential-id="credential-3"
          open
          provider=${NOTION}
        ></api-key-dialog>`,
      ],
      [
        'oauth-client-dialog readonly',
        html`<oauth-client-dialog readonly open provider=${NOTION}></oauth-client-dialog>`,
      ],
      [
        'oauth-client-dialog allow="connect reauthorize"',
        html`<oauth-client-dialog allow="connect reauthorize" open provider=${NOTION}></oauth-client-dialog>`,
      ],
    ] as const) {
      it(`is told in <${what}>, which sends nothing`, async () => {
        const [field] = server.sources[0]!['credential_schema'] as { required: boolean }[];
        field!.required = false;
        const page = await mount(server, content);
        const heard = hear(page);
        const dialog = await findByRole(page, 'dialog');
        await findText(dialog, said('readOnly'));
        await findText(dialog, /Authorization Name|Custom/);
        for (const button of allByRole(dialog, 'button', /^(Save|Remove)/)) {
          expect(button.getAttribute('aria-disabled'), nameOf(button)).to.equal('true');
          await click(button);
        }
        await press('Enter');
        await settled();
        expect(server.requests.filter(({ method }) => method !== 'GET')).to.have.length(0);
        expect(windows.opened).to.have.length(0);
        expect(heard).to.have.length(0);
        await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      });
    }

    it('is no more than to be told that a connection needs to be repaired', async () => {
      const page = await mountCard(html`<datasource-card readonly provider=${NOTION}></datasource-card>`);
      page.currentStore!.markCredential('credential-2', 'needs-reauthorization', 'The token was revoked.');
      await findText(page, 'The token was revoked.');
      expect(allByRole(page, 'button').length).to.equal(0);
    });
  });

  describe('as the server says with 403', () => {
    const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;

    for (const [what, path, attempt] of [
      [
        'a rename',
        /update-name$/,
        async (page: Node) => {
          await choose(page, 'Team', 'Rename');
          await untilFocused('Rename Team');
          await type('New');
          await press('Enter');
        },
      ],
      ['another default one', /default$/, (page: Node) => choose(page, 'Team', 'Set as default')],
      [
        'a removal',
        /delete$/,
        async (page: Node) => {
          await choose(page, 'Team', 'Remove');
          await click(byRole(await findByRole(page, 'alertdialog'), 'button', 'Remove'));
        },
      ],
    ] as const) {
      it(`after ${what}: the menu says why, others are not affected, and nothing is told`, async () => {
        forbid(path);
        const page = await mountCard(CARD);
        const heard = hear(page);
        await attempt(page);
        await findText(page, new RegExp(`was not (changed|removed): ${REASON}`));
        await untilFocused('Actions for Team');
        expect(heard).to.have.length(0);
        const sent = requestsTo(server, 'POST', path).length;
        const menu = await openRowMenu(page, 'Team');
        const refused = allByRole(menu, 'menuitem').filter((item) => item.ariaDisabled === 'true');
        expect(refused.map(nameOf)).to.deep.equal(['Set as default', 'Rename', 'Remove']);
        expect(refused.map(descriptionOf)).to.deep.equal([REASON, REASON, REASON]);
        expect(textOf(menu).split(REASON).length, 'all of them can be read').to.equal(4);
        expect(allByRole(menu, 'menuitem').length, 'Re-authorize is another matter').to.equal(4);
        await expectAccessible(page, ['light', 'dark', 'forced-colors']);
        // It can be reached and read, and does nothing.
        await press('ArrowUp');
        await untilFocused('Remove');
        await press('Enter');
        await click(refused[1]!);
        await settled();
        expect(allByRole(page, 'menu').length, 'still open').to.equal(1);
        expect(allByRole(page, 'alertdialog').length).to.equal(0);
        expect(requestsTo(server, 'POST', path)).to.have.length(sent);
        await press('Escape');
        await untilGone(page, 'menu');
        expect(await offered(page, 'Key')).to.deep.equal(['Set as default', 'Rename', 'Edit', 'Remove']);
        expect(await offered(page, 'Main')).to.deep.equal(['Rename', 'Re-authorize', 'Remove']);
      });
    }

    it('after another key: the dialog says why, and then the menu', async () => {
      forbid(/update$/);
      const page = await mountCard(CARD);
      const heard = hear(page);
      await choose(page, 'Key', 'Edit');
      const dialog = await findByRole(page, 'dialog', /^API Key/);
      await fill(byLabel(dialog, 'Integration Secret'), 'another');
      await click(byRole(dialog, 'button', 'Save'));
      await findText(dialog, REASON);
      expect(byLabel(dialog, 'Integration Secret').value, 'nothing typed is lost').to.equal('another');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      expect(await offered(page, 'Key')).to.deep.equal([
        `Set as default (${REASON})`,
        `Rename (${REASON})`,
        `Edit (${REASON})`,
        `Remove (${REASON})`,
      ]);
    });

    it('after a re-authorization: only that is refused, and only there', async () => {
      forbid(/get-authorization-url$/);
      const page = await mountCard(CARD);
      const heard = hear(page);
      await choose(page, 'Team', 'Re-authorize');
      await findText(page, REASON);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      expect(await offered(page, 'Team')).to.deep.equal([
        'Set as default',
        'Rename',
        `Re-authorize (${REASON})`,
        'Remove',
      ]);
      expect(await offered(page, 'Main')).to.deep.equal(['Rename', 'Re-authorize', 'Remove']);
      await click(await findButton(page, /^Configure/));
      expect((await findByRole(page, 'button', 'Add OAuth')).ariaDisabled, 'adding is another matter').to.be
        .null;
    });

    it('after a try to repair: the button goes and the message stays', async () => {
      forbid(/get-authorization-url$/);
      const page = await mountCard(CARD);
      page.currentStore!.markCredential('credential-2', 'needs-reauthorization', 'The token was revoked.');
      await click(await findButton(page, 'Re-authorize'));
      await untilGone(page, 'button', 'Re-authorize');
      await untilFocused('Actions for Team');
      expect(textOf(page)).to.include('The token was revoked.');
      expect(textOf(page)).to.include(REASON);
    });

    it('after an authorization: the button says why, and does nothing any more', async () => {
      forbid(/get-authorization-url$/);
      const page = await mount(
        server,
        html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
      );
      const button = await findButton(page, 'Add OAuth');
      await click(button);
      await until(
        () => button.ariaDisabled === 'true',
        () => 'still offered',
      );
      expect(descriptionOf(button)).to.equal(REASON);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(button);
      await settled();
      expect(windows.opened).to.have.length(1);
      expect(nameOf(focused()!), 'it can still be reached').to.equal('Add OAuth');
    });

    it('after the settings of the OAuth client: their button says why, and adding goes on', async () => {
      forbid(/custom-client$/);
      const page = await mount(
        server,
        html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
      );
      await click(await findButton(page, 'OAuth Client Settings'));
      const dialog = await findByRole(page, 'dialog');
      await click(byRole(dialog, 'button', 'Save only'));
      await findText(dialog, REASON);
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      const settings = byRole(page, 'button', 'OAuth Client Settings');
      expect(settings.ariaDisabled).to.equal('true');
      expect(descriptionOf(settings)).to.equal(`OAuth Client Settings: ${REASON}`);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(settings);
      await settled();
      expect(allByRole(page, 'dialog').length).to.equal(0);
      await click(byRole(page, 'button', 'Add OAuth'));
      expect(windows.opened).to.have.length(1);
    });

    it('after a key: the button says why, for its own data source only', async () => {
      server.sources = [wireSource(), jinaSource()];
      forbid(/notion_datasource$/);
      const page = await mount(
        server,
        html`<div><datasource-api-key-button provider=${NOTION}></datasource-api-key-button></div>
          <p><datasource-api-key-button provider=${JINA}></datasource-api-key-button></p>`,
      );
      const [one, other] = [page.querySelector('div')!, page.querySelector('p')!];
      await click(await findButton(one, 'Add API Key'));
      const dialog = await findByRole(page, 'dialog');
      await fill(byLabel(dialog, 'Integration Secret'), 'key');
      await click(byRole(dialog, 'button', 'Save'));
      await findText(dialog, REASON);
      expect(byLabel(dialog, 'Integration Secret').value).to.equal('key');
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      const button = byRole(one, 'button', 'Add API Key');
      expect(button.ariaDisabled).to.equal('true');
      expect(descriptionOf(button)).to.equal(REASON);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(button);
      await settled();
      expect(allByRole(page, 'dialog').length).to.equal(0);
      expect(byRole(other, 'button', 'Add API Key').ariaDisabled).to.be.null;
    });
  });
});
