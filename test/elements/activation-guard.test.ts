import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { createDatasourceStore } from '../../src/index.js';
import { click, press } from '../support/driver.js';
import { FakeServer, wireSource } from '../support/fake-server.js';
import { allByRole, byRole, findButton, findByRole, findText, textOf, until } from '../support/find.js';
import '../support/loaded-dialogs.js';
import { hear, kinds, mount, NOTION, said, settled } from '../support/page.js';
import { openRowMenu } from '../support/rows.js';
import { FakeWindows } from '../support/windows.js';

const PRESS_AGAIN = said('pressAgain');

/** Resolves so many milliseconds after a moment, which is what all this is about. */
async function later(since: number, milliseconds: number): Promise<void> {
  while (performance.now() - since < milliseconds) await settled();
}

describe('a press that comes right after the page came to the front (C9)', function () {
  // A busy machine may take longer for a press than the half second that this is about.
  this.retries(4);

  let server: FakeServer;
  let windows: FakeWindows;
  let frame: HTMLIFrameElement;
  let cameToFront = 0;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
    frame = document.createElement('iframe');
    document.body.append(frame);
  });
  afterEach(() => {
    windows.restore();
    frame.remove();
  });

  /** The window loses the focus and gets it back, as it does when another one that lay over it goes away. */
  async function comeToFront(): Promise<number> {
    frame.contentWindow!.focus();
    await settled();
    const focused = new Promise<Event>((resolve) => addEventListener('focus', resolve, { once: true }));
    window.focus();
    const { timeStamp, isTrusted } = await focused;
    expect(isTrusted, 'a focus by the browser itself').to.be.true;
    return (cameToFront = timeStamp);
  }

  async function show(content: TemplateResult, name: string): Promise<[HTMLElement, HTMLButtonElement]> {
    const page = await mount(server, content);
    const button = await findButton(page, name);
    await later(cameToFront, 600);
    return [page, button];
  }

  const ADD = html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`;

  it('starts nothing, and the user is told to press again; then it starts', async () => {
    const [page, button] = await show(ADD, 'Add OAuth');
    const heard = hear(page);
    const at = await comeToFront();
    await later(at, 100);
    await click(button);
    expect(performance.now() - at, 'quick enough').to.be.below(500);
    await findText(page, PRESS_AGAIN);
    expect(windows.opened.length).to.equal(0);
    expect(heard).to.deep.equal([]);
    await later(at, 600);
    await click(button);
    await findText(page, said('waitingTitle', { source: 'Notion' }));
    expect(textOf(page)).not.to.include(PRESS_AGAIN);
    expect(windows.opened.length).to.equal(1);
    expect(kinds(heard)).to.deep.equal(['authorize-start']);
  });

  it('counts when the page has been there for half a second', async () => {
    const [page, button] = await show(ADD, 'Add OAuth');
    await later(await comeToFront(), 550);
    await click(button);
    await findText(page, said('waitingTitle', { source: 'Notion' }));
  });

  it('counts when it brought the page to the front itself', async () => {
    const [page, button] = await show(ADD, 'Add OAuth');
    frame.contentWindow!.focus();
    await settled();
    await click(button);
    await findText(page, said('waitingTitle', { source: 'Notion' }));
  });

  it('counts when it is that of a key', async () => {
    const [page, button] = await show(ADD, 'Add OAuth');
    const at = await comeToFront();
    button.focus();
    await later(at, 100);
    await press('Enter');
    await findText(page, said('waitingTitle', { source: 'Notion' }));
    expect(performance.now() - at, 'quick enough').to.be.below(500);
  });

  it('counts again for a key after a press that did not', async () => {
    const [page, button] = await show(ADD, 'Add OAuth');
    await later(await comeToFront(), 100);
    await click(button);
    await findText(page, PRESS_AGAIN);
    button.focus();
    await press('Enter');
    await findText(page, said('waitingTitle', { source: 'Notion' }));
  });

  it('is not feared because a script says that the page has the focus', async () => {
    const [page, button] = await show(ADD, 'Add OAuth');
    const at = performance.now();
    window.dispatchEvent(new Event('focus'));
    document.dispatchEvent(new Event('visibilitychange'));
    await later(at, 100);
    await click(button);
    await findText(page, said('waitingTitle', { source: 'Notion' }));
  });

  it('starts nothing in any other place that authorizes', async () => {
    server.connect(NOTION, { name: 'Team' });
    const store = createDatasourceStore({ fetch: server.fetch });
    store.markCredential('credential-1', 'needs-reauthorization');
    const again = 'Re-authorize';
    const places: [TemplateResult, (page: HTMLElement) => Promise<HTMLElement>][] = [
      [
        html`<datasource-connect-button
          provider=${NOTION}
          credential-id="credential-1"
        ></datasource-connect-button>`,
        (page) => findButton(page, again),
      ],
      [
        html`<datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>`,
        (page) => findButton(page, again),
      ],
      [
        html`<datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>`,
        async (page) => byRole(await openRowMenu(page, 'Team'), 'menuitem', again),
      ],
      [
        html`<datasource-credential-select provider=${NOTION}></datasource-credential-select>`,
        (page) => findButton(page, again),
      ],
    ];
    for (const [content, find] of places) {
      const page = await mount(
        server,
        html`<datasource-context .store=${store}>${content}</datasource-context>`,
      );
      const button = await find(page);
      await later(await comeToFront(), 100);
      await click(button);
      await findText(page, PRESS_AGAIN);
      page.remove();
    }
    expect(windows.opened.length).to.equal(0);
  });

  it('starts nothing by what is offered after a failure', async () => {
    const card = html`<datasource-card provider=${NOTION}></datasource-card>`;
    for (const content of [ADD, card]) {
      windows.blocked = true;
      const page = await mount(server, content);
      // A script presses nothing, and so nothing too soon.
      if (content === card) (await findButton(page, /^Configure/)).click();
      (await findButton(page, 'Add OAuth')).click();
      const open = await findButton(page, 'Open window');
      windows.blocked = false;
      await later(await comeToFront(), 100);
      await click(open);
      await findText(page, PRESS_AGAIN);
      expect(windows.opened.length).to.equal(0);
      await later(cameToFront, 600);
      await click(open);
      await findText(page, said('waitingTitle', { source: 'Notion' }));
      await click(byRole(page, 'button', 'Cancel'));
      await findText(page, said('cancelledNotice', { source: 'Notion' }));
      page.remove();
      windows.opened.length = 0;
    }
  });

  it('saves no OAuth client to go on with, and keeps what was typed', async () => {
    const source = wireSource();
    Object.assign(source['oauth_schema'] as object, { is_system_oauth_params_exists: false });
    server.sources = [source];
    const [page, setup] = await show(ADD, 'Setup OAuth Client');
    await click(setup);
    const dialog = await findByRole(page, 'dialog');
    const fields = [...dialog.querySelectorAll('input')];
    for (const field of fields) field.value = 'x';
    await later(await comeToFront(), 100);
    await click(byRole(dialog, 'button', 'Save and Authorize'));
    await findText(dialog, PRESS_AGAIN);
    expect(server.requests.filter(({ method }) => method === 'POST').length).to.equal(0);
    expect(fields.map(({ value }) => value)).to.deep.equal(fields.map(() => 'x'));
  });

  it('is watched for only while there is an element that could start something', async () => {
    const heard: string[] = [];
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...args) {
      if (this === window || this === undefined) heard.push(args[0]);
      return addEventListener.apply(this ?? window, args);
    };
    try {
      const page = await mount(server, html`${Array.from({ length: 10 }, () => ADD)}`);
      await until(
        () => allByRole(page, 'button', 'Add OAuth').length === 10,
        () => 'not ten buttons',
      );
    } finally {
      EventTarget.prototype.addEventListener = addEventListener;
    }
    expect(heard.filter((type) => type === 'pointerdown').length).to.equal(1);
  });
});
