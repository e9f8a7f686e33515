import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement, DatasourceStore } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer, jinaSource, wireSource, type WireSource } from '../support/fake-server.js';
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
import { hear, hold, JINA, kinds, mount, NOTION, requestsTo, said, type Heard } from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

const BUTTON = html`<datasource-connect-button provider=${NOTION}></datasource-connect-button>`;
const ABOUT = html`<datasource-connect-button
  provider=${NOTION}
  credential-id="credential-1"
></datasource-connect-button>`;
const JINA_BUTTON = html`<datasource-connect-button provider=${JINA}></datasource-connect-button>`;
const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const EVERYWHERE = ['light', 'dark', 'forced-colors'] as const;
const WAITING = said('waitingTitle', { source: 'Notion' });

/** Notion, by OAuth only. */
function oauthOnly(oauth: Record<string, unknown> = {}): WireSource {
  const source = wireSource({ credential_schema: [] });
  Object.assign(source['oauth_schema'] as object, oauth);
  return source;
}

describe('datasource-connect-button', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  const show = (content: TemplateResult = BUTTON): Promise<DatasourceContextElement> =>
    mount(server, content);
  const storeOf = (page: DatasourceContextElement): DatasourceStore => page.currentStore!;
  const buttons = (page: HTMLElement): string[] => allByRole(page, 'button').map(nameOf);
  const items = (page: HTMLElement): string[] => allByRole(page, 'menuitem').map(nameOf);
  const urls = (): string[] =>
    requestsTo(server, 'GET', /get-authorization-url$/).map(({ query }) => query.toString());

  async function open(page: HTMLElement, name: string): Promise<void> {
    await click(await findButton(page, name));
    await findByRole(page, 'menu');
  }

  async function choose(page: HTMLElement, button: string, item: string): Promise<void> {
    await open(page, button);
    await click(byRole(page, 'menuitem', item));
  }

  async function authorized(page: HTMLElement, heard: Heard[]): Promise<void> {
    await findText(page, WAITING);
    await click(byRole(page, 'button', 'I have finished'));
    await until(
      () => heard.length >= 3,
      () => `heard only ${kinds(heard).join()}`,
    );
  }

  async function saveKey(page: HTMLElement, name: string): Promise<void> {
    await findByRole(page, 'dialog');
    byLabel(page, 'Authorization Name').focus();
    await type(name);
    byLabel(page, /^Integration Secret|^API Key/).focus();
    await type('key');
    await press('Enter');
    await untilGone(page, 'dialog');
  }

  describe('without a connection', () => {
    it('cannot be used until the source is known, and keeps its height', async () => {
      const release = hold(server, 'GET', /list$/);
      const page = await show();
      const button = byRole(page, 'button', 'Connect') as HTMLButtonElement;
      expect(button.disabled).to.be.true;
      expect(button.getAttribute('aria-busy')).to.equal('true');
      const { offsetHeight } = page.firstElementChild as HTMLElement;
      await expectAccessible(page, EVERYWHERE);
      release();
      expect((await findButton(page, 'Connect')).getAttribute('aria-busy')).to.be.null;
      expect((page.firstElementChild as HTMLElement).offsetHeight).to.equal(offsetHeight);
    });

    it('offers both ways in a menu', async () => {
      const page = await show();
      const button = await findButton(page, 'Connect');
      expect(button.getAttribute('aria-haspopup')).to.equal('menu');
      expect(button.getAttribute('aria-expanded')).to.equal('false');
      await expectAccessible(page, EVERYWHERE);
      await open(page, 'Connect');
      expect(button.getAttribute('aria-expanded')).to.equal('true');
      expect(items(page)).to.deep.equal(['Add OAuth', 'Add API Key']);
      await expectAccessible(page, EVERYWHERE);
    });

    it('opens the window in the click when OAuth is the only way', async () => {
      server.sources = [oauthOnly()];
      const page = await show();
      let gesture = false;
      windows.onOpen = () => (gesture = navigator.userActivation.isActive);
      const requests = server.requests.length;
      let before = 0;
      const button = await findButton(page, 'Connect');
      expect(button.getAttribute('aria-haspopup')).to.be.null;
      windows.onOpen = () => {
        gesture = navigator.userActivation.isActive;
        before = requestsTo(server, 'GET', /get-authorization-url$/).length;
      };
      await click(button);
      await findText(page, WAITING);
      expect(requests).to.be.at.least(1);
      expect(gesture).to.be.true;
      expect(before).to.equal(0);
      expect(byRole(page, 'button', 'Connect').getAttribute('aria-busy')).to.equal('true');
      await expectAccessible(page, EVERYWHERE);
    });

    it('connects by OAuth and tells the page once', async () => {
      const page = await show();
      const heard = hear(page);
      await choose(page, 'Connect', 'Add OAuth');
      server.connect(NOTION, { name: 'Team' });
      await authorized(page, heard);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(heard[2]!.detail.action).to.equal('created');
      await findButton(page, 'Connected as Team');
      await untilFocused('Connected as Team');
    });

    it('opens the settings of the OAuth client where none is set up', async () => {
      server.sources = [oauthOnly({ is_system_oauth_params_exists: false })];
      const page = await show();
      await click(await findButton(page, 'Connect'));
      await findByRole(page, 'dialog', 'OAuth Client Settings');
      expect(windows.opened).to.have.length(0);
      await press('Escape');
      await untilGone(page, 'dialog');
      await untilFocused('Connect');
    });

    it('says so in the menu where no OAuth client is set up', async () => {
      server.sources = [
        {
          ...oauthOnly({ is_system_oauth_params_exists: false }),
          credential_schema: wireSource()['credential_schema'],
        },
      ];
      const page = await show();
      await open(page, 'Connect');
      expect(items(page)).to.deep.equal(['Setup OAuth Client', 'Add API Key']);
    });

    it('opens the form for a key when that is the only way, and tells the page once', async () => {
      const page = await show(JINA_BUTTON);
      const heard = hear(page);
      await click(await findButton(page, 'Connect'));
      await saveKey(page, 'Prod');
      await findButton(page, 'Connected as Prod');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      await untilFocused('Connected as Prod');
    });

    it('says that there is no way', async () => {
      server.sources = [wireSource({ credential_schema: [], oauth_schema: null })];
      const page = await show();
      await findText(page, said('noWayToConnect'));
      const button = byRole(page, 'button', 'Connect') as HTMLButtonElement;
      expect(button.disabled).to.be.true;
      expect(descriptionOf(button)).to.equal(said('noWayToConnect'));
      await expectAccessible(page, EVERYWHERE);
    });

    it('says that the source is unknown, or that the server failed', async () => {
      server.sources = [jinaSource()];
      const page = await show();
      expect(textOf(await findByRole(page, 'alert'))).to.equal(said('unknownSource', { source: NOTION }));
      await expectAccessible(page, EVERYWHERE);
      server.intercept(() => errorAnswer(400, 'broken', 'The server is tired.'));
      const other = await show();
      await findText(other, 'The server is tired.');
    });

    it('works without a context', async () => {
      const element = document.createElement('datasource-connect-button');
      const { fetch } = window;
      window.fetch = server.fetch;
      try {
        Object.assign(element, { provider: NOTION });
        document.body.append(element);
        await findButton(element, 'Connect');
      } finally {
        window.fetch = fetch;
        element.remove();
      }
    });
  });

  describe('with a connection', () => {
    beforeEach(() => {
      server.connect(NOTION, { name: 'Zeta' });
      server.connect(NOTION, { name: 'Alpha' });
    });

    it('says who is connected by default, and what can be done', async () => {
      const page = await show();
      await open(page, 'Connected as Zeta');
      expect(buttons(page)).to.deep.equal(['Connected as Zeta']);
      expect(items(page)).to.deep.equal(['Re-authorize', 'Add OAuth', 'Add API Key']);
      await expectAccessible(page, EVERYWHERE);
      await press('Escape');
      await untilGone(page, 'menu');
      await untilFocused('Connected as Zeta');
      await expectAccessible(page, EVERYWHERE);
    });

    it('is used by the keyboard alone', async () => {
      const page = await show();
      await findButton(page, 'Connected as Zeta');
      (page.firstElementChild as HTMLElement).focus();
      await untilFocused('Connected as Zeta');
      await press('ArrowDown');
      await untilFocused('Re-authorize');
      await press('ArrowUp');
      await untilFocused('Add API Key');
      await press('Home');
      await press('Enter');
      await findText(page, WAITING);
      expect(urls()).to.deep.equal(['credential_id=credential-1']);
      expect(nameOf(focused()!)).to.equal('Connected as Zeta');
    });

    it('authorizes it again, and tells the page once', async () => {
      const page = await show();
      const heard = hear(page);
      await choose(page, 'Connected as Zeta', 'Re-authorize');
      await authorized(page, heard);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(heard[2]!.detail).to.deep.include({ action: 'reauthorized' });
    });

    it('adds another one by key, and still shows the default one', async () => {
      const page = await show();
      const heard = hear(page);
      await choose(page, 'Connected as Zeta', 'Add API Key');
      await saveKey(page, 'Bot');
      await until(
        () => heard.length === 3,
        () => 'not told',
      );
      expect(server.credentialsOf(NOTION).map(({ name }) => name)).to.deep.equal(['Zeta', 'Alpha', 'Bot']);
      await untilFocused('Connected as Zeta');
    });

    it('offers to edit a key', async () => {
      server.connect(JINA, { name: 'Prod', type: 'api-key', credential: {} });
      const page = await show(JINA_BUTTON);
      await open(page, 'Connected as Prod');
      expect(items(page)).to.deep.equal(['Edit', 'Add API Key']);
      await click(byRole(page, 'menuitem', 'Edit'));
      const dialog = await findByRole(page, 'dialog');
      const host = (dialog.getRootNode() as ShadowRoot).host;
      expect(host.getAttribute('credential-id')).to.equal(server.credentialsOf(JINA)[0]!.id);
    });

    it('counts one that is being removed as gone, until that is taken back', async () => {
      const page = await show();
      await findButton(page, 'Connected as Zeta');
      const store = storeOf(page);
      const removed = store.removeCredential(REF, 'credential-1');
      await findButton(page, 'Connected as Alpha');
      store.removals.undo('credential-1');
      await findButton(page, 'Connected as Zeta');
      expect(await removed).to.equal('undone');
    });

    it('says visibly that it does not work any more, and repairs it at once', async () => {
      const page = await show();
      await findButton(page, 'Connected as Zeta');
      const store = storeOf(page);
      store.markCredential('credential-1', 'needs-reauthorization', 'The token was revoked.');
      await findText(page, 'The token was revoked.');
      expect(textOf(page)).to.include(
        said('needsReauthorizationWhy', { name: 'Zeta', message: 'The token was revoked.' }),
      );
      expect(buttons(page)).to.deep.equal(['Re-authorize', 'More ways to connect']);
      await expectAccessible(page, EVERYWHERE);
      await open(page, 'More ways to connect');
      expect(items(page)).to.deep.equal(['Add OAuth', 'Add API Key']);
      await press('Escape');
      const heard = hear(page);
      await click(byRole(page, 'button', 'Re-authorize'));
      await authorized(page, heard);
      await findButton(page, 'Connected as Zeta');
      expect(urls()).to.deep.equal(['credential_id=credential-1']);
      expect(textOf(page)).not.to.include('The token was revoked.');
    });

    it('always adds one with the attribute add', async () => {
      const page = await show(
        html`<datasource-connect-button add provider=${NOTION}
          ><b slot="icon">*</b>Add another</datasource-connect-button
        >`,
      );
      await open(page, '* Add another');
      expect(items(page)).to.deep.equal(['Add OAuth', 'Add API Key']);
    });

    it('is disabled by the page', async () => {
      const page = await show(
        html`<datasource-connect-button disabled provider=${NOTION}></datasource-connect-button>`,
      );
      await findText(page, 'Connected as Zeta');
      expect((byRole(page, 'button') as HTMLButtonElement).disabled).to.be.true;
      await expectAccessible(page, EVERYWHERE);
    });

    it('fits 220 pixels, also with a long name', async () => {
      server.credentialsOf(NOTION)[0]!.name = 'Wort'.repeat(25);
      const page = await show();
      page.style.setProperty('display', 'block');
      page.style.setProperty('inline-size', '220px');
      const button = await findButton(page, /^Connected as Wort/);
      expect(button.getBoundingClientRect().width).to.be.at.most(220);
      expect(button.scrollWidth).to.be.at.most(button.clientWidth);
      storeOf(page).markCredential('credential-1', 'needs-reauthorization', null);
      await findButton(page, 'Re-authorize');
      expect(page.scrollWidth).to.be.at.most(220);
    });
  });

  describe('with credential-id', () => {
    beforeEach(() => {
      server.connect(NOTION, { name: 'Team' });
    });

    it('says who is connected and authorizes that one again', async () => {
      server.connect(NOTION, { name: 'Other' });
      const page = await show(
        html`<datasource-connect-button
          provider=${NOTION}
          credential-id="credential-2"
        ></datasource-connect-button>`,
      );
      const button = await findButton(page, 'Re-authorize');
      expect(textOf(page)).to.include('Connected as Other');
      expect(buttons(page)).to.deep.equal(['Re-authorize']);
      await expectAccessible(page, EVERYWHERE);
      const heard = hear(page);
      await click(button);
      await authorized(page, heard);
      expect(urls()).to.deep.equal(['credential_id=credential-2']);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    });

    it('says why it needs that', async () => {
      const page = await show(ABOUT);
      await findButton(page, 'Re-authorize');
      storeOf(page).markCredential('credential-1', 'needs-reauthorization');
      await findText(page, said('needsReauthorizationOf', { name: 'Team' }));
      expect(textOf(page)).not.to.include('Connected as');
      await expectAccessible(page, EVERYWHERE);
    });

    it('says that the connection is gone and offers to connect', async () => {
      const page = await show(
        html`<datasource-connect-button provider=${NOTION} credential-id="gone"></datasource-connect-button>`,
      );
      await findText(page, said('connectionGone'));
      expect(buttons(page)).to.deep.equal(['Connect']);
      await expectAccessible(page, EVERYWHERE);
      await open(page, 'Connect');
      expect(items(page)).to.deep.equal(['Add OAuth', 'Add API Key']);
    });

    it('keeps the place of what it will say while it loads', async () => {
      const release = hold(server, 'GET', /list$/);
      const page = await show(ABOUT);
      const element = page.firstElementChild as HTMLElement;
      expect((byRole(page, 'button', 'Re-authorize') as HTMLButtonElement).disabled).to.be.true;
      const { offsetHeight } = element;
      release();
      await findButton(page, 'Re-authorize');
      expect(element.offsetHeight).to.equal(offsetHeight);
    });
  });

  describe('when something is not allowed', () => {
    it('says that it is read-only and does nothing', async () => {
      server.connect(NOTION, { name: 'Team' });
      const page = await show(
        html`<datasource-connect-button readonly provider=${NOTION}></datasource-connect-button>`,
      );
      const button = await findButton(page, 'Connected as Team');
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(button)).to.equal(said('readOnly'));
      await click(button);
      button.focus();
      await press('ArrowDown');
      expect(allByRole(page, 'menu')).to.have.length(0);
      await expectAccessible(page, EVERYWHERE);
    });

    it('leaves out what the page does not allow', async () => {
      server.connect(NOTION, { name: 'Team' });
      const page = await show(
        html`<datasource-connect-button allow="connect" provider=${NOTION}></datasource-connect-button>`,
      );
      await open(page, 'Connected as Team');
      expect(items(page)).to.deep.equal(['Add OAuth', 'Add API Key']);
    });

    it('does not connect where only authorizing again is allowed', async () => {
      const page = await show(
        html`<datasource-connect-button allow="reauthorize" provider=${NOTION}></datasource-connect-button>`,
      );
      const button = await findButton(page, 'Connect');
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(button)).to.equal(said('readOnly'));
    });

    it('shows what the server said when it refused, and does not ask again', async () => {
      server.sources = [oauthOnly()];
      server.intercept(({ path }) =>
        /get-authorization-url$/.test(path)
          ? errorAnswer(403, 'forbidden', 'Only administrators connect data sources.')
          : undefined,
      );
      const page = await show();
      await click(await findButton(page, 'Connect'));
      await findByRole(page, 'alert');
      const button = byRole(page, 'button', 'Connect');
      await until(
        () => button.getAttribute('aria-disabled') === 'true',
        () => 'still usable',
      );
      expect(descriptionOf(button)).to.equal('Only administrators connect data sources.');
      expect(textOf(page)).to.include('Only administrators connect data sources.');
      await click(button);
      expect(windows.opened).to.have.length(1);
      await click(byRole(page, 'button', 'Dismiss'));
      await untilGone(page, 'alert');
      expect(textOf(page)).to.include('Only administrators connect data sources.');
      await expectAccessible(page, EVERYWHERE);
    });
  });

  describe('a flow', () => {
    it('that fails says why', async () => {
      windows.blocked = true;
      server.sources = [oauthOnly()];
      const page = await show();
      const heard = hear(page);
      await click(await findButton(page, 'Connect'));
      expect(textOf(await findByRole(page, 'alert'))).to.match(/pop-?up/i);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
    });

    it('is shown by the host with without-status', async () => {
      server.sources = [oauthOnly()];
      const page = await show(
        html`<datasource-connect-button without-status provider=${NOTION}></datasource-connect-button>`,
      );
      await click(await findButton(page, 'Connect'));
      await until(
        () => urls().length === 1,
        () => 'did not begin',
      );
      expect(textOf(page)).to.equal('Connect');
    });

    it('that begins in the settings of the OAuth client is told once', async () => {
      server.sources = [oauthOnly({ is_system_oauth_params_exists: false })];
      const page = await show();
      const heard = hear(page);
      await click(await findButton(page, 'Connect'));
      await findByRole(page, 'dialog');
      byLabel(page, /^Client ID/).focus();
      await type('id');
      await click(byRole(page, 'button', 'Save and Authorize'));
      await untilGone(page, 'dialog');
      await findText(page, WAITING);
      server.connect(NOTION, { name: 'Team' });
      await authorized(page, heard);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      await findText(page, 'Connected as Team');
    });
  });
});
