import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import {
  authorizeWithoutWindow,
  NOTION,
  TestServer,
  type AuthorizationWindows,
  type Decision,
} from '../../src/testing.js';
import { click } from '../support/driver.js';
import { findButton, findText, until } from '../support/find.js';
import { hear, kinds, mount, said } from '../support/page.js';

describe('authorizations without a window', () => {
  let server: TestServer;
  let windows: AuthorizationWindows;
  const { open } = window;

  afterEach(() => {
    windows.restore();
    expect(window.open).to.equal(open);
  });

  async function start(decision?: Decision, credentialId?: string): Promise<ReturnType<typeof hear>> {
    windows = authorizeWithoutWindow(server, decision);
    const page = await mount(
      server,
      html`<datasource-oauth-button
        provider=${NOTION}
        credential-id=${credentialId ?? ''}
      ></datasource-oauth-button>`,
    );
    const heard = hear(page);
    await click(await findButton(page, credentialId ? 'Re-authorize' : 'Add OAuth'));
    return heard;
  }
  const untilHeard = (heard: ReturnType<typeof hear>, kind: string): Promise<void> =>
    until(
      () => kinds(heard).includes(kind),
      () => kinds(heard).join(),
    );

  beforeEach(() => {
    server = new TestServer();
  });

  it('complete where the user allows it', async () => {
    const heard = await start();
    await untilHeard(heard, 'authorized');
    expect(windows.addresses).to.deep.equal([server.authorizationUrl]);
    expect(heard.find(({ type }) => type === 'datasource-authorized')!.detail).to.deep.include({
      reauthorized: false,
      method: 'oauth2',
    });
    expect(server.credentialsOf(NOTION)).to.have.lengthOf(1);
  });

  it('complete for a connection that is authorized again, which the callback page confirms', async () => {
    const { id } = server.connect(NOTION);
    const heard = await start('allow', id);
    await untilHeard(heard, 'authorized');
    expect(heard.find(({ type }) => type === 'datasource-authorized')!.detail).to.deep.include({
      reauthorized: true,
      confirmed: true,
    });
  });

  for (const [what, decision] of [
    ['the user closes the window', 'close'],
    ['the user denies it, which the server says in the window only', 'deny'],
  ] as const)
    it(`wait for another try where ${what}`, async () => {
      const heard = await start(decision);
      await findText(document.body, said('windowClosedTitle', { source: 'Notion' }));
      await click(await findButton(document.body, 'Cancel'));
      await untilHeard(heard, 'authorize-cancel');
      expect(server.credentialsOf(NOTION)).to.deep.equal([]);
    });

  it('wait for a user who takes their time', async () => {
    const heard = await start('wait');
    await until(
      () => windows.addresses.length === 1,
      () => 'not sent anywhere',
    );
    expect(kinds(heard)).to.deep.equal(['authorize-start']);
  });
});
