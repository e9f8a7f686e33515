import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, doubleClick, press, resize } from '../support/driver.js';
import {
  errorAnswer,
  FakeServer,
  jinaSource,
  json,
  wireSource,
  type WireSource,
} from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  descriptionOf,
  domDump,
  elementsIn,
  findButton,
  findByRole,
  findText,
  nameOf,
  textOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import '../support/loaded-dialogs.js';
import { fill, hear, hold, kinds, mount, NOTION, requestsTo, said } from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

const TITLE = 'OAuth Client Settings';
const CLIENT = /custom-client$/;
const CANARY = 'canary-4d1e77';
const STORED = { client_id: 'ab**************yz', client_secret: 'se**************et' };

/** What the source says of its OAuth clients. */
interface Clients {
  system?: boolean;
  enabled?: boolean;
  stored?: Record<string, string>;
  redirectUri?: string;
}

function withClients({ system = true, enabled = false, stored = {}, redirectUri }: Clients): WireSource {
  const source = wireSource();
  const schema = source.oauth_schema!;
  Object.assign(schema, {
    is_system_oauth_params_exists: system,
    is_oauth_custom_client_enabled: enabled,
    oauth_custom_client_params: stored,
    ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
  });
  return source;
}

describe('oauth-client-dialog', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  async function open(clients: Clients = {}): Promise<{ page: HTMLElement; dialog: HTMLElement }> {
    server.sources = [withClients(clients)];
    const page = await mount(server, html`<oauth-client-dialog provider=${NOTION}></oauth-client-dialog>`);
    await until(
      () => page.currentStore!.list().getSnapshot().data,
      () => 'no list',
    );
    page.querySelector('oauth-client-dialog')!.show();
    return { page, dialog: await findByRole(page, 'dialog', TITLE) };
  }

  const elementsMatching = (root: Node, selector: string): Element[] =>
    [...elementsIn(root)].filter((element) => element.matches(selector));
  const saved = (): unknown[] => requestsTo(server, 'POST', CLIENT).map(({ body }) => body);

  describe('what it shows', () => {
    it('the choice between the clients of the server and of the workspace', async () => {
      const { dialog } = await open();
      expect(byLabel(dialog, 'Default').checked).to.be.true;
      expect(byLabel(dialog, 'Custom').checked).to.be.false;
      expect(nameOf(byRole(dialog, 'group'))).to.equal('OAuth Client');
      expect(textOf(dialog)).not.to.include('Client ID');
      expect(textOf(dialog)).to.include('Notion');
      await untilFocused('Default');
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    });

    it('the fields of the custom client once that is chosen, by the keyboard too', async () => {
      const { dialog } = await open();
      await untilFocused('Default');
      await press('ArrowRight');
      await findText(dialog, 'Client ID');
      expect(byLabel(dialog, 'Custom').checked).to.be.true;
      expect(byLabel(dialog, /^Client ID/).required).to.be.true;
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      await click(byLabel(dialog, 'Default'));
      await until(
        () => !textOf(dialog).includes('Client ID'),
        () => 'the fields are still there',
      );
    });

    it('what was typed for the custom client again after a look at the default one', async () => {
      const { dialog } = await open();
      await click(byLabel(dialog, 'Custom'));
      await fill(byLabel(dialog, /^Client ID/), 'my-client');
      await click(byLabel(dialog, 'Default'));
      await untilGone(dialog, 'textbox', /^Client ID/);
      await click(byLabel(dialog, 'Custom'));
      expect(byLabel(dialog, /^Client ID/).value).to.equal('my-client');
    });

    it('the custom client at once where it is in use', async () => {
      const { dialog } = await open({ enabled: true, stored: STORED });
      expect(byLabel(dialog, 'Custom').checked).to.be.true;
      expect(textOf(dialog)).to.include('Client Secret');
    });

    it('only the custom client where the server has none', async () => {
      const { dialog } = await open({ system: false });
      expect(elementsMatching(dialog, '[type=radio]').length).to.equal(0);
      expect(textOf(dialog)).to.include('Client ID');
      expect(textOf(dialog)).to.include(said('redirectUriHintNoSystem'));
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    });

    it('stored values masked and only as placeholders', async () => {
      const { dialog } = await open({ enabled: true, stored: STORED });
      const id = byLabel(dialog, /^Client ID/);
      const secret = byLabel(dialog, 'Client Secret');
      expect([id.value, secret.value, id.defaultValue, secret.defaultValue]).to.deep.equal(['', '', '', '']);
      expect(id.placeholder).to.include(STORED.client_id);
      expect(secret.placeholder).to.include(STORED.client_secret);
      expect(secret.placeholder).to.include(said('keepSecret'));
      expect(id.required, 'it is there already').to.be.false;
      await expectAccessible(dialog);
    });

    it('that a source has no OAuth', async () => {
      server.sources = [jinaSource({ plugin_id: 'langgenius/notion_datasource', name: 'notion_datasource' })];
      const page = await mount(
        server,
        html`<oauth-client-dialog open provider=${NOTION}></oauth-client-dialog>`,
      );
      const dialog = await findByRole(page, 'dialog', TITLE);
      await findText(dialog, said('noOAuth', { source: 'Jina Reader' }));
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await click(byRole(dialog, 'button', 'Save only'));
      expect(windows.opened).to.have.length(0);
      expect(saved()).to.deep.equal([]);
      await expectAccessible(dialog);
    });

    it('that it loads', async () => {
      const release = hold(server, 'GET', /list$/);
      const page = await mount(
        server,
        html`<oauth-client-dialog open provider=${NOTION}></oauth-client-dialog>`,
      );
      const dialog = await findByRole(page, 'dialog', TITLE);
      await findText(dialog, said('loadingSources'));
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      expect(windows.opened).to.have.length(0);
      await expectAccessible(dialog);
      release();
      await findText(dialog, 'Default');
    });
  });

  describe('the redirect URI', () => {
    const URI = 'https://dify.example.com/console/api/oauth/plugin/x/callback';
    let clipboard: string[];
    let refuse: boolean;
    const { writeText } = navigator.clipboard;

    beforeEach(() => {
      clipboard = [];
      refuse = false;
      navigator.clipboard.writeText = (text) => {
        if (refuse) return Promise.reject(new DOMException('Not allowed', 'NotAllowedError'));
        clipboard.push(text);
        return Promise.resolve();
      };
    });
    afterEach(() => {
      navigator.clipboard.writeText = writeText;
    });

    it('is copied, and that is said', async () => {
      const { dialog } = await open({ system: false, redirectUri: URI });
      expect(textOf(dialog)).to.include(URI);
      await click(byRole(dialog, 'button', 'Copy'));
      await findByRole(dialog, 'button', 'Copied');
      expect(clipboard).to.deep.equal([URI]);
      expect(allByRole(dialog, 'status').map(textOf)).to.include('Copied');
      expect(textOf(dialog)).not.to.include(said('redirectUriRelative'));
      await expectAccessible(dialog);
    });

    it('can be selected by hand when the browser does not copy', async () => {
      const { dialog } = await open({ system: false, redirectUri: URI });
      refuse = true;
      await click(byRole(dialog, 'button', 'Copy'));
      await until(
        () => allByRole(dialog, 'status').some((status) => textOf(status) === said('copyFailed')),
        () => 'not told',
      );
      byRole(dialog, 'button', 'Copy');
      await expectAccessible(dialog);
      refuse = false;
      await click(byRole(dialog, 'button', 'Copy'));
      await findByRole(dialog, 'button', 'Copied');
    });

    it('can be reached by the keyboard, named by its hint', async () => {
      const { dialog } = await open({ enabled: true, redirectUri: URI });
      const uri = elementsMatching(dialog, 'code')[0] as HTMLElement;
      uri.focus();
      expect(nameOf(uri)).to.include(said('redirectUriHint'));
    });

    it('that no provider would take is marked', async () => {
      const { dialog } = await open({ system: false, redirectUri: '/console/api/oauth/plugin/x/callback' });
      expect(textOf(dialog)).to.include(said('redirectUriRelative'));
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    });

    it('is a text, whatever it says', async () => {
      const hostile = 'javascript:alert(1)"><img src=x onerror="window.hacked=1">';
      const { dialog } = await open({ system: false, redirectUri: hostile });
      expect(textOf(dialog)).to.include(hostile);
      expect(allByRole(dialog, 'link').length).to.equal(0);
      expect(elementsMatching(dialog, 'img').length).to.equal(0);
    });
  });

  describe('Save only', () => {
    it('stores the custom client and closes, without a window', async () => {
      const { page, dialog } = await open({ system: false });
      const heard = hear(document.body);
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await fill(byLabel(dialog, 'Client Secret'), CANARY);
      const reads = server.count('GET', '/auth/plugin/datasource/list');
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.deep.equal([
        { client_params: { client_id: 'my-id', client_secret: CANARY }, enable_oauth_custom_client: true },
      ]);
      expect(windows.opened).to.have.length(0);
      expect(kinds(heard)).to.deep.equal([]);
      expect(domDump(document.documentElement)).not.to.include(CANARY);
      expect(server.count('GET', '/auth/plugin/datasource/list'), 'read again').to.equal(reads + 1);
    });

    it('keeps what is stored and was not touched', async () => {
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      await fill(byLabel(dialog, 'Client Secret'), CANARY);
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.deep.equal([
        {
          client_params: { client_id: '[__HIDDEN__]', client_secret: CANARY },
          enable_oauth_custom_client: true,
        },
      ]);
    });

    it('keeps what is stored under a field that cannot be shown', async () => {
      const source = withClients({ enabled: true, stored: { ...STORED, tenant: 'acme' } });
      const { client_schema: fields } = source['oauth_schema'] as { client_schema: object[] };
      fields.push({ name: 'tenant', type: 'app-selector', required: true, label: { en_US: 'Tenant' } });
      server.sources = [source];
      const page = await mount(
        server,
        html`<oauth-client-dialog provider=${NOTION} open></oauth-client-dialog>`,
      );
      const dialog = await findByRole(page, 'dialog', TITLE);
      await findText(dialog, 'Client ID');
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.deep.equal([
        {
          client_params: { client_id: '[__HIDDEN__]', client_secret: '[__HIDDEN__]', tenant: '[__HIDDEN__]' },
          enable_oauth_custom_client: true,
        },
      ]);
    });

    it('keeps what is stored when it goes back to Default', async () => {
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      await click(byLabel(dialog, 'Default'));
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.deep.equal([
        {
          client_params: { client_id: '[__HIDDEN__]', client_secret: '[__HIDDEN__]' },
          enable_oauth_custom_client: false,
        },
      ]);
    });

    it('keeps what is stored when Default was chosen from the start', async () => {
      const { page, dialog } = await open({ stored: STORED });
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.deep.equal([
        {
          client_params: { client_id: '[__HIDDEN__]', client_secret: '[__HIDDEN__]' },
          enable_oauth_custom_client: false,
        },
      ]);
    });

    it('sends both parts for Default without anything stored', async () => {
      const { page, dialog } = await open();
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.deep.equal([{ client_params: {}, enable_oauth_custom_client: false }]);
    });

    it('wants a client id for a custom client, though the schema does not', async () => {
      const { dialog } = await open({ system: false });
      await fill(byLabel(dialog, 'Client Secret'), CANARY);
      await click(byRole(dialog, 'button', 'Save only'));
      await untilFocused(/^Client ID/);
      const id = byLabel(dialog, /^Client ID/);
      expect(id.getAttribute('aria-invalid')).to.equal('true');
      expect(descriptionOf(id)).to.include(said('requiredField', { field: 'Client ID' }));
      expect(saved()).to.deep.equal([]);
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    });

    it('shows why the server refused, keeps what was typed, and works on the second try', async () => {
      let broken = true;
      server.intercept(({ path }) =>
        CLIENT.test(path) && broken ? errorAnswer(400, 'invalid_param', 'No such client.') : undefined,
      );
      const { page, dialog } = await open({ system: false });
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await click(byRole(dialog, 'button', 'Save only'));
      await until(
        () => allByRole(dialog, 'alert').some((alert) => textOf(alert) === 'No such client.'),
        () => 'not told',
      );
      expect(byLabel(dialog, /^Client ID/).value).to.equal('my-id');
      await expectAccessible(dialog);
      broken = false;
      await click(byRole(dialog, 'button', 'Save only'));
      await untilGone(page, 'dialog');
      expect(saved()).to.have.length(2);
    });

    it('is not sent a second time after the server said that this user may not', async () => {
      server.intercept(({ path }) =>
        CLIENT.test(path) ? errorAnswer(403, 'forbidden', 'Only admins may.') : undefined,
      );
      const { dialog } = await open({ system: false });
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await click(byRole(dialog, 'button', 'Save only'));
      await until(
        () => allByRole(dialog, 'alert').some((alert) => textOf(alert) === 'Only admins may.'),
        () => 'not told',
      );
      const again = byRole(dialog, 'button', 'Save only');
      expect(again.getAttribute('aria-disabled')).to.equal('true');
      await click(again);
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      expect(saved()).to.have.length(1);
      expect(windows.opened).to.have.length(0);
      expect(byLabel(dialog, /^Client ID/).value).to.equal('my-id');
    });

    it('sends once for a double click', async () => {
      const { page, dialog } = await open();
      const release = hold(server, 'POST', CLIENT);
      await doubleClick(byRole(dialog, 'button', 'Save only'));
      await until(
        () => saved().length > 0,
        () => 'not sent',
      );
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      expect(windows.opened).to.have.length(0);
      release();
      await untilGone(page, 'dialog');
      expect(saved()).to.have.length(1);
    });

    it('is given up when the dialog is cancelled', async () => {
      const { page, dialog } = await open();
      hold(server, 'POST', CLIENT);
      await click(byRole(dialog, 'button', 'Save only'));
      await until(
        () => saved().length > 0,
        () => 'not sent',
      );
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      const at = server.requests.findIndex(({ path }) => CLIENT.test(path));
      expect(server.signals[at]!.aborted).to.be.true;
    });
  });

  describe('Save and Authorize', () => {
    it('opens the window in the click, then saves, then asks for the address', async () => {
      const { page, dialog } = await open({ system: false });
      const order: string[] = [];
      windows.onOpen = () => order.push('window');
      window.addEventListener('click', () => order.push('click'), { capture: true, once: true });
      server.intercept(({ method, path }) => void order.push(`${method} ${path.split('/').at(-1)}`));
      byLabel(dialog, /^Client ID/).value = 'my-id';
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await untilGone(page, 'dialog');
      await until(
        () => windows.last.addresses.length === 1,
        () => 'not sent to the provider',
      );
      expect(order.slice(0, 3)).to.deep.equal(['click', 'window', 'POST custom-client']);
      expect(order).to.include('GET get-authorization-url');
      expect(windows.last.addresses).to.deep.equal([server.authorizationUrl]);
      expect(saved()).to.deep.equal([
        { client_params: { client_id: 'my-id' }, enable_oauth_custom_client: true },
      ]);
    });

    it('is what Enter does', async () => {
      const { page, dialog } = await open({ system: false });
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await press('Enter');
      await untilGone(page, 'dialog');
      expect(windows.opened).to.have.length(1);
      expect(saved()).to.have.length(1);
    });

    it('tells the page once when the connection is there', async () => {
      const { page, dialog } = await open();
      const heard = hear(page);
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await until(
        () => windows.opened[0]?.addresses.length === 1,
        () => 'not sent to the provider',
      );
      server.connect(NOTION);
      window.dispatchEvent(new Event('focus'));
      await until(
        () => heard.length === 3,
        () => `heard ${kinds(heard).join()}`,
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      await until(
        () => windows.last.closed,
        () => 'the window is open',
      );
    });

    it('does not save, and opens nothing, while something is missing', async () => {
      const { dialog } = await open({ system: false });
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await untilFocused(/^Client ID/);
      expect(windows.opened).to.have.length(0);
      expect(saved()).to.deep.equal([]);
    });

    it('closes the window and keeps what was typed when the server refuses the client', async () => {
      server.intercept(({ path }) =>
        CLIENT.test(path) ? errorAnswer(400, 'invalid_param', `${CANARY} is no client.`) : undefined,
      );
      const { dialog } = await open({ system: false });
      const heard = hear(document.body);
      await fill(byLabel(dialog, /^Client ID/), 'my-id');
      await fill(byLabel(dialog, 'Client Secret'), CANARY);
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await until(
        () => allByRole(dialog, 'alert').some((alert) => textOf(alert).includes('is no client.')),
        () => 'not told',
      );
      expect(windows.last.closed).to.be.true;
      expect(windows.last.addresses).to.have.length(0);
      expect(byLabel(dialog, /^Client ID/).value).to.equal('my-id');
      expect(byLabel(dialog, 'Client Secret').value).to.equal(CANARY);
      expect(textOf(dialog)).not.to.include(CANARY);
      expect(JSON.stringify(heard)).not.to.include(CANARY);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    });

    it('says so when the window is blocked, and saves nothing', async () => {
      windows.blocked = true;
      const { dialog } = await open();
      const heard = hear(document.body);
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await until(
        () => allByRole(dialog, 'alert').some((alert) => /pop-?up/i.test(textOf(alert))),
        () => 'not told',
      );
      expect(saved()).to.deep.equal([]);
      expect(heard.at(-1)!.detail.error.code).to.equal('popup_blocked');
      windows.blocked = false;
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await until(
        () => windows.opened[0]?.addresses.length === 1,
        () => 'not sent to the provider',
      );
    });

    it('is given up when the dialog is cancelled while it saves', async () => {
      const { page, dialog } = await open();
      const heard = hear(document.body);
      hold(server, 'POST', CLIENT);
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await until(
        () => saved().length > 0,
        () => 'not sent',
      );
      await expectAccessible(dialog);
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      await until(
        () => heard.length === 2,
        () => 'not told',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
      expect(windows.last.closed).to.be.true;
    });

    it('does nothing when the page takes over', async () => {
      const { page, dialog } = await open();
      page.addEventListener('datasource-authorize-start', (event) => event.preventDefault());
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      expect(windows.opened).to.have.length(0);
      expect(saved()).to.deep.equal([]);
    });

    it('leaves no message of the last time when it is opened again', async () => {
      server.intercept(({ path }) =>
        CLIENT.test(path) ? errorAnswer(400, 'invalid_param', 'Refused.') : undefined,
      );
      const { page, dialog } = await open();
      await click(byRole(dialog, 'button', 'Save and Authorize'));
      await findText(dialog, 'Refused.');
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      page.querySelector('oauth-client-dialog')!.show();
      const again = await findByRole(page, 'dialog', TITLE);
      expect(textOf(again)).not.to.include('Refused.');
    });
  });

  describe('Remove', () => {
    const REMOVE = 'Remove';
    const removed = (): unknown[] => requestsTo(server, 'DELETE', CLIENT);
    const told = (root: Node): string[] => allByRole(root, 'alert').map(textOf).filter(Boolean);
    const ask = async (dialog: HTMLElement, page: HTMLElement): Promise<HTMLElement> => {
      await click(byRole(dialog, 'button', REMOVE));
      return findByRole(page, 'alertdialog');
    };

    for (const [what, clients, offered] of [
      ['not where nothing is stored', { system: false }, false],
      ['not beside the server’s own client', { stored: STORED }, false],
      ['for a custom client in use', { enabled: true, stored: STORED }, true],
      ['where the server has none of its own', { system: false, stored: STORED }, true],
    ] as const) {
      it(`is offered ${what}`, async () => {
        const { dialog } = await open(clients);
        expect(allByRole(dialog, 'button', REMOVE).length).to.equal(offered ? 1 : 0);
        await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      });
    }

    it('is offered for a stored client as soon as that is looked at', async () => {
      const { dialog } = await open({ stored: STORED });
      await click(byLabel(dialog, 'Custom'));
      await findByRole(dialog, 'button', REMOVE);
    });

    it('asks first, names the source and says what may break, with the focus on Cancel', async () => {
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      const question = await ask(dialog, page);
      expect(nameOf(question)).to.equal(said('removeClientTitle', { source: 'Notion' }));
      expect(descriptionOf(question)).to.equal(said('removeClientWarning'));
      expect(descriptionOf(question)).to.include('stop working');
      await untilFocused('Cancel');
      await expectAccessible(question, ['light', 'dark', 'forced-colors']);
    });

    for (const [how, answer] of [
      ['Escape', () => press('Escape')],
      ['Enter, which is Cancel at first', () => press('Enter')],
      ['Cancel', (question: HTMLElement) => click(byRole(question, 'button', 'Cancel'))],
    ] as const) {
      it(`does nothing after ${how}; the settings stay, with what was typed and the focus`, async () => {
        const { page, dialog } = await open({ enabled: true, stored: STORED });
        await fill(byLabel(dialog, 'Client Secret'), CANARY);
        const question = await ask(dialog, page);
        await untilFocused('Cancel');
        await answer(question);
        await untilGone(page, 'alertdialog');
        await untilFocused(REMOVE);
        expect(byLabel(dialog, 'Client Secret').value).to.equal(CANARY);
        expect(removed()).to.have.length(0);
      });
    }

    it('sends once, closes, and gives the focus back to what opened the settings', async () => {
      server.sources = [withClients({ enabled: true, stored: STORED })];
      const page = await mount(
        server,
        html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
      );
      const heard = hear(page);
      await click(await findButton(page, TITLE));
      const dialog = await findByRole(page, 'dialog', TITLE);
      expect(textOf(page)).to.include('Custom');
      await click(byRole(await ask(dialog, page), 'button', REMOVE));
      await untilGone(page, 'alertdialog');
      await untilGone(page, 'dialog');
      await untilFocused(TITLE);
      expect(removed()).to.have.length(1);
      expect(requestsTo(server, 'POST', /./)).to.have.length(0);
      expect(kinds(heard), 'no connection was changed').to.deep.equal([]);
      await until(
        () => !textOf(page).includes('Custom'),
        () => 'still said to be in use',
      );
      await click(byRole(page, 'button', TITLE));
      const again = await findByRole(page, 'dialog', TITLE);
      expect(byLabel(again, 'Default').checked).to.be.true;
      await click(byLabel(again, 'Custom'));
      expect(byLabel(again, /^Client ID/).placeholder, 'nothing is stored').not.to.include('*');
      expect(allByRole(again, 'button', REMOVE).length).to.equal(0);
    });

    it('cannot be sent twice, nor with a save, while it is under way', async () => {
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      const release = hold(server, 'DELETE', CLIENT);
      await click(byRole(await ask(dialog, page), 'button', REMOVE));
      await until(
        () => removed().length > 0,
        () => 'not sent',
      );
      for (const name of [REMOVE, 'Save only', 'Save and Authorize']) {
        const button = byRole(dialog, 'button', name);
        expect(button.ariaDisabled, name).to.equal('true');
        await click(button);
      }
      expect(allByRole(page, 'alertdialog').length).to.equal(0);
      await expectAccessible(dialog);
      release();
      await untilGone(page, 'dialog');
      expect(removed()).to.have.length(1);
      expect(saved()).to.have.length(0);
      expect(windows.opened).to.have.length(0);
    });

    it('is given up when the dialog is cancelled', async () => {
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      hold(server, 'DELETE', CLIENT);
      await click(byRole(await ask(dialog, page), 'button', REMOVE));
      await until(
        () => removed().length > 0,
        () => 'not sent',
      );
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      const at = server.requests.findIndex(({ method }) => method === 'DELETE');
      expect(server.signals[at]!.aborted).to.be.true;
    });

    it('that is refused says why, with the focus where it was, and can be tried again', async () => {
      let broken = true;
      server.intercept(({ method }) =>
        method === 'DELETE' && broken ? errorAnswer(500, 'internal', 'Out of order.') : undefined,
      );
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      await click(byRole(await ask(dialog, page), 'button', REMOVE));
      await findText(dialog, 'Out of order.');
      expect(told(dialog)).to.deep.equal(['Out of order.']);
      await untilFocused(REMOVE);
      expect(byLabel(dialog, 'Client Secret').placeholder).to.include(STORED.client_secret);
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      broken = false;
      await click(byRole(await ask(dialog, page), 'button', REMOVE));
      await untilGone(page, 'dialog');
      expect(removed()).to.have.length(2);
    });

    it('that was refused is not what a later failure is explained by', async () => {
      server.intercept(({ method }) =>
        method === 'DELETE' ? errorAnswer(500, 'internal', 'Out of order.') : undefined,
      );
      server.intercept(({ method, path }) =>
        method === 'POST' && CLIENT.test(path)
          ? errorAnswer(400, 'invalid_param', 'No such client.')
          : undefined,
      );
      for (const button of ['Save and Authorize', 'Save only']) {
        const { page, dialog } = await open({ enabled: true, stored: STORED });
        await click(byRole(await ask(dialog, page), 'button', REMOVE));
        await findText(dialog, 'Out of order.');
        await click(byRole(dialog, 'button', button));
        await findText(dialog, 'No such client.');
        expect(told(dialog)).to.deep.equal(['No such client.']);
        await click(byRole(await ask(dialog, page), 'button', REMOVE));
        await findText(dialog, 'Out of order.');
        expect(told(dialog)).to.deep.equal(['Out of order.']);
        page.remove();
      }
    });

    it('is not asked about any more when the page closes the settings', async () => {
      const { page, dialog } = await open({ enabled: true, stored: STORED });
      await ask(dialog, page);
      page.querySelector('oauth-client-dialog')!.open = false;
      await untilGone(page, 'dialog');
      await untilGone(page, 'alertdialog');
      expect(removed()).to.have.length(0);
    });
  });

  it('has no landmarks, which are the page’s', async () => {
    const { page } = await open({ enabled: true, stored: STORED });
    await click(byRole(page, 'button', 'Remove'));
    await findByRole(page, 'alertdialog');
    for (const role of ['banner', 'contentinfo'])
      expect(allByRole(document.body, role).length, role).to.equal(0);
  });

  it('fits into a narrow window, from right to left too', async () => {
    await resize(280, 700);
    try {
      for (const dir of ['ltr', 'rtl']) {
        const redirectUri = `https://dify.example.com/${'x'.repeat(200)}`;
        server.sources = [withClients({ enabled: true, stored: STORED, redirectUri })];
        const page = await mount(
          server,
          html`<div dir=${dir}><oauth-client-dialog provider=${NOTION} open></oauth-client-dialog></div>`,
        );
        const dialog = await findByRole(page, 'dialog', TITLE);
        await findText(dialog, 'Client ID');
        expect(dialog.scrollWidth, dir).to.be.at.most(dialog.clientWidth);
        const { left, right } = dialog.getBoundingClientRect();
        expect([left >= 0, right <= 280], dir).to.deep.equal([true, true]);
        page.remove();
      }
    } finally {
      await resize(800, 600);
    }
  });

  for (const [where, content, openSettings] of [
    [
      'button',
      html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
      async (page: HTMLElement) => click(await findButton(page, TITLE)),
    ],
    [
      'card',
      html`<datasource-card provider=${NOTION}></datasource-card>`,
      async (page: HTMLElement) => {
        await click(await findButton(page, /^Configure/));
        await click(await findButton(page, TITLE));
      },
    ],
  ] as const) {
    describe(`after “Save and Authorize”, the ${where}`, () => {
      const authorize = async (): Promise<HTMLElement> => {
        const page = await mount(server, content);
        await openSettings(page);
        const dialog = await findByRole(page, 'dialog', TITLE);
        await click(byRole(dialog, 'button', 'Save and Authorize'));
        await untilGone(page, 'dialog');
        return page;
      };

      it('shows why it failed', async () => {
        server.intercept(({ path }) =>
          path.endsWith('get-authorization-url') ? errorAnswer(403, 'forbidden', 'Not you.') : undefined,
        );
        const page = await authorize();
        await until(
          () => allByRole(page, 'alert').some((alert) => textOf(alert).includes('Not you.')),
          () => 'not shown',
        );
        expect(windows.last.closed).to.be.true;
      });

      it('shows what it waits for, and tells once that the user gave up', async () => {
        const page = await authorize();
        const heard = hear(page);
        await findText(page, said('waitingTitle', { source: 'Notion' }));
        await click(byRole(page, 'button', 'Cancel'));
        await findText(page, said('cancelledNotice', { source: 'Notion' }));
        expect(kinds(heard)).to.deep.equal(['authorize-cancel']);
      });
    });
  }

  it('shows the new state where it was opened from', async () => {
    server.sources = [withClients({ system: false })];
    server.intercept(({ path, body }) => {
      if (!CLIENT.test(path)) return undefined;
      const { client_params: stored } = body as { client_params: Record<string, string> };
      server.sources = [withClients({ system: false, enabled: true, stored })];
      return json({ result: 'success' });
    });
    const page = await mount(
      server,
      html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
    );
    await click(await findButton(page, 'Setup OAuth Client'));
    const dialog = await findByRole(page, 'dialog', TITLE);
    await fill(byLabel(dialog, /^Client ID/), 'my-id');
    await click(byRole(dialog, 'button', 'Save only'));
    await untilGone(page, 'dialog');
    await findByRole(page, 'button', /^Add OAuth/);
    expect(textOf(page)).to.include('Custom');
  });
});
