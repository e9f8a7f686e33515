import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { Claim } from '../../src/authorization/claim.js';
import { flowDetails } from '../../src/internal/flow-status.js';
import { flowTracking } from '../../src/store/store.js';
import { expectAccessible } from '../support/appearance.js';
import { click } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import { allByRole, byRole, findButton, findText, textOf, until } from '../support/find.js';
import { hear, kinds, mount, NOTION, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';
import { FakeWindows } from '../support/windows.js';

const NOT_LOADED = /A part of this page could not be loaded/;

describe('what is shown of an authorization before the parts for it are there', () => {
  let server: FakeServer;
  let windows: FakeWindows;
  let details: SlowPart;
  let tracking: SlowPart;
  let page: HTMLElement;

  beforeEach(async () => {
    details = await SlowPart.of(flowDetails);
    tracking = await SlowPart.of(flowTracking);
    server = new FakeServer();
    windows = new FakeWindows();
    page = await mount(server, html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`);
  });
  afterEach(() => {
    windows.restore();
    page.remove();
    details.restore();
    tracking.restore();
    localStorage.clear();
  });

  const alerts = (): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const press = async (): Promise<void> => click(await findButton(page, 'Add OAuth'));

  it('is what the flow is at, once the part is there', async () => {
    await press();
    tracking.arrive();
    await settled();
    expect(windows.opened).to.have.length(1);
    expect(alerts()).to.be.empty;
    details.arrive();
    await findText(page, 'provider.example');
    const actions = byRole(page, 'button', 'Cancel').parentElement!;
    expect(getComputedStyle(actions).display, 'in its styles').to.equal('flex');
    expect(details.loads).to.equal(1);
  });

  it('can be cancelled before what follows the flow is there', async () => {
    const heard = hear(page);
    await press();
    details.arrive();
    await click(await findButton(page, 'Cancel'));
    await until(
      () => heard.length === 2,
      () => kinds(heard).join(),
    );
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
    expect(windows.last.closed).to.equal(true);
    tracking.arrive();
    await settled();
    expect(
      server.count(
        'GET',
        '/oauth/plugin/langgenius/notion_datasource/notion_datasource/get-authorization-url',
      ),
    ).to.equal(0);
    expect(kinds(heard)).to.have.length(2);
  });

  it('is that a part could not be loaded, in an alert of its own, when neither can be', async () => {
    const heard = hear(page);
    await press();
    details.fail();
    tracking.fail();
    await findText(page, NOT_LOADED);
    await until(
      () => heard.length === 2,
      () => kinds(heard).join(),
    );
    expect(alerts()).to.have.length(1);
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);

    expect(heard[1]!.detail.error).to.include({ code: 'network' });
    expect(windows.last.closed).to.equal(true);
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
  });

  it('is the failure of the server too, as its own message', async () => {
    server.intercept(({ path }) =>
      path.endsWith('get-authorization-url')
        ? new Response(JSON.stringify({ code: 'forbidden', message: 'Ask your admin.', status: 403 }), {
            status: 403,
            headers: { 'Content-Type': 'application/json' },
          })
        : undefined,
    );
    await press();
    tracking.arrive();
    details.fail();
    await until(
      () => alerts().length,
      () => 'nothing is told',
    );
    expect(alerts().join()).to.include('Ask your admin.');
  });

  it('has its actions back once the part can be loaded: the next press tries', async () => {
    await press();
    details.fail();
    tracking.fail();
    await findText(page, NOT_LOADED);
    await press();
    tracking.arrive();
    await until(
      () => details.loads > 1,
      () => 'not tried again',
    );
    details.arrive();
    await findText(page, 'provider.example');
    expect(alerts()).to.be.empty;
  });

  it('is that the window was blocked, once the part can tell why, and then another way', async () => {
    windows.blocked = true;
    const heard = hear(page);
    await press();
    expect(alerts()).to.be.empty;
    expect(kinds(heard)).to.deep.equal(['authorize-start']);
    tracking.arrive();
    details.arrive();
    await findText(page, 'The browser blocked the authorization window.');
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
    expect(heard[1]!.detail.error).to.include({ code: 'popup_blocked' });
    // Blocked once more, now that all parts are there.
    await click(await findButton(page, 'Open window'));
    await findButton(page, 'Continue in this tab');
    expect(windows.opened).to.be.empty;
  });

  it('is told to the page once by the next element, where the one that began it has left meanwhile', async () => {
    windows.blocked = true;
    const heard = hear(page);
    await press();
    const button = page.querySelector('datasource-oauth-button')!;
    const { parentElement } = button;
    button.remove();
    tracking.arrive();
    details.arrive();
    await settled();
    expect(kinds(heard)).to.deep.equal(['authorize-start']);
    parentElement!.append(button);
    await until(
      () => heard.length > 1,
      () => 'not told',
    );
    await settled();
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
    expect(heard[1]!.detail.error).to.include({ code: 'popup_blocked' });
  });

  it('is that another tab is at it, once the part has come, with the window closed again', async () => {
    new Claim(new URL('/console/api', location.href).href, 'the other tab', 'acme/plugin/other').take();
    const heard = hear(page);
    await press();
    expect(windows.last.closed).to.equal(false);
    tracking.arrive();
    details.arrive();
    await findText(page, 'acme/plugin/other');
    expect(windows.last.closed).to.equal(true);
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
    expect(heard[1]!.detail.error).to.include({ code: 'flow_in_progress' });
  });
});
