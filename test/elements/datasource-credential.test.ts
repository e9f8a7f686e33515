import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { FakeServer, type WireCredential, wireSource } from '../support/fake-server.js';
import { elementsIn, findText, textOf, until } from '../support/find.js';
import { hold, mount, NOTION } from '../support/page.js';

const PIXEL = wireSource()['icon'] as string;

describe('datasource-credential', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  async function mountCredential(overrides: Partial<WireCredential>): Promise<Element> {
    const { id } = server.connect(NOTION, overrides);
    if (overrides.is_default === false) server.connect(NOTION, { name: 'Main', is_default: true });
    const context = await mount(
      server,
      html`<datasource-credential provider=${NOTION} credential-id=${id}></datasource-credential>`,
    );
    const element = context.querySelector('datasource-credential')!;
    await findText(element, 'Connected');
    return element;
  }

  const imagesIn = (root: Node): HTMLImageElement[] =>
    [...elementsIn(root)].filter((element) => element instanceof HTMLImageElement);

  for (const [what, overrides, shown] of [
    ['an OAuth connection', { name: 'Team', is_default: false }, 'T Team OAuth Connected'],
    ['an API key', { name: 'Team', type: 'api-key', is_default: false }, 'Team API Key Connected'],
    [
      'the default one',
      { name: 'Team', type: 'api-key', is_default: true },
      'Team Default API Key Connected',
    ],
    [
      'a private one',
      { name: 'Team', type: 'api-key', is_default: false, visibility: 'only_me' },
      'Team Private API Key Connected',
    ],
    [
      'one for all',
      { name: 'Team', type: 'api-key', is_default: false, visibility: 'all_team_members' },
      'Team Shared API Key Connected',
    ],
    [
      'one for some of the team',
      { name: 'Team', type: 'api-key', is_default: false, visibility: 'partial_members' },
      'Team Shared API Key Connected',
    ],
    [
      'one whose visibility is of a newer server',
      { name: 'Team', type: 'api-key', is_default: false, visibility: 'friends' },
      'Team API Key Connected',
    ],
    [
      'the initials of an account',
      { name: ' acme  research Notion', is_default: false, avatar_url: null },
      'AN acme research Notion OAuth Connected',
    ],
    [
      'a type of a newer server',
      { name: 'Team', type: 'passkey', is_default: false },
      'T Team passkey Connected',
    ],
  ] as const) {
    it(`shows ${what}`, async () => {
      const element = await mountCredential(overrides);
      expect(textOf(element)).to.equal(shown);
      await expectAccessible(element, ['light', 'dark', 'forced-colors']);
    });
  }

  it('shows the picture of an account as decoration', async () => {
    const element = await mountCredential({ name: 'Team', avatar_url: PIXEL });
    const [image] = imagesIn(element);
    expect(image!.src).to.equal(PIXEL);
    expect(image!.alt).to.equal('');
    expect(image!.referrerPolicy).to.equal('no-referrer');
    await until(
      () => !textOf(element).includes('T Team'),
      () => 'the initial stays',
    );
    await expectAccessible(element);
  });

  for (const unsafe of [
    'javascript:window.hacked=1',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'http://elsewhere.example/avatar.png',
    'default',
    '',
    null,
  ]) {
    it(`shows an initial instead of the picture ${JSON.stringify(unsafe)}`, async () => {
      const element = await mountCredential({ name: 'élan', avatar_url: unsafe });
      expect(imagesIn(element).length).to.equal(0);
      expect(textOf(element)).to.match(/^É élan/);
    });
  }

  it('shows a hostile name as a text that cannot turn the row around', async () => {
    const name = '<img src=x onerror="window.hacked=1">';
    const element = await mountCredential({ name: `\u202e${name}`, avatar_url: null, type: 'api-key' });
    expect(textOf(element)).to.include('<img src=x');
    expect(imagesIn(element).length).to.equal(0);
    const holder = [...elementsIn(element)].find(
      ({ textContent, localName }) => localName === 'bdi' && textContent === name,
    );
    expect(holder, 'isolated by <bdi>').to.exist;
    expect(window).not.to.have.property('hacked');
  });

  it('shows nothing while it loads and nothing that the server does not list', async () => {
    const release = hold(server, 'GET', /list$/);
    server.connect(NOTION, { name: 'Team' });
    const context = await mount(
      server,
      html`<datasource-credential provider=${NOTION} credential-id="gone"></datasource-credential
        ><datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>`,
    );
    expect(textOf(context)).to.equal('');
    release();
    await findText(context, 'Team');
    expect(textOf(context.querySelector('[credential-id="gone"]')!)).to.equal('');
  });

  it('follows its credential-id', async () => {
    const { id } = server.connect(NOTION, { name: 'Second' });
    const element = await mountCredential({ name: 'First' });
    element.setAttribute('credential-id', id);
    await findText(element, 'Second');
    expect(textOf(element)).not.to.include('First');
  });

  it('stays on one line when it is narrow, and a long name gives way', async () => {
    const element = await mountCredential({ name: 'x'.repeat(200) });
    const wide = element.getBoundingClientRect().height;
    (element as HTMLElement).style.width = '280px';
    await until(
      () => element.getBoundingClientRect().width === 280,
      () => 'not narrow',
    );
    expect(element.getBoundingClientRect().height).to.equal(wide);
    expect(element.scrollWidth).to.be.at.most(280);
    expect(textOf(element)).to.include('Connected');
  });
});
