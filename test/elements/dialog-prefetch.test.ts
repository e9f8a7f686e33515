import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { click, hover, moveAway, press } from '../support/driver.js';
import { FakeServer, jinaSource, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  findButton,
  findByRole,
  findText,
  focused,
  nameOf,
  textOf,
  until,
} from '../support/find.js';
import { mount, NOTION, said, settled } from '../support/mounting.js';

/** What the browser was asked for, of what is loaded on demand. */
const loaded = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(
      ({ name }) => /(api-key-form|oauth-client-form|confirm-dialog)(-[-\w]+)?\.[jt]s$/.exec(name)?.[1] ?? '',
    )
    .filter(Boolean)
    .sort();

/** Long enough for what was asked for to have come: until then the browser does not tell. */
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

/** In one page and in this order: what is loaded stays loaded. */
describe('what is loaded ahead for dialogs', () => {
  let server: FakeServer;

  before(async () => {
    // A page of unbundled modules fills what there is room for.
    performance.setResourceTimingBufferSize(5_000);
    await moveAway();
  });
  beforeEach(() => {
    server = new FakeServer();
  });

  it('is nothing as long as the user does nothing, with every element on the page', async () => {
    server.sources = [wireSource(), jinaSource()];
    server.connect(NOTION, { id: 'one', type: 'api-key', name: 'One' });
    const page = await mount(
      server,
      html`<datasource-list></datasource-list>
        <datasource-card provider=${NOTION}></datasource-card>
        <datasource-credential provider=${NOTION} credential-id="one"></datasource-credential>
        <datasource-connect-button provider=${NOTION}></datasource-connect-button>
        <datasource-credential-select provider=${NOTION}></datasource-credential-select>
        <datasource-oauth-button provider=${NOTION}></datasource-oauth-button>
        <datasource-api-key-button provider=${NOTION}></datasource-api-key-button>
        <api-key-dialog provider=${NOTION}></api-key-dialog>
        <oauth-client-dialog provider=${NOTION}></oauth-client-dialog>`,
    );
    await findButton(page, 'Add API Key');
    await settled();
    // Nor when the mouse is on what is no button.
    await hover(byRole(page.querySelector('datasource-card')!, 'heading', 'Notion'));
    await quiet();
    expect(loaded()).to.deep.equal([]);
    await moveAway();
  });

  it('is nothing without a connection, where the attempt could spoil the next one', async () => {
    const page = await mount(
      server,
      html`<datasource-api-key-button provider=${NOTION}></datasource-api-key-button>`,
    );
    const button = await findButton(page, 'Add API Key');
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      await hover(button);
      await quiet();
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    expect(loaded()).to.deep.equal([]);
    await moveAway();
  });

  it('is the form of a button that the mouse is over, and no other', async () => {
    const page = await mount(
      server,
      html`<datasource-api-key-button provider=${NOTION}></datasource-api-key-button>`,
    );
    const button = await findButton(page, 'Add API Key');
    await hover(button);
    await until(
      () => loaded().length > 0,
      () => 'not loaded',
    );
    await quiet();
    expect(loaded()).to.deep.equal(['api-key-form']);
    await settled();
    await moveAway();
    await hover(button);
    await quiet();
    expect(loaded(), 'once').to.deep.equal(['api-key-form']);
  });

  it('stands in the dialog in the update in which that opens', async () => {
    const page = await mount(server, html`<api-key-dialog provider=${NOTION}></api-key-dialog>`);
    await until(
      () => page.currentStore!.list().getSnapshot().data,
      () => 'no list',
    );
    const dialog = page.querySelector('api-key-dialog')!;
    const open = async (): Promise<void> => {
      dialog.show();
      await dialog.updateComplete;
    };
    await open();
    // What was asked for may still be on its way.
    while (textOf(page).includes(said('loading'))) {
      dialog.close();
      await settled();
      await open();
    }
    byLabel(byRole(page, 'dialog'), 'Integration Secret');
    expect(nameOf(focused()!)).to.equal('Authorization Name');
  });

  it('is the question before a removal, for the menu in which that is offered', async () => {
    server.connect(NOTION, { id: 'one', name: 'One' });
    const page = await mount(
      server,
      html`<datasource-credential readonly provider=${NOTION} credential-id="one"></datasource-credential>`,
    );
    const row = page.querySelector('datasource-credential')!;
    await findText(page, 'One');
    row.readOnly = false;
    row.allow = 'reauthorize';
    await hover(await findButton(page, 'Actions for One'));
    await quiet();
    expect(loaded()).to.deep.equal(['api-key-form']);
    await moveAway();
    row.allow = undefined;
    await row.updateComplete;
    await hover(await findButton(page, 'Actions for One'));
    await until(
      () => loaded().length === 2,
      () => 'not loaded',
    );
    await quiet();
    expect(loaded()).to.deep.equal(['api-key-form', 'confirm-dialog']);
  });

  it('is the form of a button to which the user comes by the keyboard', async () => {
    const before = loaded();
    expect(before).not.to.include('oauth-client-form');
    const page = await mount(
      server,
      html`<button>before</button><datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
    );
    await findButton(page, 'Add OAuth');
    page.querySelector('button')!.focus();
    await quiet();
    expect(loaded()).to.deep.equal(before);
    await press('Tab');
    await until(
      () => loaded().length > before.length,
      () => 'not loaded',
    );
    expect(loaded()).to.include('oauth-client-form');
    await press('Tab');
    await press('Enter');
    await findText(await findByRole(page, 'dialog', 'OAuth Client Settings'), 'Custom');
    await click(byRole(page, 'button', 'Cancel'));
    expect(allByRole(page, 'dialog')).to.be.empty;
  });
});
