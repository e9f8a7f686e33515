import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { click } from '../support/driver.js';
import { errorAnswer, FakeServer, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  findButton,
  findByRole,
  findText,
  textOf,
  until,
} from '../support/find.js';
import '../support/loaded-dialogs.js';
import {
  fill,
  hear,
  JINA,
  kinds,
  mount,
  NOTION,
  requestsTo,
  said,
  settled,
  type Heard,
} from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;
const BUTTON = html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`;

describe('how a flow ended', () => {
  let server: FakeServer;
  let windows: FakeWindows;
  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  // Once: a flow that fails at once ends before the menu of the card is gone, so the button in the menu (without-status)
  // owns the outcome and shows nothing; the card shows nothing either.
  it('is shown by the card when the window is blocked', async () => {
    windows.blocked = true;
    const page = await mount(server, CARD);
    const heard = hear(page);
    await click(await findButton(page, /^Configure/));
    await click(await findButton(page, 'Add OAuth'));
    await until(
      () => heard.length === 2,
      () => 'no event',
    );
    expect(textOf(await findByRole(page, 'alert'))).to.match(/pop-?up/i);
  });

  it('is shown by the card when another flow is under way', async () => {
    server.sources = [
      wireSource(),
      wireSource({ plugin_id: 'langgenius/drive', name: 'drive', label: { en_US: 'Drive' } }),
    ];
    const page = await mount(
      server,
      html`<div id="a">${BUTTON}</div>
        <div id="b"><datasource-card provider="langgenius/drive/drive"></datasource-card></div>`,
    );
    await click(await findButton(page.querySelector('#a')!, 'Add OAuth'));
    await findText(page, said('waitingTitle', { source: 'Notion' }));
    const card = page.querySelector('#b')!;
    await click(await findButton(card, /^Configure/));
    await click(await findButton(card, 'Add OAuth'));
    await findByRole(card, 'alert');
  });

  // Once: with a flow of the same source under way, FlowController.start() only brings its window to the front and drops
  // `prepare`: what was typed is neither saved nor refused.
  it('while a flow is under way, "Save and Authorize" saves or says why not', async () => {
    server.sources = [wireSource()];
    const page = await mount(server, BUTTON);
    await click(await findButton(page, 'Add OAuth'));
    await findText(page, said('waitingTitle', { source: 'Notion' }));
    await click(byRole(page, 'button', 'OAuth Client Settings'));
    const dialog = await findByRole(page, 'dialog', 'OAuth Client Settings');
    await click(byLabel(dialog, 'Custom'));
    await findText(dialog, 'Client ID');
    await fill(byLabel(dialog, /^Client ID/), 'my-id');
    await click(byRole(dialog, 'button', 'Save and Authorize'));
    await until(
      () =>
        requestsTo(server, 'POST', /custom-client$/).length === 1 ||
        allByRole(dialog, 'alert').some((alert) => textOf(alert) !== ''),
      () => 'neither saved nor told',
    );
  });

  // Once: the result of a flow waits for the re-read of the list. A page that takes the button away as soon as the list
  // shows a connection (it shares the query client, or listens to the store) loses datasource-authorized: settled flows
  // are not handed over, and the event is fired on a detached element.
  it('is told when the page takes the button away because the list shows the connection', async () => {
    const page = await mount(
      server,
      html`<div id="slot">${BUTTON}</div>
        ${CARD}`,
    );
    const heard = hear(page);
    const list = page.currentStore!.list();
    const stop = list.subscribe(() => {
      if (list.getSnapshot().data?.[0]?.credentials_list.length)
        page.querySelector('#slot')!.replaceChildren();
    });
    await click(await findButton(page.querySelector('#slot')!, 'Add OAuth'));
    await until(
      () => windows.opened[0]?.addresses.length === 1,
      () => 'not sent',
    );
    server.connect(NOTION);
    window.dispatchEvent(new Event('focus'));
    await until(
      () => allByRole(page, 'listitem').length === 1,
      () => 'not listed',
    );
    try {
      await until(
        () => heard.length === 3,
        () => `heard only ${kinds(heard).join()}`,
      );
    } finally {
      stop();
    }
  });

  // Once: a flow that ended while no element of its data source was on the page was shown by the next one, but no event
  // ever told of it.
  describe('while no element of the data source was on the page', () => {
    const OTHER = html`<datasource-card provider=${JINA}></datasource-card>`;

    /** Begins, takes the panel away, and lets the flow end; something else keeps the store in use. */
    async function endUnseen(end: () => void): Promise<{ panel: HTMLElement; heard: Heard[] }> {
      const page = await mount(
        server,
        html`<div id="panel">${BUTTON}</div>
          ${OTHER}`,
      );
      const heard = hear(page);
      const panel = page.querySelector<HTMLElement>('#panel')!;
      await click(await findButton(panel, 'Add OAuth'));
      await until(
        () => windows.opened[0]?.addresses.length === 1,
        () => 'not sent',
      );
      const { result } = page.currentStore!.flows.current!;
      panel.replaceChildren();
      await settled();
      end();
      await result;
      await settled();
      expect(kinds(heard).filter((kind) => kind !== 'session-expired')).to.deep.equal(['authorize-start']);
      return { panel, heard };
    }

    function reopen(panel: HTMLElement): void {
      for (let count = 0; count < 2; count++) {
        const card = document.createElement('datasource-card');
        Object.assign(card, { provider: NOTION });
        panel.append(card);
      }
    }

    it('is told by the next one: a success, once', async () => {
      const { panel, heard } = await endUnseen(() => {
        server.connect(NOTION);
        window.dispatchEvent(new Event('focus'));
      });
      const told = ['authorize-start', 'authorized', 'credential-change'];
      for (let time = 0; time < 2; time++) {
        reopen(panel);
        await findByRole(panel.lastElementChild!, 'listitem');
        await settled();
        expect(kinds(heard)).to.deep.equal(told);
        panel.replaceChildren();
      }
      expect(heard[1]!.detail).to.include({ reauthorized: false, confirmed: true });
    });

    it('is told by the next one: a failure, once', async () => {
      const { panel, heard } = await endUnseen(() => {
        server.intercept(() => errorAnswer(401, 'unauthorized', 'Sign in.'));
        window.dispatchEvent(new Event('focus'));
      });
      reopen(panel);
      await until(
        () => heard.some(({ type }) => type === 'datasource-authorize-error'),
        () => `heard only ${kinds(heard).join()}`,
      );
      panel.replaceChildren();
      reopen(panel);
      await settled();
      expect(kinds(heard).filter((kind) => kind === 'authorize-error').length).to.equal(1);
    });

    it('is told by no element when the page’s own code asked for it, and it failed at once', async () => {
      const page = await mount(server, CARD);
      const heard = hear(page);
      await findByRole(page, 'article');
      windows.blocked = true;
      const [organization, plugin, provider] = NOTION.split('/') as [string, string, string];
      const flow = page.currentStore!.authorize({ pluginId: `${organization}/${plugin}`, provider });
      expect((await flow.result).status).to.equal('failed');
      await findText(page, 'Allow pop-ups');
      await settled();
      expect(kinds(heard)).to.deep.equal([]);
    });

    it('is told by nobody when the next one leaves at once', async () => {
      const { panel, heard } = await endUnseen(() => {
        server.connect(NOTION);
        window.dispatchEvent(new Event('focus'));
      });
      reopen(panel);
      panel.replaceChildren();
      await settled();
      expect(kinds(heard)).to.deep.equal(['authorize-start']);
      reopen(panel);
      await until(
        () => kinds(heard).includes('authorized'),
        () => `heard only ${kinds(heard).join()}`,
      );
    });
  });

  it('by API key is told when the page takes the button away because the list shows the connection', async () => {
    const page = await mount(
      server,
      html`<div id="slot"><datasource-api-key-button provider=${NOTION}></datasource-api-key-button></div>
        ${CARD}`,
    );
    const heard = hear(page);
    const list = page.currentStore!.list();
    const stop = list.subscribe(() => {
      if (list.getSnapshot().data?.[0]?.credentials_list.length)
        page.querySelector('#slot')!.replaceChildren();
    });
    await click(await findButton(page, 'Add API Key'));
    const dialog = await findByRole(page, 'dialog', /^API Key/);
    await fill(byLabel(dialog, 'Integration Secret'), 'key-key-key');
    await click(byRole(dialog, 'button', 'Save'));
    await until(
      () => allByRole(page, 'listitem').length === 1,
      () => 'not listed',
    );
    try {
      await until(
        () => heard.length === 3,
        () => `heard only ${kinds(heard).join()}`,
      );
    } finally {
      stop();
    }
  });
});
