import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { connectionViews } from '../../src/elements/datasource-connect-button/connection-parts.js';
import { expectAccessible } from '../support/appearance.js';
import { click, moveAway, press, type } from '../support/driver.js';
import { FakeServer, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
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
import { hear, hold, JINA, mount, NOTION, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';
import { FakeWindows } from '../support/windows.js';

const NOT_LOADED = /A part of this page could not be loaded/;
const EVERYWHERE = ['light', 'dark', 'forced-colors'] as const;

const BUTTON = html`<datasource-connect-button provider=${NOTION}></datasource-connect-button>`;
const JINA_BUTTON = html`<datasource-connect-button provider=${JINA}></datasource-connect-button>`;
const ADDING = html`<datasource-connect-button add provider=${NOTION}></datasource-connect-button>`;
const ABOUT = html`<datasource-connect-button
  provider=${NOTION}
  credential-id="credential-1"
></datasource-connect-button>`;

describe('a connection that cannot be shown yet', () => {
  let server: FakeServer;
  let windows: FakeWindows;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(connectionViews);
    windows = new FakeWindows();
    server = new FakeServer();
    // One way only, so that a press of “Connect” would begin at once.
    server.sources = [wireSource({ credential_schema: [] }), ...server.sources.slice(1)];
    localStorage.clear();
    await moveAway();
  });
  afterEach(() => {
    part.restore();
    windows.restore();
    localStorage.clear();
  });

  const show = (content: TemplateResult = BUTTON): Promise<HTMLElement> => mount(server, content);
  const buttons = (page: Node): string[] => allByRole(page, 'button').map(nameOf);
  const alerts = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const main = (page: Node): HTMLButtonElement =>
    byRole(page, 'button', /Connect|Re-authorize/) as HTMLButtonElement;

  /** A press does nothing. */
  async function expectIdle(page: HTMLElement): Promise<void> {
    await click(main(page));
    await settled();
    expect(windows.opened).to.have.length(0);
    expect(allByRole(page, 'menu')).to.be.empty;
    expect(allByRole(page, 'dialog')).to.be.empty;
  }

  for (const [what, content, ahead, waiting, then] of [
    ['the default one', BUTTON, 0, 'Connect', 'Connected as Team'],
    ['the one with credential-id', ABOUT, 1, 'Re-authorize', 'Re-authorize'],
  ] as const)
    describe(`(${what})`, () => {
      beforeEach(() => {
        server.connect(NOTION, { name: 'Team' });
      });

      it('is waited for as its list is, in the same height', async () => {
        const release = hold(server, 'GET', /list$/);
        const page = await show(content);
        const element = page.firstElementChild as HTMLElement;
        const { offsetHeight } = element;
        release();
        await part.untilLoads(1);
        await settled();
        expect(buttons(page)).to.deep.equal([waiting]);
        expect(main(page).disabled).to.equal(true);
        expect(main(page).getAttribute('aria-busy')).to.equal('true');
        expect(element.offsetHeight).to.equal(offsetHeight);
        await expectIdle(page);
        await expectAccessible(page, EVERYWHERE);
        part.arrive();
        await findButton(page, then);
        await findText(page, 'Connected as Team');
        expect(element.offsetHeight).to.equal(offsetHeight);
        expect(main(page).getAttribute('aria-busy')).to.equal(null);
        expect(getComputedStyle(element.shadowRoot!.querySelector('.avatar')!).borderRadius).to.equal('6px');
      });

      it('is told not to be there when it cannot be loaded, and comes by a press of Retry', async () => {
        const release = hold(server, 'GET', /list$/);
        const page = await show(content);
        if (ahead) {
          await part.untilLoads(1);
          // What could not be loaded ahead is not told, but loaded when it is needed.
          part.fail();
        }
        release();
        await part.untilLoads(ahead + 1);
        part.fail();
        await findText(page, NOT_LOADED);
        expect(alerts(page)).to.have.length(1);
        expect(buttons(page)).to.deep.equal([waiting, 'Retry']);
        expect(main(page).disabled).to.equal(true);
        expect(main(page).getAttribute('aria-busy')).to.equal(null);
        await expectIdle(page);
        await expectAccessible(page, EVERYWHERE);
        expect(part.loads, 'not by itself').to.equal(ahead + 1);

        const retry = byRole(page, 'button', 'Retry');
        retry.focus();
        await press('Enter');
        await part.untilLoads(ahead + 2);
        expect(retry.getAttribute('aria-busy')).to.equal('true');
        part.fail();
        await until(
          () => retry.getAttribute('aria-busy') === 'false',
          () => 'still busy',
        );
        expect(alerts(page).join()).to.match(NOT_LOADED);
        await press('Enter');
        await part.untilLoads(ahead + 3);
        part.arrive();
        await findText(page, 'Connected as Team');
        expect(alerts(page)).to.be.empty;
        await untilFocused(then);
      });
    });

  it('is loaded while the list is read, where the button is about a connection or there was one the last time', async () => {
    server.connect(NOTION, { name: 'Team' });
    const before = await show(ADDING);
    await findButton(before, 'Connect');
    before.remove();
    expect(part.loads).to.equal(0);
    const release = hold(server, 'GET', /list$/);
    await show(ADDING);
    await show(JINA_BUTTON);
    await settled();
    expect(part.loads, 'where none is expected').to.equal(0);
    await show(BUTTON);
    await part.untilLoads(1);
    part.fail();
    await settled();
    await show(ABOUT);
    await part.untilLoads(2);
    release();
  });

  it('is not loaded for a button that is not about it', async () => {
    server.connect(NOTION, { name: 'Team' });
    await findButton(await show(ADDING), 'Connect');
    await findButton(await show(JINA_BUTTON), 'Connect');
    await settled();
    expect(part.loads).to.equal(0);
  });

  it('keeps the focus where it was made, and lets nobody make another by the same press', async () => {
    const page = await show();
    const heard = hear(page);
    const button = await findButton(page, 'Connect');
    button.focus();
    await press('Enter');
    await findText(page, 'provider.example');
    server.connect(NOTION, { name: 'Team' });
    await click(byRole(page, 'button', 'I have finished'));
    await until(
      () => heard.length >= 3,
      () => `heard ${heard.length}`,
    );
    await until(
      () => button.getAttribute('aria-disabled') === 'true',
      () => 'it can be used',
    );
    await untilFocused('Connect');
    await press('Enter');
    await settled();
    expect(windows.opened).to.have.length(1);
    part.arrive();
    await findButton(page, 'Connected as Team');
    await untilFocused('Connected as Team');
  });

  it('leaves the dialog by which it was made to close by itself, with the focus back on the button', async () => {
    const page = await show(JINA_BUTTON);
    const button = await findButton(page, 'Connect');
    button.focus();
    await press('Enter');
    await findByRole(page, 'dialog');
    byLabel(page, 'Authorization Name').focus();
    await type('Prod');
    byLabel(page, /^API Key/).focus();
    await type('key');
    await press('Enter');
    await untilGone(page, 'dialog');
    await untilFocused('Connect');
    await part.untilLoads(1);
    part.arrive();
    await findButton(page, 'Connected as Prod');
    await untilFocused('Connected as Prod');
  });
});
