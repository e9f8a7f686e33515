import { expect, html } from '@open-wc/testing';
import '../../src/elements/datasource-connect-button/define.js';
import '../../src/elements/datasource-context/define.js';
import { click, forgetModules, holdModule, moveAway, press } from '../support/driver.js';
import { FakeServer, jinaSource } from '../support/fake-server.js';
import { allByRole, findButton, findByRole, findText, textOf, until } from '../support/find.js';
import { JINA, mount, settled } from '../support/mounting.js';

const TAG = 'api-key-dialog';
const TITLE = 'API Key Authorization Configuration';
const NOT_LOADED = /A part of this page could not be loaded/;

/** In one page and in this order: what is loaded stays loaded. Nothing is loaded ahead by the test. */
describe('the dialogs of an element that is loaded alone', () => {
  let server: FakeServer;

  before(moveAway);
  beforeEach(() => {
    server = new FakeServer();
    server.sources = [jinaSource()];
  });
  after(forgetModules);

  const show = () =>
    mount(
      server,
      html`<button>Before</button><datasource-connect-button provider=${JINA}></datasource-connect-button>`,
    );
  const alerts = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);

  it('are not defined as long as nobody comes near its button', async () => {
    const page = await show();
    await findButton(page, 'Connect');
    await settled();
    expect(customElements.get(TAG)).to.equal(undefined);
    expect(customElements.get('oauth-client-dialog')).to.equal(undefined);
    expect(page.querySelector('datasource-connect-button')!.shadowRoot!.querySelector(TAG)).to.equal(null);
  });

  it('are told of when they cannot be loaded, with nothing left open, and do not open by themselves later', async () => {
    const module = await holdModule('elements/api-key-dialog/define');
    const page = await show();
    await click(await findButton(page, 'Connect'));
    await until(module.requests, () => 'not asked for');
    await settled();
    expect([allByRole(page, 'dialog').length, alerts(page).length]).to.deep.equal([0, 0]);
    await module.fail();
    await findText(page, NOT_LOADED);
    expect(alerts(page)).to.have.length(1);
    expect(customElements.get(TAG)).to.equal(undefined);
    // Another element has it loaded, with success.
    await module.open();
    await import('../../src/elements/api-key-dialog/define.js');
    expect(customElements.get(TAG)).not.to.equal(undefined);
    await settled();
    expect(allByRole(page, 'dialog')).to.be.empty;
    await press('Enter');
    await findByRole(page, 'dialog', TITLE);
    await until(
      () => alerts(page).length === 0,
      () => `still: ${alerts(page).join()}`,
    );
  });
});
