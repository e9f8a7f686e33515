import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import type { DatasourceCardElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press } from '../support/driver.js';
import { FakeServer, errorAnswer, jinaSource, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  domDump,
  elementsIn,
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
import { hear, hold, JINA, kinds, mount, NOTION, said } from '../support/page.js';
import { choose } from '../support/rows.js';
import { FakeWindows } from '../support/windows.js';

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;

async function mountCard(server: FakeServer, content = CARD): Promise<DatasourceCardElement> {
  const context = await mount(server, content);
  return context.querySelector('datasource-card')!;
}

async function openMenu(card: Element): Promise<HTMLElement> {
  await click(await findButton(card, /^Configure/));
  return findByRole(card, 'dialog', /^Configure/);
}

const imagesIn = (root: Node): HTMLImageElement[] =>
  [...elementsIn(root)].filter((element) => element instanceof HTMLImageElement);

describe('datasource-card', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  it('moves the focus to the first connection that "Show more" brings, also when the button goes', async () => {
    for (let count = 0; count < 250; count++) server.connect(NOTION, { is_default: false });
    const card = await mountCard(server);
    for (const [hidden, shown] of [
      [150, 100],
      [50, 200],
    ] as const) {
      (await findButton(card, `Show more (${hidden} hidden)`)).focus();
      await press('Enter');
      const row = (): Element | undefined =>
        card.shadowRoot!.querySelectorAll('datasource-credential')[shown];
      await until(
        () => row() && card.shadowRoot!.activeElement === row(),
        () => `the focus is not in row ${shown}`,
      );
    }
    expect(card.shadowRoot!.querySelector('.more')).to.equal(null);
  });

  describe('what it shows', () => {
    it('a skeleton with a spoken text until the list is there', async () => {
      const release = hold(server, 'GET', /list$/);
      const card = await mountCard(server);
      expect(textOf(byRole(card, 'status'))).to.equal(said('loadingSources'));
      await expectAccessible(card);
      release();
      await findByRole(card, 'article', 'Notion');
      expect(textOf(card)).not.to.include(said('loadingSources'));
    });

    it('name, author and plugin, and that nothing is connected yet', async () => {
      const card = await mountCard(server);
      const article = await findByRole(card, 'article', 'Notion');
      expect(textOf(byRole(article, 'heading'))).to.equal('Notion');
      expect(textOf(card)).to.include('langgenius / notion_datasource');
      expect(textOf(card)).to.include('Connected Workspace');
      expect(textOf(card)).to.include('Please configure authentication');
      expect(byRole(card, 'button').textContent?.trim()).to.equal('Configure');
      expect(nameOf(byRole(card, 'button'))).to.equal('Configure Notion');
      await expectAccessible(card, ['light', 'dark', 'forced-colors']);
    });

    it('the name in the language of the page, else in English', async () => {
      server.sources = [wireSource({ label: { en_US: 'Notion', zh_Hans: '诺申', ja_JP: 'ノーション' } })];
      const card = await mountCard(server, html`<div lang="zh-Hans">${CARD}</div>`);
      await findByRole(card, 'heading', '诺申');
      card.parentElement!.setAttribute('lang', 'de');
      card.requestUpdate();
      await findByRole(card, 'heading', 'Notion');
    });

    it('the connections, the default one first, then by name as people sort', async () => {
      server.connect(NOTION, { name: 'Team 10', is_default: false });
      server.connect(NOTION, { name: 'Team 9', is_default: false });
      server.connect(NOTION, { name: 'Zebra', is_default: true, type: 'api-key' });
      const card = await mountCard(server);
      await until(
        () => allByRole(card, 'listitem').length === 3,
        () => 'not three connections',
      );
      const names = allByRole(card, 'listitem').map((item) => textOf(item).replace(/^T[19] /, ''));
      expect(names.map((name) => /^\S+( \d+)?/.exec(name)?.[0])).to.deep.equal([
        'Zebra',
        'Team 9',
        'Team 10',
      ]);
      byRole(card, 'list', 'Connected Workspace');
      expect(textOf(card)).not.to.include('Please configure authentication');
      await expectAccessible(card, ['light', 'dark', 'forced-colors']);
    });

    it('connections in order even where the page’s language is no language tag', async () => {
      for (const name of ['b', 'a']) server.connect(NOTION, { name, is_default: false });
      server.connect(NOTION, { name: 'Main', is_default: true });
      const card = await mountCard(server, html`<div lang="not a language">${CARD}</div>`);
      await until(
        () => allByRole(card, 'listitem').length === 3,
        () => 'not three connections',
      );
      expect(
        allByRole(card, 'listitem').map((item) => textOf(item).match(/\b(Main|[ab])\b/)?.[0]),
      ).to.deep.equal(['Main', 'a', 'b']);
    });

    it('an unknown source by its name, and the card when the server lists it after a retry', async () => {
      server.sources = [jinaSource()];
      const card = await mountCard(server);
      const alert = await findByRole(card, 'alert');
      expect(textOf(alert)).to.include(said('unknownSource', { source: NOTION }));
      await expectAccessible(card);
      server.sources = [wireSource()];
      await click(byRole(card, 'button', 'Retry'));
      await findByRole(card, 'article', 'Notion');
      expect(allByRole(card, 'alert').length).to.equal(0);
    });

    it('a malformed id as a problem, without asking the server for it', async () => {
      const card = await mountCard(
        server,
        html`<datasource-card plugin-id="../../users" provider="notion"></datasource-card>`,
      );
      expect(textOf(await findByRole(card, 'alert'))).to.include(
        'plugin-id="../../users" provider="notion" does not name a data source.',
      );
      expect(server.requests.map(({ path }) => path).filter((path) => path.includes('users'))).to.be.empty;
      await expectAccessible(card);
    });

    it('why the list could not be read, and recovers by Retry', async () => {
      let broken = true;
      server.intercept(() => (broken ? errorAnswer(403, 'forbidden', 'Ask your administrator.') : undefined));
      const card = await mountCard(server);
      expect(textOf(await findByRole(card, 'alert'))).to.include('Ask your administrator.');
      await expectAccessible(card);
      broken = false;
      await click(byRole(card, 'button', 'Retry'));
      await findByRole(card, 'article', 'Notion');
    });

    it('another source when its attributes change', async () => {
      const card = await mountCard(server);
      await findByRole(card, 'article', 'Notion');
      card.setAttribute('provider', JINA);
      await findByRole(card, 'article', 'Jina Reader');
      expect(server.requests).to.have.length(1);
    });

    it('texts of the server as texts', async () => {
      const hostile = '<img src=x onerror="window.hacked=1">';
      server.sources = [
        wireSource({
          label: { en_US: hostile },
          author: '<b>author</b>',
          icon: '"><script>window.hacked=1</script>',
        }),
      ];
      server.connect(NOTION, { name: `${hostile}\u202e` });
      const card = await mountCard(server);
      await findByRole(card, 'article', hostile);
      await findText(card, '<b>author</b>');
      expect(imagesIn(card).length).to.equal(0);
      expect(window).not.to.have.property('hacked');
    });
  });

  describe('icon', () => {
    const letter = async (icon: unknown, label = 'Notion'): Promise<void> => {
      server.sources = [wireSource({ icon, label: { en_US: label } })];
      const card = await mountCard(server);
      await findByRole(card, 'article', label);
      expect(imagesIn(card).length, String(icon)).to.equal(0);
      const first = [...elementsIn(card)].find((element) => element.getAttribute('part') === 'icon')!;
      expect(first.textContent?.trim()).to.equal([...label][0]!.toUpperCase());
      expect(first.getAttribute('aria-hidden')).to.equal('true');
    };

    it('is shown when its address is safe, and is decoration', async () => {
      const card = await mountCard(server);
      await findByRole(card, 'article', 'Notion');
      const [image] = imagesIn(card);
      expect(image!.src).to.match(/^data:image\/png;base64,/);
      expect(image!.alt).to.equal('');
      expect(image!.referrerPolicy).to.equal('no-referrer');
    });

    for (const unsafe of [
      'javascript:window.hacked=1',
      'data:image/svg+xml;base64,PHN2Zy8+',
      'data:image/svg+xml,<svg onload="window.hacked=1"/>',
      'http://elsewhere.example/icon.png',
      'https://user:password@example.com/icon.png',
      'icon.svg',
      '',
      null,
    ]) {
      it(`is a letter instead of ${JSON.stringify(unsafe)}`, () => letter(unsafe));
    }

    it('is a letter when it cannot be loaded, and a new one gets its chance', async () => {
      server.sources = [wireSource({ icon: 'data:image/png;base64,AAAA' })];
      const card = await mountCard(server);
      await findByRole(card, 'article', 'Notion');
      await until(
        () => imagesIn(card).length === 0,
        () => 'the broken image is still there',
      );
      await expectAccessible(card);
      server.sources = [wireSource()];
      await (
        card.parentElement as HTMLElementTagNameMap['datasource-context']
      ).currentStore!.invalidateList();
      await until(
        () => imagesIn(card).length === 1,
        () => 'the new image is not there',
      );
    });

    it('is a whole letter of any script', () => letter('', '𝒩otion'));
  });

  describe('Configure', () => {
    it('offers OAuth and a key where the source has both', async () => {
      const card = await mountCard(server);
      const menu = await openMenu(card);
      expect(allByRole(menu, 'button').map(nameOf)).to.deep.equal([
        'Add OAuth',
        'OAuth Client Settings',
        'Add API Key',
      ]);
      expect(textOf(menu)).to.match(/\bor\b/i);
      expect(nameOf(menu)).to.equal('Configure Notion');
      await expectAccessible(card, ['light', 'dark', 'forced-colors']);
    });

    it('offers a key only', async () => {
      const card = await mountCard(server, html`<datasource-card provider=${JINA}></datasource-card>`);
      const menu = await openMenu(card);
      expect(allByRole(menu, 'button').map(nameOf)).to.deep.equal(['Add API Key']);
      expect(textOf(menu)).not.to.match(/\bor\b/i);
    });

    it('offers OAuth only', async () => {
      server.sources = [wireSource({ credential_schema: [] })];
      const card = await mountCard(server);
      const menu = await openMenu(card);
      expect(allByRole(menu, 'button').map(nameOf)).to.deep.equal(['Add OAuth', 'OAuth Client Settings']);
      expect(textOf(menu)).not.to.match(/\bor\b/i);
    });

    it('says so where the source offers nothing', async () => {
      server.sources = [wireSource({ credential_schema: [], oauth_schema: null })];
      const card = await mountCard(server);
      const menu = await openMenu(card);
      expect(allByRole(menu, 'button').length).to.equal(0);
      expect(textOf(menu)).to.equal(said('noWayToConnect'));
      await expectAccessible(card, ['light', 'dark', 'forced-colors']);
    });

    it('opens by Enter with the focus on its first button; Escape closes it and gives the focus back', async () => {
      const card = await mountCard(server);
      const configure = await findByRole(card, 'button', 'Configure Notion');
      expect(configure.getAttribute('aria-expanded')).to.equal('false');
      configure.focus();
      await press('Enter');
      await findButton(card, 'Add OAuth');
      await untilFocused('Add OAuth');
      expect(configure.getAttribute('aria-expanded')).to.equal('true');
      await press('Escape');
      await untilGone(card, 'dialog');
      await untilFocused('Configure Notion');
      await until(
        () => configure.getAttribute('aria-expanded') === 'false',
        () => 'still expanded',
      );
    });

    it('can be walked through by Tab and left again', async () => {
      const card = await mountCard(server, html`${CARD}<button id="after">After</button>`);
      (await findByRole(card, 'button', 'Configure Notion')).focus();
      await press('Enter');
      await untilFocused('Add OAuth');
      const passed = [];
      for (let step = 0; step < 3; step++) {
        await press('Tab');
        passed.push(nameOf(focused()!));
      }
      expect(passed).to.deep.equal(['OAuth Client Settings', 'Add API Key', 'After']);
    });

    it('closes by a second click on it and by a click beside it', async () => {
      const card = await mountCard(server, html`${CARD}<button id="beside">Beside</button>`);
      await openMenu(card);
      await click(byRole(card, 'button', 'Configure Notion'));
      await untilGone(card, 'dialog');
      await openMenu(card);
      await click(document.querySelector('#beside')!);
      await untilGone(card, 'dialog');
    });

    it('stays inside the window, below its button or above it', async () => {
      const card = await mountCard(server, html`<div style="padding-top: calc(100vh - 60px)">${CARD}</div>`);
      const menu = await openMenu(card);
      const button = byRole(card, 'button', 'Configure Notion').getBoundingClientRect();
      await until(
        () => menu.getBoundingClientRect().bottom <= button.top,
        () => 'the menu covers its button',
      );
      const { top, left, right } = menu.getBoundingClientRect();
      expect(top).to.be.at.least(0);
      expect(left).to.be.at.least(0);
      expect(right).to.be.at.most(innerWidth);
    });

    for (const [opener, dialog] of [
      ['Add API Key', 'API Key Authorization Configuration'],
      ['OAuth Client Settings', 'OAuth Client Settings'],
    ] as const) {
      it(`closes when ${opener} opens its dialog; the dialog stays and gives the focus back`, async () => {
        const card = await mountCard(server);
        await openMenu(card);
        await click(byRole(card, 'button', opener));
        await findByRole(card, 'dialog', dialog);
        await untilGone(card, 'dialog', 'Configure Notion');
        if (dialog.startsWith('API')) await click(byLabel(card, 'Integration Secret'));
        else await click(byLabel(card, 'Custom'));
        byRole(card, 'dialog', dialog);
        await click(byRole(card, 'button', 'Cancel'));
        await untilGone(card, 'dialog');
        await untilFocused('Configure Notion');
        await openMenu(card);
        await click(byRole(card, 'button', opener));
        await findByRole(card, 'dialog', dialog);
      });
    }

    it('leads to a connection by key, which the card then shows', async () => {
      const card = await mountCard(server, html`<datasource-card provider=${JINA}></datasource-card>`);
      const heard = hear(card);
      await openMenu(card);
      await click(byRole(card, 'button', 'Add API Key'));
      await findByRole(card, 'dialog', /^API Key/);
      await click(byRole(card, 'button', 'Save'));
      await until(
        () => allByRole(card, 'listitem').length === 1,
        () => 'no connection',
      );
      expect(textOf(byRole(card, 'listitem'))).to.include('API KEY 1');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(allByRole(card, 'dialog').length).to.equal(0);
    });
  });

  describe('a flow begun in its menu', () => {
    async function begin(card: Element): Promise<void> {
      await openMenu(card);
      await click(byRole(card, 'button', 'Add OAuth'));
    }

    it('closes the menu and is shown by the card, which tells how it ended', async () => {
      const card = await mountCard(server);
      const heard = hear(card);
      await begin(card);
      await findText(card, said('waitingTitle', { source: 'Notion' }));
      await untilGone(card, 'dialog');
      await expectAccessible(card, ['light', 'dark', 'forced-colors']);
      server.connect(NOTION);
      await click(byRole(card, 'button', 'I have finished'));
      await until(
        () => allByRole(card, 'listitem').length === 1,
        () => 'no connection',
      );
      await untilGone(card, 'button', 'I have finished');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(byRole(card, 'status').textContent).to.include(said('authorizedNotice', { source: 'Notion' }));
    });

    it('can be cancelled at the card', async () => {
      const card = await mountCard(server);
      const heard = hear(card);
      await begin(card);
      await findText(card, said('waitingTitle', { source: 'Notion' }));
      await click(byRole(card, 'button', 'Cancel'));
      await findText(card, said('cancelledNotice', { source: 'Notion' }));
      expect(windows.last.closed).to.be.true;
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
      await expectAccessible(card);
      await untilFocused('Configure Notion');
      await click(byRole(card, 'button', 'Dismiss'));
      await untilGone(card, 'button', 'Dismiss');
      await untilFocused('Configure Notion');
    });

    it('leaves the focus where it belongs: at the connection that was authorized again, else at Configure', async () => {
      server.connect(NOTION, { name: 'Team' });
      const card = await mountCard(server);
      for (const [name, start] of [
        ['Actions for Team', () => choose(card, 'Team', 'Re-authorize')],
        ['Configure Notion', () => begin(card)],
      ] as const) {
        await start();
        await findText(card, said('waitingTitle', { source: 'Notion' }));
        byRole(card, 'button', 'Cancel').focus();
        await press('Enter');
        await untilFocused(name);
        await click(byRole(card, 'button', 'Dismiss'));
        await untilGone(card, 'button', 'Dismiss');
        await untilFocused(name);
      }
    });

    it('that fails is explained at the card', async () => {
      server.authorizationUrl = 'javascript:window.hacked=1';
      const card = await mountCard(server);
      const heard = hear(card);
      await begin(card);
      await findByRole(card, 'alert');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      expect(windows.last.addresses).to.have.length(0);
      await expectAccessible(card, ['light', 'dark', 'forced-colors']);
      await click(byRole(card, 'button', 'Dismiss'));
      await untilGone(card, 'alert');
    });

    it('leaves nothing of another source in the card', async () => {
      const card = await mountCard(server);
      await begin(card);
      await findText(card, said('waitingTitle', { source: 'Notion' }));
      card.setAttribute('provider', JINA);
      await findByRole(card, 'article', 'Jina Reader');
      expect(textOf(card)).not.to.include(said('waitingTitle', { source: 'Jina Reader' }));
      expect(allByRole(card, 'button', 'Cancel').length).to.equal(0);
      expect(domDump(card)).not.to.include('other window');
    });
  });
});
