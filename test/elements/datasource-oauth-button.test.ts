import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press } from '../support/driver.js';
import { errorAnswer, FakeServer, jinaSource, wireSource, type WireSource } from '../support/fake-server.js';
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
  untilGone,
  untilFocused,
} from '../support/find.js';
import '../support/loaded-dialogs.js';
import {
  type Heard,
  hear,
  hold,
  JINA,
  kinds,
  mount,
  NOTION,
  requestsTo,
  said,
  settled,
} from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

const BUTTON = html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`;
const URL_PATH = /get-authorization-url$/;
const SOURCE = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const WAITING = said('waitingTitle', { source: 'Notion' });

function withOAuth(overrides: Record<string, unknown>): WireSource {
  const source = wireSource();
  Object.assign(source['oauth_schema'] as object, overrides);
  return source;
}

describe('datasource-oauth-button', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  const mountButton = (content: TemplateResult = BUTTON): Promise<HTMLElement> => mount(server, content);

  /** Clicks and waits until the user is with the provider. */
  async function begin(page: HTMLElement, name: string | RegExp = /^Add OAuth/): Promise<Heard[]> {
    const heard = hear(page);
    await click(await findButton(page, name));
    await findText(page, WAITING);
    return heard;
  }

  const finish = async (page: HTMLElement): Promise<void> => click(byRole(page, 'button', 'I have finished'));
  const urls = (): string[] => requestsTo(server, 'GET', URL_PATH).map(({ query }) => query.toString());

  describe('what it shows', () => {
    it('that it cannot be used until the source is known', async () => {
      const release = hold(server, 'GET', /list$/);
      const page = await mountButton();
      const button = byRole(page, 'button', 'Add OAuth') as HTMLButtonElement;
      expect(button.disabled).to.be.true;
      expect(button.getAttribute('aria-busy')).to.equal('true');
      await expectAccessible(page);
      release();
      expect((await findButton(page, 'Add OAuth')).getAttribute('aria-busy')).not.to.equal('true');
    });

    it('Add OAuth, with the settings beside it', async () => {
      const page = await mountButton();
      await findButton(page, 'Add OAuth');
      expect(allByRole(page, 'button').map(nameOf)).to.deep.equal(['Add OAuth', 'OAuth Client Settings']);
      expect(textOf(page)).not.to.include('Custom');
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('that the workspace’s own client is in use', async () => {
      server.sources = [
        withOAuth({ is_oauth_custom_client_enabled: true, is_system_oauth_params_exists: false }),
      ];
      const page = await mountButton();
      await findText(page, 'Custom');
      expect(allByRole(page, 'button').map(nameOf)).to.deep.equal([
        'Add OAuth Custom',
        'OAuth Client Settings',
      ]);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('Setup OAuth Client where there is none, which opens the settings', async () => {
      server.sources = [withOAuth({ is_system_oauth_params_exists: false })];
      const page = await mountButton();
      await findButton(page, 'Setup OAuth Client');
      expect(allByRole(page, 'button').map(nameOf)).to.deep.equal(['Setup OAuth Client']);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(byRole(page, 'button', 'Setup OAuth Client'));
      await findByRole(page, 'dialog', 'OAuth Client Settings');
      expect(windows.opened).to.have.length(0);
      await press('Escape');
      await untilGone(page, 'dialog');
      expect(nameOf(focused()!)).to.equal('Setup OAuth Client');
    });

    it('the settings at its right, by the keyboard too', async () => {
      const page = await mountButton();
      const settings = await findButton(page, 'OAuth Client Settings');
      settings.focus();
      await press('Enter');
      await findByRole(page, 'dialog', 'OAuth Client Settings');
      await click(byRole(page, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      expect(focused() === settings).to.be.true;
    });

    it('that the source has no OAuth', async () => {
      const page = await mountButton(
        html`<datasource-oauth-button provider=${JINA}></datasource-oauth-button>`,
      );
      expect(textOf(await findByRole(page, 'alert'))).to.equal(said('noOAuth', { source: 'Jina Reader' }));
      expect((byRole(page, 'button', 'Add OAuth') as HTMLButtonElement).disabled).to.be.true;
      await expectAccessible(page);
    });

    it('that the source is unknown, or named wrongly', async () => {
      server.sources = [jinaSource()];
      const page = await mountButton(
        html`${BUTTON}<datasource-oauth-button provider="a b"></datasource-oauth-button>`,
      );
      await until(
        () => allByRole(page, 'alert').length === 2,
        () => 'not two problems',
      );
      expect(allByRole(page, 'alert').map(textOf)[0]).to.equal(said('unknownSource', { source: NOTION }));
      expect(allByRole(page, 'alert').map(textOf)[1]).to.include('provider="a b"');
    });

    it('the text that the page gives it, and that it is disabled by the page', async () => {
      const page = await mountButton(
        html`<datasource-oauth-button disabled provider=${NOTION}>Connect Notion</datasource-oauth-button>`,
      );
      const button = (): HTMLButtonElement => byRole(page, 'button', 'Connect Notion') as HTMLButtonElement;
      await until(
        () => button().getAttribute('aria-busy') !== 'true',
        () => 'still busy',
      );
      expect(button().disabled).to.be.true;
      await click(button());
      expect(windows.opened).to.have.length(0);
    });
  });

  describe('the window', () => {
    it('is opened in the click, before any request of the flow', async () => {
      const page = await mountButton();
      const button = await findButton(page, 'Add OAuth');
      const before = server.requests.length;
      const order: string[] = [];
      windows.onOpen = () => {
        expect(server.requests).to.have.length(before);
        expect(navigator.userActivation.isActive, 'a gesture of the user').to.be.true;
        order.push('window');
      };
      window.addEventListener('click', () => order.push('click'), { capture: true, once: true });
      window.addEventListener('click', () => order.push('click is over'), { once: true });
      server.intercept(({ path }) => void order.push(path.split('/').at(-1)!));
      await click(button);
      await findText(page, WAITING);
      expect(order[0]).to.equal('click');
      expect(order[1]).to.equal('window');
      expect(order).to.include('click is over').and.to.include('get-authorization-url');
    });

    it('is blank first, tied to the page, and under a name that nobody can guess', async () => {
      const page = await mountButton();
      for (let times = 0; times < 3; times++) {
        await begin(page);
        await click(byRole(page, 'button', 'Cancel'));
        await untilGone(page, 'button', 'Cancel');
      }
      expect(windows.opened.map(({ url }) => url)).to.deep.equal([
        'about:blank',
        'about:blank',
        'about:blank',
      ]);
      const names = windows.opened.map(({ name }) => name);
      expect(new Set(names).size).to.equal(3);
      for (const name of names) expect(name).to.match(/[0-9a-f]{32}$/);
      for (const { features } of windows.opened)
        expect(features)
          .to.match(/popup/)
          .and.not.to.match(/noopener|noreferrer/);
    });

    it('goes to the address of the server', async () => {
      server.authorizationUrl = `http://localhost:${location.port}/authorize?state=1`;
      const page = await mountButton();
      await begin(page);
      expect(windows.last.addresses).to.deep.equal([server.authorizationUrl]);
      expect(urls()).to.deep.equal(['']);
    });

    for (const unsafe of [
      'javascript:window.hacked=1',
      'http://provider.example/',
      '/relative',
      'https://a@b.example/',
    ]) {
      it(`does not go to ${unsafe}`, async () => {
        server.authorizationUrl = unsafe;
        const page = await mountButton();
        const heard = hear(page);
        await click(await findButton(page, 'Add OAuth'));
        await findByRole(page, 'alert');
        expect(windows.last.addresses).to.have.length(0);
        expect(windows.last.closed).to.be.true;
        expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
        expect(heard[1]!.detail.error.code).to.equal('unsafe_url');
      });
    }

    it('that is blocked is explained, and can be tried again', async () => {
      windows.blocked = true;
      const page = await mountButton();
      const heard = hear(page);
      await click(await findButton(page, 'Add OAuth'));
      expect(textOf(await findByRole(page, 'alert'))).to.match(/pop-?up/i);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      expect(heard[1]!.detail.error).to.include({ code: 'popup_blocked', retryable: true });
      expect(urls()).to.have.length(0);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      windows.blocked = false;
      await begin(page);
      expect(allByRole(page, 'alert').length).to.equal(0);
    });

    // Once: nothing happened at all when the browser blocked the window that was to be opened again.
    it('says so when it is blocked while it is opened again, and goes on', async () => {
      const page = await mountButton();
      await begin(page);
      windows.last.close();
      await findText(page, said('windowClosedTitle', { source: 'Notion' }));
      windows.blocked = true;
      await click(byRole(page, 'button', 'Reopen window'));
      await findText(page, 'The browser blocked the authorization window. Allow pop-ups');
      expect(textOf(byRole(page, 'status'))).to.contain('Allow pop-ups');
      await expectAccessible(page);
      windows.blocked = false;
      await click(byRole(page, 'button', 'Reopen window'));
      await findText(page, WAITING);
      expect(windows.last.addresses).to.deep.equal([server.authorizationUrl]);
    });

    it('is brought to the front or opened again by Reopen window', async () => {
      const page = await mountButton();
      await begin(page);
      await click(byRole(page, 'button', 'Reopen window'));
      await until(
        () => windows.last.focused === 1,
        () => 'not brought to the front',
      );
      expect(windows.opened).to.have.length(1);
      windows.last.close();
      await findText(page, said('windowClosedTitle', { source: 'Notion' }));
      await expectAccessible(page);
      await click(byRole(page, 'button', 'Reopen window'));
      await until(
        () => windows.opened.length === 2,
        () => 'not opened again',
      );
      expect(windows.last.addresses).to.deep.equal([server.authorizationUrl]);
      await findText(page, WAITING);
      expect(urls(), 'the address is still good').to.have.length(1);
    });
  });

  describe('a flow', () => {
    it('says politely what it waits for, and what can be done', async () => {
      const release = hold(server, 'GET', URL_PATH);
      const page = await mountButton();
      await findButton(page, 'Add OAuth');
      const status = await findByRole(page, 'status');
      expect(textOf(status), 'there before it speaks').to.equal('');
      await click(byRole(page, 'button', 'Add OAuth'));
      await until(
        () => textOf(status) === said('openingWindow'),
        () => 'not announced',
      );
      expect(allByRole(page, 'button').map(nameOf)).to.deep.equal([
        'Add OAuth',
        'OAuth Client Settings',
        'Cancel',
      ]);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      release();
      await until(
        () => textOf(status) === WAITING,
        () => 'not announced',
      );
      expect(allByRole(page, 'button').map(nameOf).slice(2)).to.deep.equal([
        'Reopen window',
        'I have finished',
        'Cancel',
      ]);
      expect(byRole(page, 'button', 'Add OAuth').getAttribute('aria-busy')).to.equal('true');
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('ends when the server shows the connection, and tells the page once', async () => {
      const page = await mountButton();
      const heard = await begin(page);
      const { id, name } = server.connect(NOTION);
      window.dispatchEvent(new Event('focus'));
      await until(
        () => heard.length >= 3,
        () => 'not told',
      );
      const credential = { id, name, type: 'oauth2' };
      expect(heard).to.deep.equal([
        { type: 'datasource-authorize-start', detail: { ...SOURCE, method: 'oauth2' } },
        {
          type: 'datasource-authorized',
          detail: { ...SOURCE, method: 'oauth2', credential, reauthorized: false, confirmed: true },
        },
        { type: 'datasource-credential-change', detail: { ...SOURCE, action: 'created', credential } },
      ]);
      await until(
        () => windows.last.closed,
        () => 'the window is open',
      );
      await until(
        () => !textOf(page).includes(WAITING),
        () => 'still waiting',
      );
      expect(allByRole(page, 'button').map(nameOf)).to.deep.equal(['Add OAuth', 'OAuth Client Settings']);
      await until(
        () => textOf(byRole(page, 'status')) === said('authorizedNotice', { source: 'Notion' }),
        () => 'success is not announced',
      );
      window.dispatchEvent(new Event('focus'));
      expect(heard).to.have.length(3);
    });

    it('tells the page when the cache already knows', async () => {
      const page = await mountButton(html`${BUTTON}<datasource-card provider=${NOTION}></datasource-card>`);
      let listed: string[] = [];
      page.addEventListener('datasource-authorized', () => {
        const { data } = (page as HTMLElementTagNameMap['datasource-context'])
          .currentStore!.list()
          .getSnapshot();
        listed = data!.flatMap(({ credentials_list }) => credentials_list.map(({ id }) => id));
      });
      await click(await findButton(page, 'Add OAuth'));
      await until(
        () => windows.opened[0]?.addresses.length === 1,
        () => 'not sent to the provider',
      );
      const { id } = server.connect(NOTION);
      window.dispatchEvent(new Event('focus'));
      await until(
        () => listed.length > 0,
        () => 'not told',
      );
      expect(listed).to.deep.equal([id]);
    });

    it('that is under way is not given up by a second click, also with an empty credential-id (A10)', async () => {
      const page = await mountButton(
        html`<datasource-oauth-button provider=${NOTION} credential-id=""></datasource-oauth-button>`,
      );
      const heard = await begin(page);
      await click(byRole(page, 'button', 'Add OAuth'));
      await until(
        () => windows.last.focused === 1,
        () => 'not brought to the front',
      );
      expect(windows.opened.length).to.equal(1);
      expect(heard).to.deep.equal([
        { type: 'datasource-authorize-start', detail: { ...SOURCE, method: 'oauth2' } },
      ]);
    });

    it('says that the server does not show it yet when the user was too fast', async () => {
      const page = await mountButton();
      const heard = await begin(page);
      await finish(page);
      await findText(page, said('notFoundYet'));
      expect(kinds(heard)).to.deep.equal(['authorize-start']);
      await expectAccessible(page);
      server.connect(NOTION);
      await finish(page);
      await until(
        () => heard.length === 3,
        () => 'not told',
      );
    });

    it('does not say that the server shows nothing when it could not be asked', async () => {
      const page = await mountButton();
      await begin(page);
      let broken = true;
      server.intercept(() => (broken ? errorAnswer(500, 'internal', 'Down.') : undefined));
      await finish(page);
      await findText(page, said('notChecked', { source: 'Notion' }));
      expect(textOf(page)).not.to.include(said('notFoundYet'));
      broken = false;
      await finish(page);
      await findText(page, said('notFoundYet'));
    });

    it('speaks of no other window once that is closed', async () => {
      const page = await mountButton();
      await begin(page);
      windows.last.close();
      await findText(page, said('windowClosedTitle', { source: 'Notion' }));
      await finish(page);
      await findText(page, said('notFoundAfterReturn'));
    });

    it('speaks of no other window after the way back in the same one', async () => {
      const record = {
        server: new URL('/console/api', location.href).href,
        owner: 'a1'.repeat(16),
        ref: SOURCE,
        before: [],
        account: null,
        startedAt: Date.now(),
        returnTo: location.href,
      };
      sessionStorage.setItem('datasource-elements:redirect', JSON.stringify(record));
      const page = await mountButton();
      await findText(page, said('returnedTitle', { source: 'Notion' }));
      await finish(page);
      await findText(page, said('notFoundAfterReturn'));
      await click(byRole(page, 'button', 'Cancel'));
      await findText(page, said('cancelledNotice', { source: 'Notion' }));
    });

    it('is cancelled by the user once and for all', async () => {
      const page = await mountButton();
      const heard = await begin(page);
      await click(byRole(page, 'button', 'Cancel'));
      await findText(page, said('cancelledNotice', { source: 'Notion' }));
      expect(windows.last.closed).to.be.true;
      expect(heard.slice(1)).to.deep.equal([
        { type: 'datasource-authorize-cancel', detail: { ...SOURCE, method: 'oauth2', reason: 'user' } },
      ]);
      expect(allByRole(page, 'alert').length).to.equal(0);
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(byRole(page, 'button', 'Dismiss'));
      await until(
        () => !textOf(page).includes(said('cancelledNotice', { source: 'Notion' })),
        () => 'still there',
      );
      expect(heard).to.have.length(2);
    });

    it('can be cancelled while the address is being fetched', async () => {
      hold(server, 'GET', URL_PATH);
      const page = await mountButton();
      const heard = hear(page);
      await click(await findButton(page, 'Add OAuth'));
      await click(await findButton(page, 'Cancel'));
      await until(
        () => heard.length === 2,
        () => 'not told',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
      expect(windows.last.closed).to.be.true;
      const at = server.requests.findIndex(({ path }) => URL_PATH.test(path));
      expect(server.signals[at]!.aborted).to.be.true;
    });

    it('that fails says why, once, until it is dismissed or tried again', async () => {
      let broken = true;
      server.intercept(({ path }) =>
        URL_PATH.test(path) && broken
          ? errorAnswer(
              400,
              'invalid_param',
              'Please configure oauth client params(system/tenant) for plugin',
            )
          : undefined,
      );
      const page = await mountButton();
      const heard = hear(page);
      await click(await findButton(page, 'Add OAuth'));
      const alert = await findByRole(page, 'alert');
      expect(textOf(alert)).to.include('Please configure oauth client params');
      expect(windows.last.closed).to.be.true;
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      expect(heard[1]!.detail.error).to.include({ code: 'no_oauth_client', status: 400 });
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
      await click(byRole(page, 'button', 'Dismiss'));
      await untilGone(page, 'alert');
      broken = false;
      await click(byRole(page, 'button', 'Add OAuth'));
      await findText(page, WAITING);
    });

    it('does not begin when the page takes over', async () => {
      const page = await mountButton();
      page.addEventListener('datasource-authorize-start', (event) => event.preventDefault());
      const heard = hear(page);
      const reads = server.requests.length;
      await click(await findButton(page, 'Add OAuth'));
      expect(kinds(heard)).to.deep.equal(['authorize-start']);
      expect(windows.opened).to.have.length(0);
      expect(urls()).to.have.length(0);
      expect(server.requests.length - reads).to.be.at.most(1);
      expect(textOf(page)).not.to.include(said('openingWindow'));
    });

    it('is one however often the button is pressed', async () => {
      const page = await mountButton();
      const heard = await begin(page);
      await click(byRole(page, 'button', 'Add OAuth'));
      await click(byRole(page, 'button', 'Add OAuth'));
      expect(windows.opened).to.have.length(1);
      expect(windows.last.focused, 'brought to the front').to.equal(2);
      expect(urls()).to.have.length(1);
      expect(kinds(heard)).to.deep.equal(['authorize-start']);
    });

    for (const button of ['Cancel', 'I have finished']) {
      it(`gives the focus back when “${button}” goes away`, async () => {
        const page = await mountButton();
        await begin(page);
        server.connect(NOTION);
        await click(byRole(page, 'button', button));
        await untilGone(page, 'button', button);
        await untilFocused('Add OAuth');
      });
    }

    it('is shared by two buttons of one source, and told once', async () => {
      const page = await mountButton(
        html`<div id="a">${BUTTON}</div>
          <div id="b">${BUTTON}</div>`,
      );
      const [a, b] = [page.querySelector<HTMLElement>('#a')!, page.querySelector<HTMLElement>('#b')!];
      const heard = hear(page);
      await click(await findButton(a, 'Add OAuth'));
      await findText(b, WAITING);
      await click(byRole(b, 'button', 'Add OAuth'));
      expect(windows.opened).to.have.length(1);
      server.connect(NOTION);
      await click(byRole(b, 'button', 'I have finished'));
      await until(
        () => heard.length >= 3,
        () => 'not told',
      );
      await until(
        () => !textOf(page).includes(WAITING),
        () => 'still waiting',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    });

    it('keeps another source’s from beginning, and says so there', async () => {
      server.sources = [
        wireSource(),
        wireSource({ plugin_id: 'langgenius/drive', name: 'drive', label: { en_US: 'Drive' } }),
      ];
      const page = await mountButton(
        html`<div id="a">${BUTTON}</div>
          <div id="b">
            <datasource-oauth-button provider="langgenius/drive/drive"></datasource-oauth-button>
          </div>`,
      );
      const [a, b] = [page.querySelector<HTMLElement>('#a')!, page.querySelector<HTMLElement>('#b')!];
      await begin(a);
      const heard = hear(page);
      await click(byRole(b, 'button', 'Add OAuth'));
      expect(textOf(await findByRole(b, 'alert'))).to.include(NOTION);
      expect(windows.opened).to.have.length(1);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      expect(heard[1]!.detail.error.code).to.equal('flow_in_progress');
      expect(textOf(a), 'the first goes on').to.include(WAITING);
      expect(textOf(b)).not.to.include(said('waitingTitle', { source: 'Drive' }));
    });

    /** A new button shows the flow and tells how it ended. */
    async function anotherOneTells(page: HTMLElement, heard: Heard[]): Promise<void> {
      const again = Object.assign(document.createElement('datasource-oauth-button'), { provider: NOTION });
      page.append(again);
      await findText(again, WAITING);
      server.connect(NOTION);
      await click(byRole(again, 'button', 'I have finished'));
      await until(
        () => heard.length >= 3,
        () => 'not told',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    }

    it('goes on when its button leaves, and a new one tells how it ended', async () => {
      const page = await mountButton();
      const heard = await begin(page);
      page.querySelector('datasource-oauth-button')!.remove();
      expect(windows.last.closed).to.be.false;
      await anotherOneTells(page, heard);
    });

    it('goes on when its button was given to another data source and left, and a new one tells how it ended', async () => {
      server.sources = [wireSource(), wireSource({ plugin_id: 'langgenius/drive', name: 'drive' })];
      const page = await mountButton();
      const heard = await begin(page);
      const button = page.querySelector('datasource-oauth-button')!;
      button.provider = 'langgenius/drive/drive';
      await button.updateComplete;
      button.remove();
      await anotherOneTells(page, heard);
    });

    it('goes on without any element when the page itself began it', async () => {
      const page = await mount(server, BUTTON);
      await findButton(page, 'Add OAuth');
      const flow = page.currentStore!.authorize(SOURCE);
      await findText(page, WAITING);
      page.replaceChildren();
      page.remove();
      await settled();
      expect(flow.paused).to.equal(false);
      server.connect(NOTION);
      window.dispatchEvent(new Event('focus'));
      expect((await flow.result).status).to.equal('authorized');
    });

    it('goes on when its button is moved', async () => {
      const page = await mountButton(
        html`${BUTTON}
          <section></section>`,
      );
      const heard = await begin(page);
      page.querySelector('section')!.append(page.querySelector('datasource-oauth-button')!);
      await findText(page.querySelector('section')!, WAITING);
      await click(byRole(page, 'button', 'Cancel'));
      await until(
        () => heard.length === 2,
        () => 'not told',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
    });

    it('shows nothing in a button that leaves that to its host, which still tells', async () => {
      const page = await mountButton(
        html`<datasource-oauth-button without-status provider=${NOTION}></datasource-oauth-button>`,
      );
      const heard = hear(page);
      await click(await findButton(page, 'Add OAuth'));
      await until(
        () => windows.opened[0]?.addresses.length === 1,
        () => 'not sent to the provider',
      );
      expect(textOf(page)).to.equal('Add OAuth');
      server.connect(NOTION);
      window.dispatchEvent(new Event('focus'));
      await until(
        () => heard.length === 3,
        () => 'not told',
      );
    });
  });

  describe('with credential-id', () => {
    const AGAIN = html`<datasource-oauth-button
      provider=${NOTION}
      credential-id="credential-1"
    ></datasource-oauth-button>`;

    beforeEach(() => {
      server.connect(NOTION, { name: 'Team' });
    });

    it('authorizes that connection again, on the word of the user', async () => {
      const page = await mountButton(AGAIN);
      const heard = await begin(page, 'Re-authorize');
      expect(urls()).to.deep.equal(['credential_id=credential-1']);
      await finish(page);
      await until(
        () => heard.length >= 3,
        () => 'not told',
      );
      const credential = { id: 'credential-1', name: 'Team', type: 'oauth2' };
      expect(heard).to.deep.equal([
        {
          type: 'datasource-authorize-start',
          detail: { ...SOURCE, method: 'oauth2', credentialId: 'credential-1' },
        },
        {
          type: 'datasource-authorized',
          detail: { ...SOURCE, method: 'oauth2', credential, reauthorized: true, confirmed: false },
        },
        { type: 'datasource-credential-change', detail: { ...SOURCE, action: 'reauthorized', credential } },
      ]);
    });

    it('is not taken for done because the page gets the focus', async () => {
      const page = await mountButton(AGAIN);
      const heard = await begin(page, 'Re-authorize');
      const reads = server.requests.length;
      window.dispatchEvent(new Event('focus'));
      await until(
        () => server.requests.length > reads,
        () => 'not read again',
      );
      await findText(page, WAITING);
      expect(kinds(heard)).to.deep.equal(['authorize-start']);
    });

    it('is confirmed by the server’s callback page', async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const page = await mountButton(AGAIN);
      const open = window.open;
      window.open = () => frame.contentWindow;
      server.authorizationUrl = `http://localhost:${location.port}/package.json`;
      try {
        const heard = await begin(page, 'Re-authorize');
        const message = { data: { type: 'oauth_callback' }, source: frame.contentWindow };
        // Neither a stranger's origin nor another window counts.
        window.dispatchEvent(new MessageEvent('message', { ...message, origin: 'https://evil.example' }));
        window.dispatchEvent(
          new MessageEvent('message', { ...message, origin: location.origin, source: window }),
        );
        await findText(page, WAITING);
        window.dispatchEvent(new MessageEvent('message', { ...message, origin: location.origin }));
        await until(
          () => heard.length >= 3,
          () => 'not told',
        );
        expect(heard[1]!.detail).to.include({ reauthorized: true, confirmed: true });
      } finally {
        window.open = open;
        frame.remove();
      }
    });

    it('has no settings beside it', async () => {
      server.sources = [
        {
          ...withOAuth({ is_oauth_custom_client_enabled: true }),
          credentials_list: server.credentialsOf(NOTION),
        },
      ];
      const page = await mountButton(AGAIN);
      await findButton(page, 'Re-authorize');
      expect(allByRole(page, 'button').map(nameOf)).to.deep.equal(['Re-authorize']);
      await expectAccessible(page);
    });
  });
});
