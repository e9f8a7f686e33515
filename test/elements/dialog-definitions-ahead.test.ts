import { expect, html } from '@open-wc/testing';
import '../../src/elements/datasource-connect-button/define.js';
import '../../src/elements/datasource-context/define.js';
import { click, forgetModules, holdModule, hover, moveAway, press } from '../support/driver.js';
import { FakeServer, jinaSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  findButton,
  findByRole,
  findText,
  untilFocused,
  until,
} from '../support/find.js';
import { JINA, mount, settled } from '../support/mounting.js';

const TAG = 'api-key-dialog';
const TITLE = 'API Key Authorization Configuration';

/** In one page and in this order: what is loaded stays loaded. */
describe('the dialog of an element that is loaded alone', () => {
  let page: HTMLElement;

  before(moveAway);
  beforeEach(async () => {
    const server = new FakeServer();
    server.sources = [jinaSource()];
    page = await mount(
      server,
      html`<button>Before</button><datasource-connect-button provider=${JINA}></datasource-connect-button>`,
    );
  });
  after(forgetModules);

  it('is not defined when the mouse is on another button', async () => {
    const module = await holdModule('elements/api-key-dialog/define');
    await findButton(page, 'Connect');
    await hover(page.querySelector('button')!);
    await settled();
    expect(await module.requests()).to.equal(0);
    expect(customElements.get(TAG)).to.equal(undefined);
  });

  it('is loaded when the user comes near, and opens with its form when it comes after the press', async () => {
    const module = await holdModule('elements/api-key-dialog/define');
    const button = await findButton(page, 'Connect');
    await hover(button);
    await until(
      () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/api-key-form.')),
      () => 'the form is not loaded',
    );
    await click(button);
    await settled();
    expect([customElements.get(TAG), allByRole(page, 'dialog').length]).to.deep.equal([undefined, 0]);
    expect(
      page.querySelector('datasource-connect-button')!.shadowRoot!.querySelector(TAG)!.textContent,
    ).to.equal('');
    await module.open();
    const dialog = await findByRole(page, 'dialog', TITLE);
    expect(await module.requests()).to.equal(1);
    await untilFocused('Authorization Name');
    byLabel(dialog, /API Key/);
    await press('Escape');
    await untilFocused('Connect');
  });

  it('opens at once after that, on another element too', async () => {
    await click(await findButton(page, 'Connect'));
    await findByRole(page, 'dialog', TITLE);
    await findText(page, 'API Key');
    expect(customElements.get('oauth-client-dialog'), 'which nobody came near').to.equal(undefined);
  });
});
