import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import type { ApiKeyDialogElement, DatasourceContextElement } from '../../src/index.js';
import { click, type } from '../support/driver.js';
import { FakeServer, jinaSource, wireSource } from '../support/fake-server.js';
import { byLabel, findByRole, findText, textOf, until } from '../support/find.js';
import '../support/loaded-dialogs.js';
import { listReads, mount, NOTION, settled } from '../support/page.js';

const TAGS = [
  'datasource-list',
  'datasource-card',
  'datasource-credential',
  'datasource-oauth-button',
  'datasource-api-key-button',
  'datasource-connect-button',
  'datasource-credential-select',
  'api-key-dialog',
  'oauth-client-dialog',
];

/** Moves an element without taking it off the page, where the browser can. */
type Mover = Element & { moveBefore?: (node: Node, before: Node | null) => void };

const WAYS: Record<string, (place: Mover, element: Element) => void> = {
  appendChild: (place, element) => void place.appendChild(element),
  moveBefore: (place, element) => place.moveBefore?.(element, null),
  adoptNode: (place, element) => {
    document.implementation.createHTMLDocument('').adoptNode(element);
    place.append(element);
  },
};

describe('an element that is moved on its page (H3)', () => {
  let server: FakeServer;
  let page: DatasourceContextElement;
  let places: HTMLElement[];

  beforeEach(async () => {
    server = new FakeServer();
    server.sources = [wireSource({ icon: '' })];
    server.connect(NOTION, { name: 'Team' });
    page = await mount(
      server,
      html`<div></div>
        <div></div>`,
    );
    places = [...page.querySelectorAll('div')];
  });

  for (const [way, move] of Object.entries(WAYS)) {
    for (const tag of TAGS) {
      it(`reads the list once and shows the same after ten moves by ${way}: ${tag}`, async () => {
        const element = document.createElement(tag);
        element.setAttribute('provider', NOTION);
        element.setAttribute('credential-id', 'credential-1');
        places[0]!.append(element);
        await until(
          () => page.currentStore!.list().getSnapshot().status === 'success',
          () => 'not read',
        );
        await settled();
        const before = textOf(element);
        for (let times = 1; times <= 10; times++) {
          move(places[times % 2]!, element);
          await settled();
        }
        expect(textOf(element)).to.equal(before);
        expect(listReads(server)).to.equal(1);
      });
    }
  }

  it('keeps an open dialog and what is typed in it, where the browser moves it without taking it away', async () => {
    const dialog: ApiKeyDialogElement = document.createElement('api-key-dialog');
    dialog.provider = NOTION;
    dialog.open = true;
    places[0]!.append(dialog);
    await findText(dialog, 'Integration Secret');
    await click(byLabel(dialog, 'Integration Secret'));
    await type('typed');
    (places[1] as Mover).moveBefore?.(dialog, null);
    await settled();
    expect(dialog.parentElement === places[1]).to.be.true;
    expect(dialog.open).to.be.true;
    expect(byLabel(dialog, 'Integration Secret').value).to.equal('typed');
  });

  it('belongs to the context that it is moved into', async () => {
    const other = new FakeServer();
    other.sources = [jinaSource()];
    const second = await fixture<DatasourceContextElement>(
      html`<datasource-context .fetch=${other.fetch}></datasource-context>`,
    );
    const list = document.createElement('datasource-list');
    places[0]!.append(list);
    await findByRole(list, 'article', 'Notion');
    (second as Mover).moveBefore?.(list, null);
    await findByRole(list, 'article', 'Jina Reader');
    expect([listReads(server), listReads(other)]).to.deep.equal([1, 1]);
  });

  it('looks the same in the document of a frame, and back', async () => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
    const button = document.createElement('datasource-oauth-button');
    button.provider = NOTION;
    places[0]!.append(button);
    const look = async (): Promise<string> => {
      const main = (): HTMLButtonElement | null | undefined =>
        button.shadowRoot?.querySelector<HTMLButtonElement>('.main:enabled');
      await until(main, () => 'no button');
      const { cursor, borderRadius } = button.ownerDocument.defaultView!.getComputedStyle(main()!);
      return `${cursor} ${borderRadius}`;
    };
    const before = await look();
    expect(before).to.match(/^pointer 8px/);
    frame.contentDocument!.body.append(page);
    expect(await look()).to.equal(before);
    document.body.append(page);
    expect(await look()).to.equal(before);
  });
});
